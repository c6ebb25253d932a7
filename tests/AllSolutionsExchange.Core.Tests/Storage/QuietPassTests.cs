using System.Security.Cryptography;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Storage;

public sealed class QuietPassTests : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private DateTimeOffset _now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private string File => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    /// <summary>Each of the two changes is counted, in a row of its own.</summary>
    [Fact]
    public async Task APassWithoutChangesWritesTheMailboxTwiceAndOneRun()
    {
        var database = SqliteDatabase.Create(File);
        using var store = new SqliteSyncStore(database, () => _now);
        await FillAsync(store);
        var before = await ChangesAsync(database);
        await PassAsync(store);
        Assert.Equal(3 + 2, await ChangesAsync(database) - before);
    }

    [Fact]
    public async Task TheLastHundredRunsAreKept()
    {
        var database = SqliteDatabase.Create(File);
        using var store = new SqliteSyncStore(database, () => _now);
        for (var i = 0; i < RunTable.Kept + 3; i++)
        {
            _now += Duration;
            await PassAsync(store);
        }

        var ends = await database.ReadAsync(
            session => session.Prepare("SELECT ended FROM run ORDER BY number DESC").All(static row => row.Long(0)),
            default
        );
        Assert.Equal(RunTable.Kept, ends.Count);
        Assert.Equal(_now.UtcDateTime.Ticks, ends[0]);
    }

    [Fact]
    public async Task ACopyOfTheStoreLeavesItsFileAsItIs()
    {
        using (var store = new SqliteSyncStore(SqliteDatabase.Create(File), () => _now))
        {
            await FillAsync(store);
        }

        var before = Hash();
        using (var store = new SqliteSyncStore(SqliteDatabase.OpenReadOnly(File), () => _now))
        {
            using var copy = await store.CopyAsync(Collections.Of("JAN"), default);
            await PassAsync(copy);
            var lease = (await copy.ClaimAsync(Collections.Of("JAN"), "plan", Duration, default)).Lease!;
            Assert.Equal(20, (await copy.CountAsync(lease, default)).LiveExchange);
            var changes = new StoreChanges { FirstPassDone = true };
            await copy.CommitAsync(lease, changes, default);
            Assert.True((await copy.ReadStateAsync(lease, default)).FirstPassDone);
        }

        Assert.Equal(before, Hash());
    }

    [Fact]
    public async Task WhoWorksOnAForgottenMailboxWritesNothingIntoTheNext()
    {
        var database = SqliteDatabase.Create(File);
        using var store = new SqliteSyncStore(database, () => _now);
        var old = (await store.ClaimAsync(Collections.Of("JAN"), "slow", Duration, default)).Lease!;
        await database.WriteAsync(session => CollectionTable.Forget(session, "JAN"), default);
        await store.ClaimAsync(Collections.Of("JAN"), "next", Duration, default);
        await Assert.ThrowsAsync<LeaseLostException>(() => store.CommitAsync(old, Page("late"), default));
    }

    [Fact]
    public async Task AMailboxThatIsForgottenBeginsAnew()
    {
        var database = SqliteDatabase.Create(File);
        using var store = new SqliteSyncStore(database, () => _now);
        await FillAsync(store);
        var other = (await store.ClaimAsync(Collections.Of("PIET"), "run", Duration, default)).Lease!;
        await store.CommitAsync(other, Page("piet"), default);

        await database.WriteAsync(session => CollectionTable.Forget(session, "jan"), default);
        var lease = (await store.ClaimAsync(Collections.Of("JAN"), "run", Duration, default)).Lease!;
        Assert.Equal(new LinkCounts(0, 0, 0, 0, 0), await store.CountAsync(lease, default));
        Assert.Empty(await store.InboxAsync(lease, SideName.Exchange, 0, 10, default));
        Assert.Empty((await store.ReadStateAsync(lease, default)).Folders);
        Assert.Equal(
            1,
            await database.ReadAsync(session => session.Prepare("SELECT count(*) FROM inbox").First(row => row.Long(0)), default)
        );
        Assert.Equal("piet", Assert.Single(await store.InboxAsync(other, SideName.Exchange, 0, 10, default)).Id);
    }

    private static StoreChanges Page(string item)
    {
        var changes = new StoreChanges();
        changes.Pages.Add((SideName.Exchange, "calendar", new PullPage([new ItemChange(item, null, false)], "cursor", true)));
        return changes;
    }

    private static Task<long> ChangesAsync(SqliteDatabase database) => database.ReadAsync(session => session.TotalChanges, default);

    private async Task FillAsync(SqliteSyncStore store)
    {
        var lease = (await store.ClaimAsync(Collections.Of("JAN"), "fill", Duration, default)).Lease!;
        var changes = Page("waiting");
        for (var i = 0; i < 20; i++)
        {
            changes.Links.Add(
                new Link
                {
                    Id = LinkId.New(_now),
                    Exchange = new LinkEnd
                    {
                        State = EndState.Present,
                        Id = "item" + i,
                        Folder = "calendar",
                    },
                }
            );
        }

        await store.CommitAsync(lease, changes, default);
        await store.ReleaseAsync(lease, new RunRecord(_now.UtcDateTime, _now.UtcDateTime, SyncStatus.Success, "{}"), default);
    }

    /// <summary>Everything that the engine calls in a pass that finds nothing.</summary>
    private async Task PassAsync(ISyncStore store)
    {
        var lease = (await store.ClaimAsync(Collections.Of("JAN"), "run", Duration, default)).Lease!;
        await store.ReadStateAsync(lease, default);
        await store.JournalAsync(lease, default);
        foreach (var side in SideNames.Both)
        {
            await store.InboxAsync(lease, side, long.MaxValue >> 24, 100, default);
            await store.VanishedAsync(lease, side, null, 25, default);
            await store.UnmarkedAsync(lease, side, null, 100, default);
        }

        await store.MatchesAsync(lease, null, 200, default);
        await store.EnteringWindowAsync(lease, 1, 2, null, 100, default);
        await store.HeldAsync(lease, HoldReason.ReadOnly, null, 100, default);
        await store.CountAsync(lease, default);
        await store.DirtyAsync(lease, null, 100, default);
        await store.PlanCountsAsync(lease, default);
        await store.ReleaseAsync(lease, new RunRecord(_now.UtcDateTime, _now.UtcDateTime, SyncStatus.Success, "{}"), default);
        await store.LastSuccessAsync(lease, default);
    }

    private string Hash() => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(File)));
}
