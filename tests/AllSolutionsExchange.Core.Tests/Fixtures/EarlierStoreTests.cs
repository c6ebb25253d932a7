using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Fixtures;

/// <summary>
/// A store of an earlier version goes on where it was: what was agreed stays agreed, what was held stays held, and nothing is written. A
/// fixture is added with each schema, by <see cref="StoreFixture.MakeAsync"/>: the variable ALLSOLUTIONSEXCHANGE_MAKE_FIXTURE names the
/// folder.
/// </summary>
public sealed class EarlierStoreTests : IDisposable
{
    /// <summary>Until schema 4 what has no UID in Exchange was not marked when it was linked: the first pass does that and nothing
    /// else.</summary>
    private const int UnmarkedTasks = 3;

    private readonly CouplingFolder _coupling = new();
    private readonly TemporaryFolder _made = new();

    public void Dispose()
    {
        _coupling.Dispose();
        _made.Dispose();
    }

    public static TheoryData<string> Fixtures =>
        [.. Directory.GetFiles(Committed, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Committed => Path.Combine(AppContext.BaseDirectory, "Fixtures");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public Task A_store_of_an_earlier_version_goes_on_without_a_write(string name) =>
        GoesOnAsync(Committed, name, name == "store-3" ? UnmarkedTasks : 0, hasConnector: name is not ("store-3" or "store-4"));

    /// <summary>Whoever makes a fixture with this version gets one that holds.</summary>
    [Fact]
    public async Task A_store_of_this_version_goes_on_without_a_write()
    {
        var folder = Environment.GetEnvironmentVariable("ALLSOLUTIONSEXCHANGE_MAKE_FIXTURE") ?? _made.Path;
        await StoreFixture.MakeAsync(folder, "store-now");
        await GoesOnAsync(folder, "store-now", unmarked: 0, hasConnector: true);
    }

    private async Task GoesOnAsync(string folder, string name, int unmarked, bool hasConnector)
    {
        // The folder is made, with the rights that a store needs.
        await _coupling.Coupling.Users.SetAsync(new() { User = "nobody", Mailbox = "nobody@contoso.com" }, default);
        _coupling.Coupling.Dispose();
        var fixture = StoreFixture.Read(folder, name, _coupling.StorePath);
        Assert.Equal(2, fixture.Collections.Count);
        foreach (var (saved, kind) in fixture.Collections.Zip(new[] { StoryKind.Appointments, StoryKind.Tasks }))
        {
            using var world = StoreFixture.Open(_coupling.StorePath, kind);
            Assert.Equal(saved.Kind, kind.ToString());
            world.Now = fixture.Now;
            world.AllSolutions.Load(saved.AllSolutions);
            world.Exchange.Load(saved.Exchange);
            var (marks, held) = (kind.HasUid ? 0 : unmarked, Shown(world));
            for (var pass = 0; pass < 2; pass++)
            {
                var result = await world.PassAsync(new SyncOptions());
                Assert.Equal((SyncStatus.Success, saved.HeldByReason, marks), (result!.Status, result.HeldByReason, world.Writes));
            }

            Assert.Equal(held, Shown(world));

            // It is the memory that keeps it quiet: an edit arrives by one write.
            var edited = world.Exchange.Live.Single(item => item.Content!.Title == "item 3").Id;
            world.Exchange.UserEditItem(edited, item => kind.WithBody(item, "news"));
            Assert.Equal((1, 1 + marks), ((await world.PassAsync(new SyncOptions()))!.ToAllSolutions.Updated, world.Writes));
        }

        var user = Assert.Single(await _coupling.Reopen().Users.GetAsync(null, default));
        Assert.Equal(
            (StoreFixture.User, "anna@contoso.com", "Appointment; Task", ""),
            (user.User, user.Mailbox, user.Kinds.ToString(), user.InitialModeByKind)
        );
        var connector = await _coupling.Reopen().Connector.GetAsync(default);
        Assert.Equal(hasConnector ? "https://erp.contoso.nl/api/v1/" : null, connector.Url?.AbsoluteUri);
    }

    private static IEnumerable<string> Shown(World world) => SideNames.Both.SelectMany(world.Shown);
}
