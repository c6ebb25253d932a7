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
        using var run = new SyncRun(
            (target, _) =>
            {
                started.Add(target.User);
                return Task.FromResult(Result(target) with { Status = SyncStatus.Failed, Exception = new AccountRefusedException("401") });
            },
            result =>
            {
                taken.Add(result);
                return Task.CompletedTask;
            },
            throttleLimit: 5
        );
        await Assert.ThrowsAsync<AccountRefusedException>(() => run.RunAsync(Targets(3), CancellationToken.None));
        Assert.Equal(["user 1"], started);

        // Those that were not begun have a result too.
        Assert.Equal(
            ["user 1 Failed", "user 2 Interrupted", "user 3 Interrupted"],
            taken.Select(result => $"{result.User} {result.Status}")
        );
        Assert.All(taken, result => Assert.IsType<AccountRefusedException>(result.Exception));
    }

    [Fact]
    public async Task A_mailbox_that_fails_leaves_the_others_running()
    {
        var taken = new List<string>();
        using var run = new SyncRun(
            async (target, token) =>
            {
                await target.Exchange.IdentifyAsync(token);
                return Result(target) with { Status = target.User == "user 1" ? SyncStatus.Failed : SyncStatus.Success };
            },
            result =>
            {
                taken.Add($"{result.User} {result.Status}");
                return Task.CompletedTask;
            },
            throttleLimit: 1
        );
        await run.RunAsync(Targets(3), CancellationToken.None);
        Assert.Equal(["user 1 Failed", "user 2 Success", "user 3 Success"], taken);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 10)]
    [InlineData(0, 10)]
    public async Task A_server_that_answers_nobody_is_asked_for_three_mailboxes_and_one_that_answered_for_all(int silentFirst, int expected)
    {
        var (tried, taken) = (0, new List<SyncResult>());
        using var run = new SyncRun(
            async (target, token) =>
            {
                if (++tried > silentFirst && silentFirst < 3 && tried <= silentFirst + 1)
                {
                    await target.Exchange.IdentifyAsync(token);
                }

                return Unanswered(target, isUnreachable: true);
            },
            Take(taken),
            throttleLimit: 1
        );
        await run.RunAsync(Targets(10), CancellationToken.None);
        Assert.Equal(expected, tried);
        Assert.Equal(
            Enumerable.Range(1, 10).Select(number => $"user {number} Interrupted"),
            taken.Select(result => $"{result.User} {result.Status}")
        );
        Assert.All(taken, result => Assert.Equal("Nobody is there.", result.Message));
    }

    [Fact]
    public async Task What_a_server_does_not_do_for_one_mailbox_it_is_asked_for_the_others()
    {
        var taken = new List<SyncResult>();
        using var run = new SyncRun(
            (target, _) => Task.FromResult(Unanswered(target, isUnreachable: false)),
            Take(taken),
            throttleLimit: 1
        );
        await run.RunAsync(Targets(10), CancellationToken.None);
        Assert.Equal(10, taken.Select(result => result.Exception).Distinct().Count());
    }

    [Fact]
    public async Task Cancelled_it_waits_for_what_is_under_way()
    {
        using var stop = new CancellationTokenSource();
        var isUnderWay = new TaskCompletionSource();
        var isEnded = false;
        using var run = new SyncRun(
            async (target, token) =>
            {
                await target.Exchange.IdentifyAsync(token);
                isUnderWay.TrySetResult();
                var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (token.Register(() => cancelled.TrySetResult()))
                {
                    await cancelled.Task;
                }

                for (var i = 0; i < 100; i++)
                {
                    await Task.Yield();
                }

                isEnded = true;
                token.ThrowIfCancellationRequested();
                return Result(target);
            },
            _ => Task.CompletedTask,
            throttleLimit: 1
        );
        var running = run.RunAsync(Targets(2), stop.Token);
        await isUnderWay.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(isEnded);
    }

    private static Func<SyncResult, Task> Take(List<SyncResult> taken) =>
        result =>
        {
            taken.Add(result);
            return Task.CompletedTask;
        };

    [Fact]
    public async Task The_collections_of_a_mailbox_run_one_after_the_other_and_each_has_its_result()
    {
        var (underWay, most, taken) = (new Dictionary<string, int>(), 0, new List<SyncResult>());
        using var run = new SyncRun(
            async (target, token) =>
            {
                await target.Exchange.IdentifyAsync(token);
                lock (underWay)
                {
                    most = Math.Max(most, underWay[target.User] = underWay.GetValueOrDefault(target.User) + 1);
                }

                await Task.Yield();
                lock (underWay)
                {
                    underWay[target.User]--;
                }

                return Result(target);
            },
            Take(taken),
            throttleLimit: 4
        );
        await run.RunAsync(Targets(8, collections: 3), CancellationToken.None);
        Assert.Equal(1, most);
        Assert.All(taken.GroupBy(result => result.User), user => Assert.Equal(3, user.Count()));
        Assert.Equal(24, taken.Count);
    }

    [Fact]
    public async Task After_a_refusal_the_other_collections_of_the_mailbox_are_not_tried_and_have_their_results()
    {
        var (tried, taken) = (0, new List<SyncResult>());
        using var run = new SyncRun(
            (target, _) =>
            {
                tried++;
                return Task.FromResult(Result(target) with { Exception = new AccountRefusedException("No.", "Set it.") });
            },
            Take(taken),
            throttleLimit: 4
        );
        await Assert.ThrowsAsync<AccountRefusedException>(() => run.RunAsync(Targets(2, collections: 3), CancellationToken.None));
        Assert.Equal((1, 6), (tried, taken.Count));
    }

    private static SyncResult Unanswered(SyncTarget target, bool isUnreachable) =>
        Result(target) with
        {
            Status = SyncStatus.Interrupted,
            Message = "Nobody is there.",
            Exception = new SideUnavailableException("Nobody is there.") { IsUnreachable = isUnreachable },
        };

    private static SyncResult Result(SyncTarget target) =>
        new()
        {
            User = target.User,
            Mailbox = target.Mailbox,
            Kind = target.Collection.Kind.ToString(),
        };

    private static IEnumerable<IReadOnlyList<SyncTarget>> Targets(int count, int collections = 1) =>
        Enumerable
            .Range(1, count)
            .Select(number => (IReadOnlyList<SyncTarget>)[.. Enumerable.Range(1, collections).Select(_ => Target(number))]);

    private static SyncTarget Target(int number) =>
        new(
            Collections.Of($"user {number}"),
            $"user{number}@contoso.com",
            new InMemorySide(SideName.AllSolutions, Clock),
            new InMemorySide(SideName.Exchange, Clock)
        );
}
