using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What happens to one kind of a mailbox is that kind's: the other goes on, and nothing is deleted or doubled.</summary>
public sealed class KindIsolationTests
{
    private const string Show = " | ForEach-Object { \"$($_.User) $($_.Kind) $($_.Status)\" }";

    public static TheoryData<string, string, string> Refusals { get; } =
        new()
        {
            { "Calendar", "Appointment", "ErrorAccessDenied" },
            { "Calendar", "Appointment", "ErrorFolderNotFound" },
            { "Calendar", "Appointment", "ErrorItemNotFound" },
            { "Tasks", "Task", "ErrorAccessDenied" },
            { "Tasks", "Task", "ErrorFolderNotFound" },
            { "Tasks", "Task", "ErrorItemNotFound" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task AFolderThatIsRefusedStopsItsKindAlone(string folder, string kind, string code)
    {
        await using var coupled = await StartAsync();
        var other = kind == "Task" ? "Appointment" : "Task";
        coupled.Exchange.Mailbox(Coupled.Jan).RefuseFolder(folder, code);
        coupled.Succeed("Get-AsAppointment | Set-AsAppointment -Body news; Get-AsTask | Set-AsTask -Body news");
        coupled.Succeed(
            "New-AsAppointment JAN More -Start 2026-12-08T09:00 -End 2026-12-08T10:00 | Out-Null; New-AsTask JAN More | Out-Null"
        );
        for (var run = 0; run < 2; run++)
        {
            var result = coupled.Run("Invoke-AsExchangeSync JAN, PIET" + Show);
            Assert.Equal(
                new[] { ("JAN", "Appointment"), ("JAN", "Task"), ("PIET", "Appointment"), ("PIET", "Task") }.Select(line =>
                    $"{line.Item1} {line.Item2} {(line == ("JAN", kind) ? "Failed" : "Success")}"
                ),
                result.Output.Select(line => line.ToString())
            );
            var error = Assert.Single(result.Errors);
            Assert.Contains($"{Coupled.Jan}, {kind}: ", error.ToString(), StringComparison.Ordinal);
            Assert.Contains(code, error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal([2, 2], Counts(coupled, "JAN"));
        coupled.Exchange.Mailbox(Coupled.Jan).RefuseFolder(folder, null);
        Assert.Equal($"JAN {kind} Success", Assert.Single(coupled.Succeed($"Invoke-AsExchangeSync JAN -Kind {kind}" + Show)).ToString());
        AssertSame(coupled, 2);
        Assert.Equal($"JAN {other} Success", Assert.Single(coupled.Succeed($"Invoke-AsExchangeSync JAN -Kind {other}" + Show)).ToString());
    }

    /// <summary>A kind that was away keeps its links, and what changed meanwhile is carried over. Of a user who was removed it is not
    /// known which side changed: items that differ are held.</summary>
    [Theory]
    [InlineData("Set-AsUserMailbox JAN -Kind Appointment", "Set-AsUserMailbox JAN -Kind Appointment, Task", "edited", "Completed")]
    [InlineData("Remove-AsUserMailbox JAN", "Set-AsUserMailbox JAN j.jansen@contoso.test -Kind Appointment, Task", "", "NotStarted")]
    public async Task AKindThatWasTakenAwayComesBackWithoutDoubles(string away, string back, string body, string status)
    {
        await using var coupled = await StartAsync();
        coupled.Succeed(
            "New-AsTask JAN Second | Out-Null; New-AsTask JAN Third | Out-Null; Invoke-AsExchangeSync JAN -InitialMode Both | Out-Null"
        );
        coupled.Succeed(away);
        if (away.StartsWith("Set", StringComparison.Ordinal))
        {
            Assert.Equal(["JAN Appointment Success"], Texts(coupled.Succeed("Invoke-AsExchangeSync JAN" + Show)));
        }

        coupled.Succeed("Get-AsTask -Subject Second | Set-AsTask -Body edited");
        var mailbox = coupled.Exchange.Mailbox(Coupled.Jan);
        mailbox.CompleteTask(mailbox.Tasks.Single(task => task.Subject == "Third").Id);
        coupled.Succeed(back);
        var result = coupled.Run("Invoke-AsExchangeSync JAN, PIET -InitialMode Both" + Show);
        Assert.Empty(result.Errors);
        Assert.Equal(3, mailbox.Tasks.Count);
        Assert.Equal(3, coupled.Succeed("Get-AsTask JAN").Count);
        Assert.Equal(body, mailbox.Items("Tasks").Single(item => item.Content.Subject == "Second").Content.Body.Trim());
        Assert.Equal(status, Assert.Single(coupled.Succeed("Get-AsTask JAN -Subject Third")).Properties["Status"].Value);
        Assert.Equal(body.Length == 0 ? 2 : 0, coupled.Succeed("Get-AsSyncHold -Reason Diverged -Kind Task").Count);
        Quiet(coupled);
    }

    [Fact]
    public async Task WhatWasDeletedWhileAKindWasAwayComesUnderTheSafetyLimits()
    {
        await using var coupled = await StartAsync();
        coupled.Succeed("Set-AsUserMailbox JAN -Kind Appointment; Invoke-AsExchangeSync JAN | Out-Null");
        var mailbox = coupled.Exchange.Mailbox(Coupled.Jan);
        mailbox.Delete(mailbox.Tasks.Single().Id);
        coupled.Succeed("Set-AsUserMailbox JAN -Kind Appointment, Task");
        var error = coupled.Fail("Invoke-AsExchangeSync JAN");
        Assert.Contains("Exchange is suddenly empty, though 1 item was linked.", error.ToString(), StringComparison.Ordinal);
        Assert.Single(coupled.Succeed("Get-AsTask JAN"));
    }

    [Theory]
    [InlineData("Tasks", "Task")]
    [InlineData("Calendar", "Appointment")]
    public async Task AnEmptiedFolderStopsItsKindAlone(string folder, string kind)
    {
        await using var coupled = await StartAsync(12);
        var mailbox = coupled.Exchange.Mailbox(Coupled.Jan);
        foreach (var item in mailbox.Items(folder))
        {
            mailbox.Delete(item.Id);
        }

        var result = coupled.Run("Invoke-AsExchangeSync JAN" + Show);
        Assert.Equal(
            new[] { "Appointment", "Task" }.Select(each => $"JAN {each} {(each == kind ? "Stopped" : "Success")}"),
            Texts(result.Output)
        );
        Assert.Single(result.Errors);
        Assert.Equal([12, 12], Counts(coupled, "JAN"));
    }

    /// <summary>What is to be decided is told of each kind, also if both met the same: one command for both would decide twice.</summary>
    [Fact]
    public async Task EachKindThatWasEmptiedHasItsOwnCommand()
    {
        await using var coupled = await StartAsync();
        var mailbox = coupled.Exchange.Mailbox(Coupled.Jan);
        mailbox.Delete(mailbox.Items("Calendar").Single().Id);
        mailbox.Delete(mailbox.Tasks.Single().Id);
        var advice = coupled.Run("Invoke-AsExchangeSync JAN").Errors.Select(error => error.ErrorDetails.RecommendedAction).ToList();
        Assert.Equal(2, advice.Count);
        Assert.Contains("-User 'JAN' -Kind Appointment -AllowEmptySide", advice[0], StringComparison.Ordinal);
        Assert.Contains("-User 'JAN' -Kind Task -AllowEmptySide", advice[1], StringComparison.Ordinal);

        coupled.Succeed("Invoke-AsExchangeSync -User 'JAN' -Kind Task -AllowEmptySide -DeletionPolicy Both | Out-Null");
        Assert.Equal([1, 0], Counts(coupled, "JAN"));
    }

    [Fact]
    public async Task LinesThatWereLeftOutOfAPlanOfBothKindsStayOut()
    {
        await using var coupled = await Coupled.RegisteredAsync(kinds: "Appointment, Task");
        coupled.Succeed(
            "1..3 | ForEach-Object { New-AsTask JAN \"T$_\"; New-AsAppointment JAN \"A$_\" -Start 2026-12-08T09:00 -End 2026-12-08T10:00 }"
        );
        coupled.Succeed(
            "$plan = Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf | Where-Object Title -NotIn 'T2', 'A3'; "
                + "Invoke-AsExchangeSync -Plan $plan -InitialMode Both | Out-Null"
        );
        Assert.Equal(["A1", "A2"], coupled.Calendar(Coupled.Jan));
        Assert.Equal(["T1", "T3"], coupled.Exchange.Mailbox(Coupled.Jan).Tasks.Select(task => task.Subject).Order(StringComparer.Ordinal));
        coupled.Run("Invoke-AsExchangeSync JAN");
        Assert.Equal(["A1", "A2"], coupled.Calendar(Coupled.Jan));
        Assert.Equal(2, coupled.Exchange.Mailbox(Coupled.Jan).Tasks.Count);
        coupled.Succeed("Invoke-AsExchangeSync JAN -Kind Task -InitialMode Both");
        Assert.Equal(["A1", "A2"], coupled.Calendar(Coupled.Jan));
        Assert.Equal(3, coupled.Exchange.Mailbox(Coupled.Jan).Tasks.Count);
    }

    private static async Task<Coupled> StartAsync(int count = 1)
    {
        var coupled = await Coupled.RegisteredAsync(kinds: "Appointment, Task");
        coupled.Succeed(
            $"1..{count} | ForEach-Object {{ New-AsTask JAN Call -DueDate 2026-12-09 | Out-Null; "
                + "$start = ([datetime]'2026-12-08').AddHours($_); "
                + "New-AsAppointment JAN Visit -Start $start -End $start.AddHours(1) | Out-Null }; "
                + "Invoke-AsExchangeSync -InitialMode Both | Out-Null"
        );
        return coupled;
    }

    private static void Quiet(Coupled coupled)
    {
        var before = coupled.Exchange.Requests.ChangingCount;
        coupled.Succeed("Invoke-AsExchangeSync | Out-Null");
        Assert.Equal(before, coupled.Exchange.Requests.ChangingCount);
    }

    private static int[] Counts(Coupled coupled, string user) =>
        [coupled.Succeed($"Get-AsAppointment {user}").Count, coupled.Succeed($"Get-AsTask {user}").Count];

    private static void AssertSame(Coupled coupled, int count)
    {
        Assert.Equal([count, count], Counts(coupled, "JAN"));
        var mailbox = coupled.Exchange.Mailbox(Coupled.Jan);
        Assert.Equal((count, count), (mailbox.Items("Calendar").Count, mailbox.Items("Tasks").Count));
    }

    private static IEnumerable<string> Texts(IEnumerable<PSObject> lines) => lines.Select(line => line.ToString());
}
