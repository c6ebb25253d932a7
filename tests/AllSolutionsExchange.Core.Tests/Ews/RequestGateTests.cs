using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>One back-off and one bound for all that an account sends.</summary>
public sealed class RequestGateTests
{
    private static readonly EwsOperation<EwsFolder> GetCalendar = new GetFolderOperation([EwsFolderId.Calendar]);

    [Fact]
    public async Task A_back_off_that_one_caller_was_given_holds_the_other_back_too()
    {
        var delay = new FakeDelay(held: true);
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Fault("ErrorServerBusy", backOff: 5000), 500),
            Answer.Soap(Xml.Folder())
        );
        using var connection = new EwsConnection(server.Options(delay));
        var first = connection.OpenMailbox("a@contoso.com").SendAsync(GetCalendar, default);
        await Eventually(() => delay.Waits.Count == 1);
        var second = connection.OpenMailbox("b@contoso.com").SendAsync(GetCalendar, default);

        Assert.InRange(delay.Waits.Single().TotalMilliseconds, 5000, 5500);
        Assert.Single(server.Requests);
        Assert.False(first.IsCompleted || second.IsCompleted);
        delay.Release();
        await Task.WhenAll(first, second);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task One_that_waits_for_a_slot_is_held_back_by_what_happens_meanwhile()
    {
        var delay = new FakeDelay(held: true);
        var gate = new RequestGate(1, delay.WaitAsync);
        await gate.EnterAsync(default);
        var second = gate.EnterAsync(default);
        gate.BackOff(TimeSpan.FromSeconds(1));
        gate.Leave();
        for (var i = 0; i < 2000; i++)
        {
            await Task.Yield();
        }

        Assert.False(second.IsCompleted);
        delay.Release();
        await second;
    }

    [Theory]
    [InlineData("59", "")]
    [InlineData("60", "")]
    [InlineData("61", "61")]
    [InlineData("300 300 300", "300")]
    [InlineData("300 1800 300", "300 1800")]
    [InlineData("90000", "3600")]
    [InlineData("300 . 300", "300 300")]
    public async Task A_long_rest_is_told_once_and_a_longer_one_again(string asked, string told)
    {
        var delay = new FakeDelay(held: true);
        var rests = new List<TimeSpan>();
        using var gate = new RequestGate(4, (time, token) => delay.WaitAsync(time, token), rests.Add);
        foreach (var part in asked.Split(' '))
        {
            if (part == ".")
            {
                (_, delay) = (Released(delay), new FakeDelay(held: true));
            }
            else
            {
                gate.BackOff(TimeSpan.FromSeconds(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        var expected = told.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(expected.Count, rests.Count);
        Assert.All(rests.Zip(expected), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second, pair.Second * 1.1));
        delay.Release();
        await gate.EnterAsync(default);
    }

    [Fact]
    public async Task A_long_rest_of_one_mailbox_is_told_too_and_has_an_end()
    {
        var rests = new List<TimeSpan>();
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Fault("ErrorMailboxMoveInProgress", backOff: int.MaxValue), 500),
            Answer.Soap(Xml.Folder())
        );
        using var connection = new EwsConnection(server.Options(new FakeDelay(), onRest: rests.Add));
        await connection.OpenMailbox("a@contoso.com").SendAsync(GetCalendar, default);
        Assert.Equal([RequestGate.MaxServerBackOff], rests);
    }

    private static bool Released(FakeDelay delay)
    {
        delay.Release();
        return true;
    }

    [Fact]
    public async Task Cancellation_is_answered_while_backing_off()
    {
        var gate = new RequestGate(4, new FakeDelay(held: true).WaitAsync);
        gate.Open();
        gate.BackOff(TimeSpan.FromHours(1));
        using var cancel = new CancellationTokenSource();
        var waiting = gate.EnterAsync(cancel.Token);
        Assert.False(waiting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task One_request_tries_the_account_before_the_others_are_let_in()
    {
        var gate = new RequestGate(3, new FakeDelay().WaitAsync);
        await gate.EnterAsync(default);
        var others = Enumerable.Range(0, 4).Select(_ => gate.EnterAsync(default)).ToList();
        Assert.DoesNotContain(others, other => other.IsCompleted);

        gate.Succeeded();
        await Eventually(() => others.Count(other => other.IsCompleted) == 2);
        gate.Leave();
        await Eventually(() => others.Count(other => other.IsCompleted) == 3);
        gate.Leave();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task A_first_request_that_fails_lets_only_the_next_one_try()
    {
        var gate = new RequestGate(3, new FakeDelay().WaitAsync);
        await gate.EnterAsync(default);
        var second = gate.EnterAsync(default);
        var third = gate.EnterAsync(default);
        gate.Leave();
        await second;
        Assert.False(third.IsCompleted);
        gate.Leave();
        await third;
    }

    [Fact]
    public async Task ErrorExceededConnectionCount_costs_a_slot_for_good_but_never_the_last_one()
    {
        var gate = new RequestGate(2, new FakeDelay().WaitAsync);
        gate.Open();
        await gate.EnterAsync(default);
        gate.LowerConcurrency();
        gate.LowerConcurrency();
        gate.Leave();
        await gate.EnterAsync(default);
        var second = gate.EnterAsync(default);
        Assert.False(second.IsCompleted);
        gate.Leave();
        await second;
    }

    [Fact]
    public void Without_a_time_from_the_server_the_waits_double_up_to_the_limit_and_begin_anew_after_a_success()
    {
        var delay = new FakeDelay();
        var gate = new RequestGate(1, delay.WaitAsync);
        for (var i = 0; i < 12; i++)
        {
            gate.BackOff(askedByServer: null);
        }

        var waits = delay.Waits.ToList();
        for (var i = 0; i < waits.Count; i++)
        {
            var full = Math.Min(Math.Pow(2, i), RequestGate.MaxOwnBackOff.TotalSeconds);
            Assert.InRange(waits[i].TotalSeconds, full / 2, full);
        }
        gate.Succeeded();
        gate.BackOff(askedByServer: null);
        Assert.InRange(delay.Waits.Last().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void The_server_is_never_answered_sooner_than_it_asked_and_never_waited_for_beyond_the_limit()
    {
        var delay = new FakeDelay();
        var gate = new RequestGate(1, delay.WaitAsync);
        for (var i = 0; i < 50; i++)
        {
            gate.BackOff(TimeSpan.FromSeconds(30));
        }

        Assert.All(delay.Waits, wait => Assert.InRange(wait.TotalSeconds, 30, 33));
        gate.BackOff(TimeSpan.FromDays(20));
        Assert.InRange(delay.Waits.Last(), RequestGate.MaxServerBackOff, RequestGate.MaxServerBackOff * 1.1);
    }

    // Continuations run on the pool: a condition that must come true is waited for, no time is.
    private static async Task Eventually(Func<bool> condition)
    {
        for (var i = 0; i < 20_000_000 && !condition(); i++)
        {
            await Task.Yield();
        }

        Assert.True(condition());
    }
}
