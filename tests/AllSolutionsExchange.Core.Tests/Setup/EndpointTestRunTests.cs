using AllSolutionsExchange.Setup;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Many tests at the same time: never more than allowed, each result handed over once, all of them ended in the end.</summary>
public sealed class EndpointTestRunTests
{
    private readonly List<TaskCompletionSource<EndpointTestResult>> _started = [];
    private readonly List<string?> _taken = [];

    [Fact]
    public async Task No_more_than_the_limit_run_and_results_come_in_the_order_of_the_input()
    {
        using var run = new EndpointTestRun(2, default);
        await AddAsync(run);
        await AddAsync(run);
        var third = AddAsync(run);
        Assert.False(third.IsCompleted);
        Assert.Equal(2, _started.Count);

        End(1);
        await third;
        Assert.Equal(3, _started.Count);
        Assert.Empty(_taken);

        End(0);
        await AddAsync(run);
        Assert.Equal(["0", "1"], _taken);

        End(3);
        End(2);
        await run.EndAsync(Take, default);
        Assert.Equal(["0", "1", "2", "3"], _taken);
    }

    [Fact]
    public async Task What_has_ended_is_handed_over_before_more_is_started()
    {
        using var run = new EndpointTestRun(8, default);
        await AddAsync(run);
        End(0);
        await AddAsync(run);
        Assert.Equal(["0"], _taken);
        End(1);
        await run.EndAsync(Take, default);
    }

    [Fact]
    public async Task Waiting_ends_with_its_token_and_the_tests_with_the_run()
    {
        using var stop = new CancellationTokenSource();
        var cleanedUp = 0;
        var run = new EndpointTestRun(1, default);
        await run.AddAsync(
            async token =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                    throw new InvalidOperationException("Not reached.");
                }
                finally
                {
                    await Task.Yield();
                    cleanedUp++;
                }
            },
            Take,
            default
        );
        var waiting = run.EndAsync(Take, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, cleanedUp);
        run.Dispose();
        Assert.Equal(1, cleanedUp);
        Assert.Empty(_taken);
    }

    private Task AddAsync(EndpointTestRun run) =>
        run.AddAsync(
            _ =>
            {
                var test = new TaskCompletionSource<EndpointTestResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                _started.Add(test);
                return test.Task;
            },
            Take,
            default
        );

    private void End(int index) =>
        _started[index]
            .SetResult(
                new EndpointTestResult
                {
                    Succeeded = true,
                    Url = "https://mail.contoso.test/EWS/Exchange.asmx",
                    Mailbox = $"{index}",
                    AuthenticationMethods = [],
                    Steps = [],
                }
            );

    private void Take(EndpointTestResult result) => _taken.Add(result.Mailbox);
}
