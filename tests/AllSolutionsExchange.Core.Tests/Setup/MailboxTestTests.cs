using AllSolutionsExchange.Setup;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>The test of a mailbox as its user: what it finds, and that nothing stays behind, whatever happens on the way.</summary>
public sealed class MailboxTestTests
{
    private const string User1 = "user1@contoso.test";
    private const string User2 = "user2@contoso.test";

    [Fact]
    public async Task A_message_is_made_read_and_removed_and_nobody_is_mailed()
    {
        await using var server = await StartAsync();
        var result = await Probe.MailboxAsync(Probe.Full(server), User1);
        Assert.True(result.Succeeded);
        Assert.Equal(User1, result.Mailbox);
        Assert.All(Mailbox(result), step => Assert.Equal(EndpointStepOutcome.Passed, step.Outcome));
        Assert.Equal(["GetFolder", "CreateItem", "GetItem", "DeleteItem", "GetItem"], Operations(server, User1));
        NothingLeft(server);
        Assert.Empty(server.Mailbox(User1).DeletedItems);
    }

    [Fact]
    public async Task The_endpoint_alone_and_a_mailbox_that_must_be_out_of_reach_change_nothing()
    {
        await using var server = await StartAsync(scope: [User1]);
        Assert.True((await Probe.RunAsync(Probe.Full(server))).Succeeded);
        Assert.True((await Probe.NotAllowedAsync(Probe.Full(server), User2)).Succeeded);
        Assert.False((await Probe.NotAllowedAsync(Probe.Full(server), User1)).Succeeded);
        Assert.Equal(0, server.Requests.ChangingCount);
    }

    [Fact]
    public async Task A_mailbox_out_of_scope_fails_with_the_command_for_the_right()
    {
        await using var server = await StartAsync(scope: [User1]);
        var result = await Probe.MailboxAsync(Probe.Full(server), User2);
        var failed = result.OnlyFailed("Impersonation");
        Assert.Contains("ErrorImpersonateUserDenied", failed.Detail, StringComparison.Ordinal);
        Assert.Contains($"Get-AsImpersonation -Mailbox {User2}", failed.Advice, StringComparison.Ordinal);
        Assert.Contains(@"Grant-AsImpersonation -User 'CONTOSO\svc-allsolutions'", failed.Advice, StringComparison.Ordinal);
        result.SkippedBecauseOf("Impersonation", "Folder");
        Assert.Equal("Nothing was made.", result.Step("Delete").Detail);
        Assert.Equal(0, server.Requests.ChangingCount);
    }

    [Fact]
    public async Task An_unknown_mailbox_fails_and_proves_nothing_of_the_scope()
    {
        await using var server = await StartAsync(scope: [User1]);
        Assert.Contains(
            "There is no mailbox nobody@contoso.test",
            (await Probe.MailboxAsync(Probe.Full(server), "nobody@contoso.test")).OnlyFailed("Impersonation").Detail,
            StringComparison.Ordinal
        );
        (await Probe.NotAllowedAsync(Probe.Full(server), "nobody@contoso.test")).OnlyFailed("NotAllowed");
    }

    [Fact]
    public async Task Only_the_refusal_to_impersonate_proves_that_a_mailbox_is_out_of_reach()
    {
        await using var server = await StartAsync(scope: []);
        server.Faults.Add(new Fault(FaultAction.ServerBusy(1)) { Mailbox = User1, Times = 3 });
        Assert.Contains(
            "is not known",
            (await Probe.NotAllowedAsync(Probe.Full(server), User1)).OnlyFailed("NotAllowed").Detail,
            StringComparison.Ordinal
        );
        server.Faults.Add(new Fault(FaultKind.ServiceUnavailable) { Mailbox = User1 });
        (await Probe.NotAllowedAsync(Probe.Full(server), User1)).OnlyFailed("NotAllowed");
        Assert.True((await Probe.NotAllowedAsync(Probe.Full(server), User1)).Succeeded);
    }

