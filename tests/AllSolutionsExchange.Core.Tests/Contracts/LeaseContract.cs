using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>Leases, as two that have one store open see them.</summary>
public abstract class LeaseContract : IDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    private readonly ISyncStore _one;
    private readonly ISyncStore _other;
    private DateTimeOffset _now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <param name="open">Opens one and the same store each time, as two processes do.</param>
    private protected LeaseContract(OpenStore open)
    {
        _one = open(() => _now);
        _other = open(() => _now);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected virtual void Dispose(bool isDisposing)
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task AMailboxUnderLeaseIsRefusedWithItsHolder()
    {
        var mine = await _one.ClaimAsync(Collections.Of("JAN"), "host-1/42", Duration, default);
        Assert.NotNull(mine.Lease);
        _now += TimeSpan.FromMinutes(2);
        var refused = await _other.ClaimAsync(Collections.Of("jan"), "host-2/7", Duration, default);
        Assert.Null(refused.Lease);
        Assert.Equal(("host-1/42", mine.UntilUtc), (refused.Holder, refused.UntilUtc));
        Assert.NotNull((await _other.ClaimAsync(Collections.Of("PIET"), "host-2/7", Duration, default)).Lease);
    }

    [Fact]
    public async Task ALeaseThatRanOutIsTakenOverAndItsHolderCommitsNothingMore()
    {
        var old = (await _one.ClaimAsync(Collections.Of("JAN"), "killed", Duration, default)).Lease!;
        _now += Duration;
        var taken = (await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default)).Lease!;
        Assert.Equal(old.Collection, taken.Collection);
        Assert.True(taken.Fence > old.Fence);

        await Assert.ThrowsAsync<LeaseLostException>(() => _one.CommitAsync(old, Changes("zombie"), default));
        await Assert.ThrowsAsync<LeaseLostException>(() => _one.RenewAsync(old, Duration, default));
        await _one.ReleaseAsync(old, Run(SyncStatus.Success), default);
        Assert.Empty(await _one.InboxAsync(old, SideName.Exchange, 0, 10, default));
        Assert.Null(await _one.LastSuccessAsync(old, default));

        await _other.CommitAsync(taken, Changes("a"), default);
        Assert.Equal("a", Assert.Single(await _other.InboxAsync(taken, SideName.Exchange, 0, 10, default)).Id);
        Assert.Null((await _one.ClaimAsync(Collections.Of("JAN"), "third", Duration, default)).Lease);
    }

    [Fact]
    public async Task ALeaseThatRanOutButWasNotTakenOverStillHolds()
    {
        var lease = (await _one.ClaimAsync(Collections.Of("JAN"), "slow", Duration, default)).Lease!;
        _now += TimeSpan.FromHours(1);
        await _one.CommitAsync(lease, Changes("a"), default);
        await _one.RenewAsync(lease, Duration, default);
        Assert.Null((await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default)).Lease);
    }

    [Fact]
    public async Task ARenewedLeaseIsNotTakenOver()
    {
        var lease = (await _one.ClaimAsync(Collections.Of("JAN"), "first", Duration, default)).Lease!;
        _now += TimeSpan.FromMinutes(2);
        await _one.RenewAsync(lease, Duration, default);
        _now += TimeSpan.FromMinutes(2);
        var refused = await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default);
        Assert.Null(refused.Lease);
        Assert.Equal(_now.UtcDateTime.AddMinutes(1), refused.UntilUtc);
        _now += TimeSpan.FromMinutes(1);
        Assert.NotNull((await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default)).Lease);
    }

    [Fact]
    public async Task AReleasedMailboxIsFreeAndNothingIsCommittedUnderTheOldLease()
    {
        var lease = (await _one.ClaimAsync(Collections.Of("JAN"), "first", Duration, default)).Lease!;
        await _one.ReleaseAsync(lease, Run(SyncStatus.Success), default);
        await Assert.ThrowsAsync<LeaseLostException>(() => _one.CommitAsync(lease, Changes("late"), default));
        var next = await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default);
        Assert.NotNull(next.Lease);
        Assert.Empty(await _other.InboxAsync(next.Lease, SideName.Exchange, 0, 10, default));
    }

    /// <summary>The clock was a year ahead when it was taken: it does not lock the mailbox for that year.</summary>
    [Fact]
    public async Task ALeaseBeyondItsDurationHasEnded()
    {
        var ahead = (await _one.ClaimAsync(Collections.Of("JAN"), "ahead", Duration, default)).Lease!;
        _now -= TimeSpan.FromTicks(1);
        var next = (await _other.ClaimAsync(Collections.Of("JAN"), "next", Duration, default)).Lease;
        Assert.True(next!.Fence > ahead.Fence);
        await Assert.ThrowsAsync<LeaseLostException>(() => _one.CommitAsync(ahead, Changes("late"), default));
    }

    [Fact]
    public async Task ADeadProcessOfThisHostIsNotWaitedForAndOneOfAnotherHostIs()
    {
        var dead = LeaseHolder.Current() with { ProcessId = int.MaxValue };
        Assert.NotNull((await _one.ClaimAsync(Collections.Of("JAN"), dead.ToString(), Duration, default)).Lease);
        Assert.NotNull((await _other.ClaimAsync(Collections.Of("JAN"), LeaseHolder.Current().ToString(), Duration, default)).Lease);
        Assert.Null((await _one.ClaimAsync(Collections.Of("JAN"), "next", Duration, default)).Lease);

        Assert.NotNull(
            (await _one.ClaimAsync(Collections.Of("PIET"), (dead with { Host = "another" }).ToString(), Duration, default)).Lease
        );
        Assert.Null((await _other.ClaimAsync(Collections.Of("PIET"), "next", Duration, default)).Lease);
    }

    [Fact]
    public async Task TheLastSuccessOutlivesLaterFailures()
    {
        var successes = new[] { SyncStatus.Success, SyncStatus.Failed, SyncStatus.SuccessWithErrors, SyncStatus.Stopped };
        var seen = new List<DateTime?>();
        foreach (var status in successes)
        {
            var lease = (await _one.ClaimAsync(Collections.Of("JAN"), "run", Duration, default)).Lease!;
            _now += TimeSpan.FromMinutes(1);
            await _one.ReleaseAsync(lease, Run(status), default);
            seen.Add(await _one.LastSuccessAsync(lease, default));
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

    private RunRecord Run(string status) => new(_now.UtcDateTime.AddMinutes(-1), _now.UtcDateTime, status, "{}");
}
