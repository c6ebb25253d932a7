using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Storage;

public sealed class LeaseTests : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder folder = new();
    private readonly SqliteSyncStore one;
    private readonly SqliteSyncStore other;
    private DateTimeOffset now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two connections on one file, as two processes have them.</summary>
    public LeaseTests()
    {
        one = new SqliteSyncStore(SqliteDatabase.Create(folder["store.db"]), () => now);
        other = new SqliteSyncStore(SqliteDatabase.Open(folder["store.db"]), () => now);
    }

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task AMailboxUnderLeaseIsRefusedWithItsHolder()
    {
        var mine = await one.ClaimAsync("JAN", "host-1/42", Duration, default);
        Assert.NotNull(mine.Lease);
        now += TimeSpan.FromMinutes(2);
        var refused = await other.ClaimAsync("jan", "host-2/7", Duration, default);
        Assert.Null(refused.Lease);
        Assert.Equal(("host-1/42", mine.UntilUtc), (refused.Holder, refused.UntilUtc));
        Assert.NotNull((await other.ClaimAsync("PIET", "host-2/7", Duration, default)).Lease);
    }

    [Fact]
    public async Task ALeaseThatRanOutIsTakenOverAndItsHolderCommitsNothingMore()
    {
        var old = (await one.ClaimAsync("JAN", "killed", Duration, default)).Lease!;
        now += Duration;
        var taken = (await other.ClaimAsync("JAN", "next", Duration, default)).Lease!;
        Assert.Equal(old.Mailbox, taken.Mailbox);
        Assert.True(taken.Fence > old.Fence);

        await Assert.ThrowsAsync<LeaseLostException>(() => one.CommitAsync(old, Changes("zombie"), default));
        await Assert.ThrowsAsync<LeaseLostException>(() => one.RenewAsync(old, Duration, default));
        await one.ReleaseAsync(old, Run(SyncStatus.Success), default);
        Assert.Empty(await one.InboxAsync(old, SideName.Exchange, 0, 10, default));
        Assert.Null(await one.LastSuccessAsync(old, default));

        await other.CommitAsync(taken, Changes("a"), default);
        Assert.Equal("a", Assert.Single(await other.InboxAsync(taken, SideName.Exchange, 0, 10, default)).Id);
        Assert.Null((await one.ClaimAsync("JAN", "third", Duration, default)).Lease);
    }

    [Fact]
    public async Task ALeaseThatRanOutButWasNotTakenOverStillHolds()
    {
        var lease = (await one.ClaimAsync("JAN", "slow", Duration, default)).Lease!;
        now += TimeSpan.FromHours(1);
        await one.CommitAsync(lease, Changes("a"), default);
        await one.RenewAsync(lease, Duration, default);
        Assert.Null((await other.ClaimAsync("JAN", "next", Duration, default)).Lease);
    }

    [Fact]
    public async Task ARenewedLeaseIsNotTakenOver()
    {
        var lease = (await one.ClaimAsync("JAN", "first", Duration, default)).Lease!;
        now += TimeSpan.FromMinutes(2);
        await one.RenewAsync(lease, Duration, default);
        now += TimeSpan.FromMinutes(2);
        var refused = await other.ClaimAsync("JAN", "next", Duration, default);
        Assert.Null(refused.Lease);
        Assert.Equal(now.UtcDateTime.AddMinutes(1), refused.UntilUtc);
        now += TimeSpan.FromMinutes(1);
        Assert.NotNull((await other.ClaimAsync("JAN", "next", Duration, default)).Lease);
    }

    [Fact]
    public async Task AReleasedMailboxIsFreeAndNothingIsCommittedUnderTheOldLease()
    {
        var lease = (await one.ClaimAsync("JAN", "first", Duration, default)).Lease!;
        await one.ReleaseAsync(lease, Run(SyncStatus.Success), default);
        await Assert.ThrowsAsync<LeaseLostException>(() => one.CommitAsync(lease, Changes("late"), default));
        var next = await other.ClaimAsync("JAN", "next", Duration, default);
        Assert.NotNull(next.Lease);
        Assert.Empty(await other.InboxAsync(next.Lease, SideName.Exchange, 0, 10, default));
    }

    [Fact]
    public async Task TheLastSuccessOutlivesLaterFailures()
    {
        var successes = new[] { SyncStatus.Success, SyncStatus.Failed, SyncStatus.SuccessWithErrors, SyncStatus.Stopped };
        var seen = new List<DateTime?>();
        foreach (var status in successes)
        {
            var lease = (await one.ClaimAsync("JAN", "run", Duration, default)).Lease!;
            now += TimeSpan.FromMinutes(1);
            await one.ReleaseAsync(lease, Run(status), default);
            seen.Add(await one.LastSuccessAsync(lease, default));
        }

        var start = new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal([start.AddMinutes(1), start.AddMinutes(1), start.AddMinutes(3), start.AddMinutes(3)], seen);
    }

    private static StoreChanges Changes(string item)
    {
        var changes = new StoreChanges();
        changes.InboxAdded.Add((SideName.Exchange, item));
        return changes;
    }

    private RunRecord Run(SyncStatus status) => new(now.UtcDateTime.AddMinutes(-1), now.UtcDateTime, status, "{}");
}