    [Fact]
    public async Task Access_that_should_not_be_is_told_as_such()
    {
        await using var server = await StartAsync();
        var failed = (await Probe.NotAllowedAsync(Probe.Full(server), User1)).OnlyFailed("NotAllowed");
        Assert.Contains($"may act as {User1}, which is outside", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("Revoke-AsImpersonation", failed.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_credential_a_mailbox_is_not_proved(bool notAllowed)
    {
        await using var server = await StartAsync();
        var result = notAllowed
            ? await Probe.NotAllowedAsync(Probe.Options(server), User1)
            : await Probe.MailboxAsync(Probe.Options(server), User1);
        Assert.Contains("-Credential", result.OnlyFailed(notAllowed ? "NotAllowed" : "Impersonation").Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_items_is_left_alone_unless_forced()
    {
        await using var server = await StartAsync();
        var mailbox = server.Mailbox(User1);
        mailbox.MoveTo(
            mailbox.CreateAppointment(
                new Appointment
                {
                    Subject = "Deleted",
                    Start = Probe.Now,
                    End = Probe.Now.AddHours(1),
                }
            ),
            "Deleted Items"
        );
        var options = Probe.Full(server) with { Folder = "DeletedItems" };
        var result = await Probe.MailboxAsync(options, User1);
        Assert.Contains("-Force", result.OnlyFailed("Folder").Advice, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests.ChangingCount);

        Assert.True((await Probe.MailboxAsync(options with { AllowItemsInFolder = true }, User1)).Succeeded);
        Assert.Equal("Deleted", Assert.Single(mailbox.DeletedItems).Content.Subject);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_when_it_wants()
    {
        await using var server = await StartAsync();
        foreach (var operation in new[] { "GetFolder", "CreateItem", "DeleteItem" })
        {
            server.Faults.Add(new Fault(FaultAction.ServerBusy(1)) { Mailbox = User1, Operation = operation });
        }

        Assert.True((await Probe.MailboxAsync(Probe.Full(server), User1)).Succeeded);
        NothingLeft(server);
    }

    [Fact]
    public async Task A_refusal_for_one_mailbox_ends_the_use_of_the_account()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultKind.Unauthorized) { Mailbox = User1 });
        using var probe = new EndpointProbe(Probe.Full(server));
        await probe.TestEndpointAsync(onStep: null, default);
        Assert.Contains(
            "refuses it here",
            (await probe.TestMailboxAsync(User1, default)).OnlyFailed("Impersonation").Detail,
            StringComparison.Ordinal
        );
        var signIns = server.Requests.CountWhere(request => request.HadAuthorization);
        (await probe.TestMailboxAsync(User2, default)).OnlyFailed("Impersonation");
        Assert.Equal(signIns, server.Requests.CountWhere(request => request.HadAuthorization));
    }

    [Fact]
    public async Task A_message_that_cannot_be_made_leaves_nothing_to_remove()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultAction.ItemError(subject: null, "ErrorCreateItemAccessDenied")) { Operation = "CreateItem" });
        var result = await Probe.MailboxAsync(Probe.Full(server), User1);
        Assert.Contains("ErrorCreateItemAccessDenied", result.OnlyFailed("Create").Detail, StringComparison.Ordinal);
        result.SkippedBecauseOf("Create", "Read");
        Assert.Equal(0, server.Requests.CountOf("DeleteItem"));
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.TruncatedXml)]
    [InlineData(FaultKind.CutBefore)]
    public async Task A_message_whose_answer_was_lost_is_found_by_its_subject_and_removed(FaultKind fault)
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(fault) { Operation = "CreateItem" });
        var result = await Probe.MailboxAsync(Probe.Full(server), User1);
        result.OnlyFailed("Create");
        Assert.Equal(fault == FaultKind.CutBefore ? 0 : 1, server.Requests.CountOf("DeleteItem"));
        NothingLeft(server);
    }

    [Fact]
    public async Task A_message_that_is_not_readable_is_removed_all_the_same()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultAction.ItemError(subject: null, "ErrorAccessDenied")) { Operation = "GetItem" });
        (await Probe.MailboxAsync(Probe.Full(server), User1)).OnlyFailed("Read");
        NothingLeft(server);
    }

    [Fact]
    public async Task A_message_that_stays_is_named_with_its_id_and_subject()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultAction.ItemError(subject: null, "ErrorCannotDeleteObject")) { Operation = "DeleteItem" });
        var failed = (await Probe.MailboxAsync(Probe.Full(server), User1)).OnlyFailed("Delete");
        var left = Assert.Single(server.Mailbox(User1).Items("Outbox"));
        Assert.Contains(left.Id, failed.Detail, StringComparison.Ordinal);
        Assert.Contains($"'{left.Content.Subject}'", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("ErrorCannotDeleteObject", failed.Detail, StringComparison.Ordinal);
        Assert.Contains(left.Content.Subject, failed.Advice, StringComparison.Ordinal);
        Assert.Empty(server.SentMail);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_looked_at_again()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultKind.CutAfter) { Operation = "DeleteItem" });
        Assert.True((await Probe.MailboxAsync(Probe.Full(server), User1)).Succeeded);
        NothingLeft(server);
    }

    [Theory]
    [InlineData("CreateItem")]
    [InlineData("GetItem")]
    [InlineData("DeleteItem")]
    public async Task A_cancelled_test_leaves_nothing_behind(string operation)
    {
        using var stop = new CancellationTokenSource();
        await using var server = await StartAsync();
        server.Faults.Interceptor = request =>
        {
            if (request.Operation == operation)
            {
                stop.Cancel();
            }

            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probe.MailboxAsync(Probe.Full(server), User1, stop.Token));
        Assert.Equal(1, server.Requests.CountOf("CreateItem"));
        NothingLeft(server);
    }

    [Fact]
    public async Task A_cancellation_is_not_held_up_by_a_server_that_does_not_answer()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await StartAsync();
        server.Faults.Interceptor = request =>
        {
            if (request.Operation != "CreateItem" && request.Operation != "GetItem" && request.Operation != "DeleteItem")
            {
                return null;
            }

            stop.Cancel();
            return FaultAction.Slow(Timeout.InfiniteTimeSpan);
        };
        var options = Probe.Full(server) with { Timeout = Timeout.InfiniteTimeSpan, CleanUpLimit = TimeSpan.Zero };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Probe.MailboxAsync(options, User1, stop.Token).WaitAsync(TimeSpan.FromMinutes(1))
        );
    }

    private static Task<SimulatedExchange> StartAsync(IReadOnlyCollection<string>? scope = null) =>
        SimulatedExchange.StartAsync(new SimulatorOptions { ImpersonationScope = scope });

    private static IEnumerable<EndpointTestStep> Mailbox(EndpointTestResult result) => result.Steps.Skip(10);

    private static IEnumerable<string> Operations(SimulatedExchange server, string mailbox) =>
        server.Requests.All.Where(request => request.Mailbox == mailbox).Select(request => request.Operation);

    private static void NothingLeft(SimulatedExchange server)
    {
        Assert.Empty(server.Mailbox(User1).Items("Outbox"));
        Assert.Empty(server.SentMail);
    }
}
