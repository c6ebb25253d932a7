using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Many mailboxes in one run.</summary>
public sealed class SyncRunTests
{
    private static readonly Func<DateTimeOffset> Clock = () => new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task No_other_mailbox_is_started_before_the_first_answer_and_none_after_a_refusal()
    {
        var started = new List<string>();
        var taken = new List<SyncResult>();
        var run = new SyncRun((target, _) =>
        {
            started.Add(target.User);
            return Task.FromResult(Result(target) with { Status = SyncStatus.Failed, Exception = new AccountRefusedException("401") });
        }, result => { taken.Add(result); return Task.CompletedTask; }, throttleLimit: 5);
        await Assert.ThrowsAsync<AccountRefusedException>(() => run.RunAsync(Targets(3), CancellationToken.None));
        Assert.Equal(["user 1"], started);

        // Those that were not begun have a result too.
        Assert.Equal(["user 1 Failed", "user 2 Interrupted", "user 3 Interrupted"], taken.Select(result => $"{result.User} {result.Status}"));
        Assert.All(taken, result => Assert.IsType<AccountRefusedException>(result.Exception));
    }

    [Fact]
    public async Task A_mailbox_that_fails_leaves_the_others_running()
    {
        var taken = new List<string>();
        var run = new SyncRun(async (target, token) =>
        {
            await target.Exchange.IdentifyAsync(token);
            return Result(target) with { Status = target.User == "user 1" ? SyncStatus.Failed : SyncStatus.Success };
        }, result => { taken.Add($"{result.User} {result.Status}"); return Task.CompletedTask; }, throttleLimit: 1);
        await run.RunAsync(Targets(3), CancellationToken.None);
        Assert.Equal(["user 1 Failed", "user 2 Success", "user 3 Success"], taken);
    }

    [Fact]
    public async Task Cancelled_it_waits_for_what_is_under_way()
    {
        using var stop = new CancellationTokenSource();
        var isUnderWay = new TaskCompletionSource();
        var isEnded = false;
        var run = new SyncRun(async (target, token) =>
        {
            await target.Exchange.IdentifyAsync(token);
            isUnderWay.TrySetResult();
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (token.Register(() => cancelled.TrySetResult())) await cancelled.Task;
            for (var i = 0; i < 100; i++) await Task.Yield();
            isEnded = true;
            token.ThrowIfCancellationRequested();
            return Result(target);
        }, _ => Task.CompletedTask, throttleLimit: 1);
        var running = run.RunAsync(Targets(2), stop.Token);
        await isUnderWay.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(isEnded);
    }

    private static SyncResult Result(SyncTarget target) => new() { User = target.User, Mailbox = target.Mailbox };

    private static IEnumerable<SyncTarget> Targets(int count) =>
        Enumerable.Range(1, count).Select(number => new SyncTarget($"user {number}", $"user{number}@contoso.com", new InMemorySide(SideName.AllSolutions, Clock), new InMemorySide(SideName.Exchange, Clock)));
}
