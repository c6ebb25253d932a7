using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;
using ExchangeSimulator;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What an admin sees of a run that is locked out, stopped by a safety limit, or stopped by Ctrl+C, and of the policies that are
/// named.</summary>
public sealed class SyncRunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task AMailboxThatAnotherRunHasIsReportedWithItsHolderAndTheOthersGoOn()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        var (shell, running) = await StartWaitingAsync(coupled);

        using var other = new ModuleSession();
        var result = other.Run($"Invoke-AsExchangeSync JAN, PIET -InitialMode Both -Store '{Path.Combine(coupled.Folder, "store.db")}'");
        Assert.Equal(
            ["JAN Locked", "PIET Success"],
            result.Output.Select(each => $"{each.Properties["User"].Value} {each.Properties["Status"].Value}").Order(StringComparer.Ordinal)
        );
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MailboxLocked,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Environment.MachineName, error.Exception.Message, StringComparison.OrdinalIgnoreCase);

        await StopAsync(shell, running);
        Assert.Empty(coupled.Agenda("JAN"));
        Assert.Equal(["Piet's"], coupled.Agenda("PIET"));
    }

    [Fact]
    public async Task CtrlCEndsARunThatWaitsForTheServerAndTheNextOneFinishesIt()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        var (shell, running) = await StartWaitingAsync(coupled);
        await StopAsync(shell, running);

        Assert.Equal("Success", Status(coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both")));
        Assert.Equal(["Jan's"], coupled.Agenda("JAN"));
    }

    [Fact]
    public async Task ACalendarThatIsSuddenlyEmptyStopsItsMailboxUntilItIsSaidToBeMeant()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var ids = new[] { "One", "Two", "Three" }.Select((subject, index) => coupled.Enter(Coupled.Jan, subject, 9 + index)).ToList();
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        ids.ForEach(id => coupled.Exchange.Mailbox(Coupled.Jan).Delete(id));

        var result = coupled.Run("Invoke-AsExchangeSync JAN -DeletionPolicy Both -Force");
        Assert.Equal("Stopped", Status(result.Output));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MailboxStopped,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-AllowEmptySide", error.ErrorDetails.Message + error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(3, coupled.Agenda("JAN").Count());

        Assert.Equal("Success", Status(coupled.Succeed("Invoke-AsExchangeSync JAN -DeletionPolicy Both -AllowEmptySide -Force")));
        Assert.Empty(coupled.Agenda("JAN"));
    }

    [Fact]
    public async Task ALongRestThatTheServerAsksForIsShownWithItsEndInLocalTime()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Exchange.Faults.Add(new Fault(FaultAction.ServerBusy(600_000)) { Times = int.MaxValue });
        var shell = coupled.Session.Shell("Invoke-AsExchangeSync JAN");
        using var shown = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, added) =>
        {
            if (shell.Streams.Progress[added.Index].StatusDescription.Contains("pause until", StringComparison.Ordinal))
            {
                shown.Set();
            }
        };
        var running = shell.BeginInvoke();
        Assert.True(shown.Wait(Patience));
        var warning = Assert.Single(shell.Streams.Warning).Message;
        await StopAsync(shell, running);

        var words = warning.Split(' ', '(', ')', ';');
        var at = Array.IndexOf(words, "until");
        var end = DateTimeOffset.Parse(
            $"{words[at + 1]} {words[at + 2]} {words[at + 4]["UTC".Length..]}",
            System.Globalization.CultureInfo.InvariantCulture
        );
        var now = TimeProvider.System.GetLocalNow();
        Assert.InRange(end, now + TimeSpan.FromMinutes(8), now + TimeSpan.FromMinutes(11.1));
        Assert.Equal(now.Offset, end.Offset);
    }

    [Fact]
    public async Task AFullResyncListsEverythingAndDoublesNothing()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        Assert.Equal("Success", Status(coupled.Succeed("Invoke-AsExchangeSync JAN -FullResync")));
        Assert.Equal(["Jan's"], coupled.Calendar(Coupled.Jan));
        Assert.Equal(["Jan's"], coupled.Agenda("JAN"));
    }

    [Theory]
    [InlineData("ExchangeWins", "Outlook's")]
    [InlineData("AllSolutionsWins", "Ours")]
    public async Task ThePolicySaysWhoseSubjectStands(string policy, string subject)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        var item = Assert.Single(coupled.Exchange.Mailbox(Coupled.Jan).Calendar);
        coupled.Exchange.Mailbox(Coupled.Jan).Edit(item.Id, each => each with { Subject = "Outlook's" });
        coupled.Succeed("Get-AsAppointment JAN | Set-AsAppointment -Subject Ours");
        coupled.Succeed($"Invoke-AsExchangeSync JAN -ConflictPolicy {policy}");
        Assert.Equal([subject], coupled.Calendar(Coupled.Jan));
        Assert.Equal([subject], coupled.Agenda("JAN"));
    }

    [Fact]
    public async Task ResultsComeInTheOrderOfTheUsersHoweverSlowTheFirstOneIs()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        using var othersEnded = new ManualResetEventSlim();
        coupled.Exchange.Faults.Interceptor = request =>
        {
            if (request.Operation == "GetItem")
            {
                othersEnded.Wait(Patience);
            }

            return null;
        };
        using var shell = coupled.Session.Shell("Invoke-AsExchangeSync PIET, JAN, KEES -InitialMode Both");
        shell.Streams.Progress.DataAdded += (_, added) =>
        {
            if (shell.Streams.Progress[added.Index].StatusDescription.StartsWith("2 of 3", StringComparison.Ordinal))
            {
                othersEnded.Set();
            }
        };

        var output = await Task.Run(() => shell.Invoke()).WaitAsync(Patience);
        Assert.True(othersEnded.IsSet);
        Assert.Equal(["PIET", "JAN", "KEES"], output.Select(each => (string)each.Properties["User"].Value));
    }

    [Fact]
    public async Task AMailboxThatFailsEndsNoOtherAndLosesNoResultWhereErrorsStop()
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Kees, Coupled.Piet]);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        var result = coupled.Run(
            """
            $ErrorActionPreference = 'Stop'
            try { Invoke-AsExchangeSync JAN, KEES, PIET -InitialMode Both | ForEach-Object { "$($_.User) $($_.Status)" } } catch { $_.FullyQualifiedErrorId }
            """
        );
        Assert.Equal(
            ["JAN Failed", "KEES Success", "PIET Success", "MailboxSyncFailed,AllSolutionsExchange.Commands.InvokeAsExchangeSyncCommand"],
            result.Output.Select(line => line.ToString())
        );
        var message = (string)
            coupled.Run("Invoke-AsExchangeSync JAN -ErrorAction SilentlyContinue").Output.Single().Properties["Message"].Value;
        Assert.Contains(
            "the requested user. The service account may not impersonate this mailbox. See who may: Get-AsImpersonation -Mailbox "
                + $"{Coupled.Jan}. The logs of IIS",
            message,
            StringComparison.Ordinal
        );
        Assert.Equal(["Piet's"], coupled.Agenda("PIET"));
    }

    [Fact]
    public async Task AUserWhoWaitsForTheInitialModeIsNamedInEveryRunUntilItIsGiven()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        coupled.Enter(Coupled.Piet, "Piet's second", 11);
        coupled.Succeed("Invoke-AsExchangeSync KEES -InitialMode Both");
        Assert.StartsWith(
            "Appointments that match nothing on the other side wait: 1 of JAN, 2 of PIET.",
            Assert.Single(coupled.Run("Invoke-AsExchangeSync -WhatIf").Warnings),
            StringComparison.Ordinal
        );
        for (var run = 0; run < 2; run++)
        {
            var waiting = coupled.Run("Invoke-AsExchangeSync");
            Assert.Equal(
                ["JAN 1", "KEES 0", "PIET 2"],
                waiting.Output.Select(each => $"{each.Properties["User"].Value} {each.Properties["Unmatched"].Value}")
            );
            var warning = Assert.Single(waiting.Warnings);
            Assert.StartsWith(
                "Appointments that match nothing on the other side wait: 1 of JAN, 2 of PIET.",
                warning,
                StringComparison.Ordinal
            );
            Assert.Contains("Invoke-AsExchangeSync JAN, PIET -InitialMode Both -WhatIf", warning, StringComparison.Ordinal);
        }

        Assert.Empty(coupled.Run("Invoke-AsExchangeSync -InitialMode Match").Warnings);
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync -InitialMode Both -WhatIf").Warnings);
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync JAN, PIET -InitialMode Both").Warnings);
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync").Warnings);
        Assert.Equal(["Piet's", "Piet's second"], coupled.Agenda("PIET"));
    }

    private static object Status(IReadOnlyList<PSObject> output) => Assert.Single(output).Properties["Status"].Value.ToString()!;

    /// <summary>A run that waits at the server for its first items, and gets them never.</summary>
    private static async Task<(PowerShell Shell, IAsyncResult Running)> StartWaitingAsync(Coupled coupled)
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        coupled.Exchange.Faults.Interceptor = request =>
            request.Operation == "GetItem" && reading.TrySetResult() ? FaultAction.Slow(Timeout.InfiniteTimeSpan) : null;
        var shell = coupled.Session.Shell("Invoke-AsExchangeSync JAN -InitialMode Both");
        var running = shell.BeginInvoke();
        await reading.Task.WaitAsync(Patience);
        return (shell, running);
    }

    private static async Task StopAsync(PowerShell shell, IAsyncResult running)
    {
        await Task.Run(shell.Stop).WaitAsync(Patience);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        shell.Dispose();
    }
}
