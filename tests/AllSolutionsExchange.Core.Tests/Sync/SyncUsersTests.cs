using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Which users a request means.</summary>
public sealed class SyncUsersTests
{
    private readonly SyncUsers _users = new([User("jörg"), User("anna"), User("piet", enabled: false), User("[x]")], new SyncRequest());

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
        Assert.Equal("UserNotRegistered", Assert.Throws<SyncRequestException>(new SyncUsers([], new SyncRequest()).AddAll).ErrorId);
        Assert.Single(_users.Meant);
    }

    [Fact]
    public void All_means_all_that_are_enabled()
    {
        _users.AddAll();
        Assert.Equal(["jörg", "anna", "[x]"], _users.Meant.Select(user => user.User));
    }

    /// <summary>Of those who are not named, the ones without the kind are left out; nobody at all is told.</summary>
    [Fact]
    public void Kinds_that_a_user_does_not_have_are_refused_of_one_and_left_out_of_many()
    {
        var both = User("both", kinds: [ItemKind.Appointment, ItemKind.Task]);
        var users = new SyncUsers([User("anna's"), both], new SyncRequest { Kinds = [ItemKind.Task] });
        users.AddAll();
        users.Add("*");
        Assert.Equal(["both"], users.Meant.Select(user => user.User));
        var refused = Assert.Throws<SyncRequestException>(() => users.Add("ANNA'S"));
        Assert.Equal("KindNotRegistered", refused.ErrorId);
        Assert.Equal("User 'anna's' is not registered with Task.", refused.Fault);
        Assert.Equal("Add the kind with Set-AsUserMailbox -User 'anna''s' -Kind Appointment, Task.", refused.Advice);
        var nobody = Assert.Throws<SyncRequestException>(
            new SyncUsers([User("anna"), User("piet")], new SyncRequest { Kinds = [ItemKind.Task] }).AddAll
        );
        Assert.Equal("None of these users is registered with Task.", nobody.Fault);
    }

    private static UserMailbox User(string code, bool enabled = true, IReadOnlyList<ItemKind>? kinds = null) =>
        new()
        {
            User = code,
            Mailbox = $"{Caseless.Key(code)}@contoso.com",
            Enabled = enabled,
            Kinds = [.. (kinds ?? [ItemKind.Appointment]).Select(kind => kind.ToString())],
        };
}
