using AllSolutionsExchange.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>The rules of the folder on Windows, on access lists as text. The calls that read and set them run on Windows only.</summary>
public sealed class FolderSecurityTests
{
    private const string Account = "S-1-5-21-1-2-3-1104";
    private const string Service = "S-1-5-21-1-2-3-1200";

    [Fact]
    public void Our_access_list_names_system_administrators_and_the_account() =>
        Assert.Equal($"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;{Account})", FolderSecurity.ForAccounts([Account, "SY", Account]));

    [Theory]
    [InlineData("O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" + Service + ")")]
    [InlineData("O:" + Account + "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")]
    [InlineData("O:S-1-5-32-544D:P(A;OICI;FA;;;S-1-5-18)(A;OICI;FA;;;S-1-5-80-1-2-3)(A;OICI;FA;;;NS)")]
    [InlineData("O:BAD:P(D;OICI;FA;;;WD)(A;OICI;FA;;;SY)")]
    [InlineData("O:BAD:P(OD;OICI;FA;bf967aba-0de6-11d0-a285-00aa003049e2;;WD)(XD;OICI;FA;;;AU;(@User.Title==\"PM\"))(A;OICI;FA;;;SY)")]
    [InlineData("O:LAG:DUD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;LA)")]
    [InlineData("O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-5-21-1-2-3-500)")]
    public void A_folder_of_ours_is_private(string sddl) => Assert.True(FolderSecurity.Parse(sddl).IsPrivate(Account));

    [Theory]
    [InlineData("O:" + Service + "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")]
    [InlineData("O:BAD:AI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)")]
    [InlineData("O:BAD:P(A;OICI;FR;;;WD)")]
    [InlineData("O:BAD:P(XA;OICI;FR;;;AU;(WIN://SYSAPPID))")]
    [InlineData("O:BAD:P(XA;OICI;FR;;;" + Account + ";(@User.Title==\"(D;\"))(A;OICI;FR;;;WD)")]
    [InlineData("O:BAD:P(OA;OICI;FR;bf967aba-0de6-11d0-a285-00aa003049e2;;AU)")]
    [InlineData("O:BAD:P(ZA;OICI;FR;;;AU;(@User.Title==\"PM\"))")]
    [InlineData("O:BAD:P(A;OICI;FA;;;LG)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;DA)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;S-1-5-80-0)")]
    [InlineData("O:DUD:P(A;OICI;FA;;;SY)")]
    [InlineData("O:S-1-5-21-1-2-3-500D:P(A;OICI;FA;;;SY)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;S-1-5-21-1-2-3-513)")]
    [InlineData("O:BAD:NO_ACCESS_CONTROL")]
    [InlineData("O:BA")]
    [InlineData("O:BUD:P(A;OICI;FA;;;SY)")]
    public void A_folder_that_others_made_or_may_use_is_not(string sddl) => Assert.False(FolderSecurity.Parse(sddl).IsPrivate(Account));

    [Theory]
    [InlineData("O:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;" + Account + ")(A;OICIIOID;FA;;;CO)", true)]
    [InlineData("O:BAD:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)", false)]
    [InlineData("O:BAD:AI(A;ID;FA;;;BA)(A;OICIIOID;SDGXGWGR;;;AU)", false)]
    [InlineData("O:" + Account, false)]
    [InlineData("O:BAD:NO_ACCESS_CONTROL", false)]
    [InlineData("O:BAD:P", true)]
    [InlineData("O:LAG:DUD:AI(A;OICIID;FA;;;LA)(A;OICIID;FA;;;OW)(A;OICIID;FA;;;NS)", true)]
    [InlineData("O:BAD:AI(A;OICIID;FA;;;BA)S:AI(ML;;NW;;;HI)", true)]
    [InlineData("O:BAD:AI(A;OICIID;FR;;;LG)", false)]
    public void A_named_folder_is_closed_where_no_group_has_a_right(string sddl, bool isClosed) =>
        Assert.Equal(isClosed, FolderSecurity.Parse(sddl).IsClosed);

    [Theory]
    [InlineData(
        "O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
            + "D:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)(A;OICIIO;SDGXGWGR;;;AU)(A;;LC;;;AU)"
    )]
    [InlineData(
        "O:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICIIO;GA;;;CO)(A;OICI;0x1200a9;;;BU)(A;CI;LC;;;BU)(A;CIIO;DC;;;BU)(A;;0x1200a9;;;WD)"
    )]
    [InlineData("O:SYD:PAI(A;OICIIO;FA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)")]
    [InlineData("O:" + Account + "D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;" + Account + ")(A;OICI;FA;;;" + Service + ")")]
    [InlineData("O:BAD:P(D;;DT;;;WD)(A;;FRFX;;;AU)(A;OICIIO;WDWOSDDT;;;WD)")]
    public void A_folder_in_which_others_may_read_and_make_folders_is_a_safe_way(string sddl) =>
        Assert.True(FolderSecurity.Parse(sddl).IsSafeWay([Account, Service], isDrive: false));

