using AllSolutionsExchange.Places;
using Xunit;

namespace AllSolutionsExchange.Tests.Places;

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
    public void A_folder_of_ours_is_private(string sddl) => Assert.True(FolderSecurity.Parse(sddl).IsPrivate(Account));

    [Theory]
    [InlineData("O:" + Service + "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")]
    [InlineData("O:BAD:AI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)")]
    [InlineData("O:BAD:P(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)")]
    [InlineData("O:BAD:P(A;OICI;FR;;;WD)")]
    [InlineData("O:BAD:P(XA;OICI;FR;;;AU;(WIN://SYSAPPID))")]
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
    public void A_named_folder_is_closed_where_no_group_has_a_right(string sddl, bool isClosed) =>
        Assert.Equal(isClosed, FolderSecurity.Parse(sddl).IsClosed);

    [Fact]
    public void The_accounts_of_an_access_list_are_kept_when_another_is_added()
    {
        var security = FolderSecurity.Parse(FolderSecurity.ForAccounts([Account]));
        Assert.Equal([Account], security.Accounts);
    }
}
