using System.Globalization;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Tests.Storage;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>A user is one user however the code is typed: in every key, filter and cmdlet, in any script and culture.</summary>
public sealed class CaselessTests : IDisposable
{
    private readonly CouplingFolder _folder = new();

    public static TheoryData<string, string> Pairs =>
        new()
        {
            { "jdv", "JDV" },
            { "jörg", "JÖRG" },
            { "JÖRG", "jo\u0308rg" },
            { "žofie", "ŽOFIE" },
            { "σας", "ΣΑΣ" },
            { "юлия", "ЮЛИЯ" },
            { "iris", "IRIS" },
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Both_are_one_user(string one, string other)
    {
        var users = _folder.Coupling.Users;
        await users.SetAsync(new() { User = one, Mailbox = one + "@contoso.nl" }, default);
        await users.SetAsync(new() { User = other, Enabled = false }, default);
        var user = Assert.Single(await users.GetAsync(null, default));
        Assert.Equal((UserCode.Normalize(one), false), (user.User, user.Enabled));
        Assert.Equal(user.User, (await users.FindAsync(other, default)).User);
        Assert.Equal([user.User], (await users.GetAsync(other, default)).Select(found => found.User));
        Assert.Equal([user.User], (await users.GetAsync(UserCode.Normalize(other)[..2] + "*", default)).Select(found => found.User));
        var taken = await Assert.ThrowsAsync<UserMailboxException>(() =>
            users.SetAsync(new() { User = "x", Mailbox = UserCode.Normalize(other) + "@CONTOSO.nl" }, default)
        );
        Assert.Equal("MailboxTaken", taken.ErrorId);

        var agenda = _folder.Coupling.Agenda;
        var day = new AppointmentChanges
        {
            Subject = one,
            Start = new DateTime(2026, 11, 3),
            IsAllDay = true,
        };
        await agenda.AddAsync(one, day, default);
        await agenda.AddAsync(other, day, default);
        Assert.Equal(2, (await agenda.GetAsync(new ItemQuery { User = other }, default)).Count);
        Assert.Equal(
            2,
            (
                await agenda.GetAsync(
                    new ItemQuery { User = UserCode.Normalize(other)[..2] + "*", Subject = "*" + UserCode.Normalize(other)[2..] },
                    default
                )
            ).Count
        );
        var side = new AllSolutionsSide(agenda, other);
        var page = await side.PullAsync("agenda", null, default);
        Assert.Equal(2, page.Changes.Count);
        Assert.All(await side.LoadAsync([.. page.Changes.Select(change => change.Id)], default), result => Assert.NotNull(result.Item));
        Assert.Equal(await new AllSolutionsSide(agenda, one).IdentifyAsync(default), await side.IdentifyAsync(default));

        await users.RemoveAsync(other, default);
        Assert.Empty(await users.GetAsync(null, default));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Both_have_one_lease(string one, string other)
    {
        using var store = TestStore.Create(() => _folder.Now);
        Assert.NotNull(
            (await store.ClaimAsync(Collections.Of(UserCode.Normalize(one)), "someone else", TimeSpan.FromMinutes(5), default)).Lease
        );
        Assert.Null((await store.ClaimAsync(Collections.Of(UserCode.Normalize(other)), "us", TimeSpan.FromMinutes(5), default)).Lease);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("nl-NL")]
    public void The_culture_of_the_session_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.True(Caseless.AreEqual("iris", "IRIS"));
            Assert.False(Caseless.AreEqual("iris", "İRİS"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("jdv", "*", true)]
    [InlineData("", "*", true)]
    [InlineData("", "?", false)]
    [InlineData("JÖRG", "j?rg", true)]
    [InlineData("jörg", "J*G", true)]
    [InlineData("jörg", "J*X", false)]
    [InlineData("a%b_c\\d", "A%B_C\\D", true)]
    [InlineData("axbxc", "A%B%C", false)]
    [InlineData("aab", "*a*b", true)]
    [InlineData("[a]", "[A]", true)]
    [InlineData("\U0001F600x", "?x", true)]
    [InlineData("overleg", "*over*", true)]
    [InlineData("overleg", "over", false)]
    public void A_filter_takes_what_fits(string text, string pattern, bool fits) => Assert.Equal(fits, Caseless.Fits(text, pattern));

    [Fact]
    public void A_pattern_of_many_stars_ends() =>
        Assert.False(Caseless.Fits(new string('a', 5_000), string.Concat(Enumerable.Repeat("*a", 100)) + "b"));
}
