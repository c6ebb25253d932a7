using AllSolutionsExchange.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>Which SIDs are one account: by the tables of MS-DTYP 2.4.2.4 and 2.5.1.1, and by what Windows says where the SID alone does
/// not tell.</summary>
public sealed class AccountSidTests
{
    private const string Domain = "S-1-5-21-1004336348-1177238915-682003330-";

    // SDDL's aliases beside those of the single accounts.
    private const string GroupAliases =
        "AA AC AN AO AP AS AU BA BG BO BU CA CD CG CN CO CY DA DC DD DG DU EA ED EK ER ES HA HI HO IS IU KA LG LU LW ME MP MS MU NO "
        + "NU OW PA PO PS PU RA RC RD RE RM RO RS RU SA SI SO SS SU UD WD WR";

    [Theory]
    [InlineData("LA")]
    [InlineData("SY")]
    [InlineData("LS")]
    [InlineData("NS")]
    [InlineData("S-1-5-18")]
    [InlineData("S-1-5-19")]
    [InlineData("S-1-5-20")]
    [InlineData(Domain + "500")]
    [InlineData(Domain + "502")]
    [InlineData(Domain + "503")]
    [InlineData(Domain + "504")]
    [InlineData(Domain + "1000")]
    [InlineData(Domain + "1104")]
    [InlineData(Domain + "4294967295")]
    [InlineData("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464")]
    [InlineData("S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415")]
    [InlineData("S-1-5-87-1-2-3-4-5")]
    public void One_account(string sid) => Assert.True(AccountSid.IsSingle(sid, _ => AccountUse.Untold));

    [Theory]
    [InlineData("S-1-1-0")]
    [InlineData("S-1-3-1")]
    [InlineData("S-1-5-4")]
    [InlineData("S-1-5-6")]
    [InlineData("S-1-5-7")]
    [InlineData("S-1-5-11")]
    [InlineData("S-1-5-32-545")]
    [InlineData("S-1-5-80-0")]
    [InlineData("S-1-5-82-0")]
    [InlineData("S-1-5-83-0")]
    [InlineData("S-1-5-84-0-0-0-0-0")]
    [InlineData("S-1-5-113")]
    [InlineData("S-1-12-1-1-2-3-4")]
    [InlineData("S-1-18-1")]
    [InlineData("S-1-5-21-")]
    [InlineData("")]
    public void Not_one_account(string sid) => Assert.False(AccountSid.IsSingle(sid, _ => AccountUse.Untold));

    [Fact]
    public void Every_alias_of_a_group_is_a_group() =>
        Assert.DoesNotContain(GroupAliases.Split(' '), alias => AccountSid.IsSingle(alias, _ => AccountUse.User));

    [Fact]
    public void Every_group_that_is_made_with_a_domain_is_a_group() =>
        Assert.Equal([500, 502, 503, 504], Enumerable.Range(0, 1000).Where(rid => AccountSid.IsSingle(Domain + rid, _ => AccountUse.User)));

    [Theory]
    [InlineData(AccountUse.User, true)]
    [InlineData(AccountUse.Computer, true)]
    [InlineData(AccountUse.DeletedAccount, true)]
    [InlineData(AccountUse.Unknown, true)]
    [InlineData(AccountUse.Group, false)]
    [InlineData(AccountUse.Alias, false)]
    [InlineData(AccountUse.WellKnownGroup, false)]
    [InlineData(AccountUse.Domain, false)]
    internal void Of_an_account_of_a_domain_Windows_tells(AccountUse use, bool isSingle) =>
        Assert.Equal(isSingle, AccountSid.IsSingle(Domain + "1104", _ => use));

    [Fact]
    public void Of_an_account_of_Entra_only_a_user_is_one()
    {
        Assert.True(AccountSid.IsSingle("S-1-12-1-1-2-3-4", _ => AccountUse.User));
        Assert.False(AccountSid.IsSingle("S-1-12-1-1-2-3-4", _ => AccountUse.Group));
    }
}
