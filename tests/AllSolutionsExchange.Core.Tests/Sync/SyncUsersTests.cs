using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Which users a request means.</summary>
public sealed class SyncUsersTests
{
    private readonly SyncUsers _users = new([User("jörg"), User("anna"), User("piet", enabled: false), User("[x]")]);

    [Fact]
    public void Names_and_patterns_mean_each_user_once_in_their_order()
    {
        _users.Add("JÖRG");
        _users.Add("*n*");
        _users.Add("*");
        Assert.Equal(["jörg", "anna", "[x]"], _users.Meant.Select(user => user.User));
    }

    [Fact]
    public void A_name_that_means_nobody_is_refused_and_the_others_stay()
    {
        _users.Add("anna");
        Assert.Equal("UserNotRegistered", Assert.Throws<SyncRequestException>(() => _users.Add("bert")).ErrorId);
        Assert.Equal("UserNotRegistered", Assert.Throws<SyncRequestException>(() => _users.Add("b*")).ErrorId);
        Assert.Equal("UserNotEnabled", Assert.Throws<SyncRequestException>(() => _users.Add("PIET")).ErrorId);
        Assert.Equal("UserNotRegistered", Assert.Throws<SyncRequestException>(new SyncUsers([]).AddAll).ErrorId);
        Assert.Single(_users.Meant);
    }

    [Fact]
    public void All_means_all_that_are_enabled()
    {
        _users.AddAll();
        Assert.Equal(["jörg", "anna", "[x]"], _users.Meant.Select(user => user.User));
    }

    private static UserMailbox User(string code, bool enabled = true) =>
        new()
        {
            User = code,
            Mailbox = $"{Caseless.Key(code)}@contoso.com",
            Enabled = enabled,
        };
}