    [Theory]
    [
        InlineData("SD"),
        InlineData("WD"),
        InlineData("WO"),
        InlineData("DT"),
        InlineData("FA"),
        InlineData("GA"),
        InlineData("MA"),
        InlineData("FRSD")
    ]
    [
        InlineData("0x1301bf"),
        InlineData("0x40"),
        InlineData("0x1f01ff"),
        InlineData("0X80000"),
        InlineData("0x11111111111"),
        InlineData("1245631")
    ]
    public void A_folder_that_a_group_may_rename_or_empty_is_none(string rights)
    {
        foreach (
            var (type, group) in new[] { ("A", "AU"), ("A", "BU"), ("A", "WD"), ("A", "DU"), ("XA", "IU"), ("OA", "S-1-5-21-1-2-3-513") }
        )
        {
            var folder = FolderSecurity.Parse($"O:BAD:AI(A;OICIID;FA;;;SY)({type};OICIID;{rights};;;{group})");
            Assert.False(folder.IsSafeWay([Account, Service], isDrive: false));
            Assert.Equal(rights is "SD" or "FRSD" or "0x1301bf", folder.IsSafeWay([Account, Service], isDrive: true));
        }
    }

    [Theory]
    [InlineData("O:S-1-5-21-1-2-3-1300D:P(A;OICI;FA;;;SY)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;S-1-5-21-1-2-3-1300)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;SY)(A;;DT;;;NS)")]
    [InlineData("O:BUD:P(A;OICI;FA;;;SY)")]
    [InlineData("O:BAD:NO_ACCESS_CONTROL")]
    [InlineData("O:BA")]
    public void A_folder_of_somebody_else_or_of_everybody_is_none(string sddl)
    {
        Assert.False(FolderSecurity.Parse(sddl).IsSafeWay([Account, Service], isDrive: false));
        Assert.False(FolderSecurity.Parse(sddl).IsSafeWay([Account, Service], isDrive: true));
    }

    [Fact]
    public void A_group_that_only_Windows_can_tell_from_an_account_has_no_right()
    {
        var group = FolderSecurity.Parse(
            "O:BAD:P(A;OICI;FA;;;" + Service + ")",
            sid => sid == Service ? AccountUse.Group : AccountUse.User
        );
        Assert.False(group.IsClosed);
        Assert.False(group.IsPrivate(Account));
    }

    [Theory]
    [InlineData("S-1-5-18", "O:SYD:P(A;OICI;FA;;;SY)")]
    [InlineData("S-1-5-20", "O:NSD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;NS)")]
    [InlineData("S-1-12-1-1-2-3-4", "O:S-1-12-1-1-2-3-4D:P(A;OICI;FA;;;S-1-12-1-1-2-3-4)")]
    public void The_account_that_asks_may_be_any(string account, string sddl) => Assert.True(FolderSecurity.Parse(sddl).IsPrivate(account));

    [Theory]
    [InlineData("O:BAD:PAI(A;OICI;FA;;;SY)", "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;" + Service + ")")]
    [InlineData(
        "O:BAD:AI(D;;FA;;;LG)(A;OICIID;FA;;;SY)(A;OICIIOID;FA;;;CO)",
        "D:AI(D;;FA;;;LG)(A;OICI;FA;;;" + Service + ")(A;OICIID;FA;;;SY)(A;OICIIOID;FA;;;CO)"
    )]
    [InlineData("O:BAD:P(A;OICI;FR;;;" + Service + ")", "D:P(A;OICI;FR;;;" + Service + ")(A;OICI;FA;;;" + Service + ")")]
    [InlineData("O:BAD:P(A;OICIIO;FA;;;" + Service + ")", "D:P(A;OICIIO;FA;;;" + Service + ")(A;OICI;FA;;;" + Service + ")")]
    [InlineData("O:BAD:P(A;OICI;0x1f01ff;;;" + Service + ")", null)]
    [InlineData("O:BAD:AI(A;OICIID;FA;;;" + Service + ")", null)]
    public void An_account_that_is_added_leaves_the_rest_as_it_is(string sddl, string? list) =>
        Assert.Equal(list, FolderSecurity.Parse(sddl).With(Service));

    [Fact]
    public void Whoever_has_a_right_on_the_folder_is_trusted_on_the_way_to_it_but_no_group() =>
        Assert.Equal(
            [Account, "S-1-5-20"],
            FolderSecurity
                .Parse($"O:BAD:P(A;OICI;FA;;;SY)(A;;FR;;;{Account})(A;OICI;FA;;;BU)(A;;FA;;;NS)(A;OICIIO;FA;;;CO)(D;;FA;;;{Service})")
                .SingleAccounts
        );

    [Fact]
    public void The_accounts_of_an_access_list_are_kept_when_another_is_added()
    {
        var security = FolderSecurity.Parse(FolderSecurity.ForAccounts([Account]));
        Assert.Equal([Account], security.Accounts);
    }
}
