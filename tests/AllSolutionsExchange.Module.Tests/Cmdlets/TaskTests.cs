using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The tasks of the register, as a user sees them.</summary>
public sealed class TaskTests
{
    private static readonly DateTime Monday = new(2026, 12, 7);

    /// <summary>However a day is written, and in whatever zone its midnight lies.</summary>
    public static TheoryData<string> Days { get; } =
        new(
            "'2026-12-07'",
            "' 2026/12/7 '",
            "'2026-12-07T00:00:00'",
            "'2026-12-07 23:59:59'",
            "'2026-12-07T00:00:00Z'",
            "'2026-12-07T00:00:00+14:00'",
            "'2026-12-07T23:59:59-12:00'",
            "'Mon, 07 Dec 2026 23:30:00 -0800'",
            "'7 december 2026'",
            "([datetime]::new(2026, 12, 7))",
            "([datetime]::SpecifyKind([datetime]'2026-12-07', 'Utc'))",
            "([datetime]::SpecifyKind([datetime]'2026-12-07T23:59:59', 'Local'))",
            "([datetimeoffset]::new(2026, 12, 7, 0, 0, 0, [timespan]::FromHours(13)))",
            "([datetimeoffset]::new(2026, 12, 7, 23, 0, 0, [timespan]::FromHours(-11)))"
        );

    [Theory]
    [MemberData(nameof(Days))]
    public async Task ADayIsTheOneThatIsWritten(string day)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        foreach (var culture in new[] { "nl-NL", "en-US", "th-TH", "ar-SA" })
        {
            var old = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                if (day.Contains("december", StringComparison.Ordinal) && culture != "nl-NL" && culture != "en-US")
                {
                    continue;
                }

                var made = Assert.Single(coupled.Succeed($"$made = New-AsTask JAN -StartDate {day} -DueDate {day}; $made"));
                Assert.All(["StartDate", "DueDate"], name => Assert.Equal(Monday, Of(made, name)));
                Assert.Equal("2026-12-07", Assert.Single(coupled.Succeed("$made.DueDate.ToString()")).BaseObject);
                var changed = coupled.Succeed(
                    $"$made | Set-AsTask -StartDate 2026-01-01 -DueDate {day} -PassThru | Set-AsTask -CompletedDate {day} -PassThru"
                );
                Assert.All(["DueDate", "CompletedDate"], name => Assert.Equal(Monday, Of(Assert.Single(changed), name)));
                Assert.Single(coupled.Succeed($"Get-AsTask -From {day} -Until '2026-12-08' | Where-Object Id -eq $made.Id"));
                Assert.Empty(coupled.Succeed($"Get-AsTask -Until {day}"));
            }
            finally
            {
                CultureInfo.CurrentCulture = old;
            }
        }
    }

    [Fact]
    public async Task ARowRepeatsWhatItDoesNotChange()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "New-AsTask JAN Quotation -DueDate 2026-12-07 -PercentComplete 40 -Reminder '2026-12-07 09:00' -Categories A, B | Out-Null"
        );
        var reminder = Of(Assert.Single(coupled.Succeed("Get-AsTask")), "ReminderUtc");
        coupled.SetRows(
            "Rows",
            "Id,StartDate,DueDate,Status,PercentComplete,CompletedDate,Importance,ReminderUtc",
            FormattableString.Invariant($"1001,,2026-12-07,Completed,40,,High,{reminder:yyyy-MM-ddTHH:mm:ssK}")
        );
        var task = Assert.Single(coupled.Succeed("$Rows | Set-AsTask -PassThru"));
        Assert.Equal(
            ("Completed", 100, "High", reminder),
            (Of(task, "Status"), Of(task, "PercentComplete"), Of(task, "Importance"), Of(task, "ReminderUtc"))
        );
        Assert.Equal((null, Monday), (Of(task, "StartDate"), Of(task, "DueDate")));
        Assert.Equal(["A", "B"], (IEnumerable<string>)Of(task, "Categories")!);
    }

    [Theory]
    [InlineData("Get-AsTask | Set-AsTask")]
    [InlineData("$Rows | Set-AsTask")]
    [InlineData("Set-AsTask 1001 -Subject Quotation -Status Completed")]
    public async Task ThatNothingWasGivenIsSaid(string command)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("New-AsTask JAN Quotation -Status Completed | Out-Null");
        coupled.SetRows("Rows", "Id,Subject,DueDate,Status,Reminder", "1001,, ,,");
        var files = coupled.Files();
        var result = coupled.Run(command);
        Assert.Empty(result.Errors);
        Assert.Equal(
            "The command completed successfully, but no settings of task 1001 have been modified.",
            Assert.Single(result.Warnings)
        );
        Assert.Equal("Nothing was given to change of task 1001.", coupled.Fail("Set-AsTask 1001").ErrorDetails.Message);
        Assert.Equal(files, coupled.Files());
    }

    [Theory]
    [InlineData("New-AsTask JAN x -Status Completed -PercentComplete 50", "ProgressContradicts")]
    [InlineData("New-AsTask JAN x -PercentComplete 101", "PercentRefused")]
    [InlineData("New-AsTask JAN x -StartDate 2026-12-08 -DueDate 2026-12-07", "DueBeforeStart")]
    [InlineData("New-AsTask JAN x -DueDate 1600-01-01", "TimeRefused")]
    [InlineData("New-AsTask '' x", "ParameterBindingValidationException")]
    [InlineData("Set-AsTask 1001 -DueDate $null", "DueDateMissing")]
    [InlineData("Set-AsTask 7 -Subject x", "TaskNotFound")]
    [InlineData("Get-AsTask -Id 1002", "TaskNotFound")]
    [InlineData("Remove-AsTask 1002", "TaskNotFound")]
    [InlineData("Remove-AsAppointment 1001", "AppointmentNotFound")]
    [InlineData("Get-AsTask NOBODY", "UserNotRegistered")]
    public async Task WhatCannotBeIsRefusedAndNothingChanges(string command, string id)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "New-AsTask JAN Quotation -StartDate 2026-12-07 | Out-Null; New-AsAppointment JAN Visit -Start 2026-12-07 -AllDay | Out-Null"
        );
        var files = coupled.Files();
        var error = coupled.Fail(command);
        Assert.Contains(id, error.FullyQualifiedErrorId + error.Exception.GetType().Name, StringComparison.Ordinal);
        Assert.Equal(files, coupled.Files());
    }

    [Fact]
    public async Task WhoIsAskedSeesWhichTaskAndNoPrivateSubject()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "New-AsTask JAN Quotation -DueDate 2026-12-07 | Out-Null; New-AsTask JAN Diagnosis -Sensitivity Private | Out-Null"
        );
        coupled.Succeed("Get-AsTask | Remove-AsTask -WhatIf");
        Assert.Contains(
            coupled.Session.Host.Screen,
            line => line.Contains("task 1001 of user JAN ('Quotation', due 2026-12-07)", StringComparison.Ordinal)
        );
        Assert.Contains(
            coupled.Session.Host.Screen,
            line => line.Contains("task 1002 of user JAN (no due date)", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(coupled.Session.Host.Screen, line => line.Contains("Diagnosis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AUserWhoIsNotRegisteredIsWarnedOfOnce()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var result = coupled.Run("1..3 | ForEach-Object { [pscustomobject]@{ User = 'JAM'; Subject = $_ } } | New-AsTask");
        Assert.Equal(3, result.Output.Count);
        Assert.Contains("tasks of such a user are not synchronised", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(3, coupled.Succeed("Get-AsTask JAM").Count);
    }

    [Fact]
    public async Task ATaskGoesToExchangeAndIsCompletedThereAndAnotherComesBack()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("Set-AsUserMailbox JAN -Kind Appointment, Task; New-AsTask JAN Quotation -DueDate 2026-12-07 | Out-Null");
        coupled.Exchange.Mailbox(Coupled.Jan).CreateTask("Paper", Monday.AddDays(1));
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        var sent = Assert.Single(coupled.Exchange.Mailbox(Coupled.Jan).Tasks, task => task.Subject == "Quotation");
        Assert.Equal((Monday, "NotStarted"), (sent.Due, sent.Status));
        Assert.Empty(coupled.Succeed("Get-AsTask -WithoutSyncId"));

        coupled.Exchange.Mailbox(Coupled.Jan).CompleteTask(sent.Id);
        coupled.Succeed("Get-AsTask -Subject Paper | Set-AsTask -PercentComplete 100; Invoke-AsExchangeSync JAN");
        Assert.All(coupled.Exchange.Mailbox(Coupled.Jan).Tasks, task => Assert.Equal("Completed", task.Status));
        var tasks = coupled.Succeed("Get-AsTask JAN");
        Assert.Equal(["Quotation", "Paper"], tasks.Select(task => Of(task, "Subject")));
        Assert.Equal([Monday, Monday.AddDays(1)], tasks.Select(task => Of(task, "DueDate")));
        Assert.All(tasks, task => Assert.Equal(("Completed", 100), (Of(task, "Status"), Of(task, "PercentComplete"))));

        var quiet = coupled.Exchange.Requests.ChangingCount;
        coupled.Succeed("Invoke-AsExchangeSync JAN");
        Assert.Equal(
            (quiet, 2, 2),
            (coupled.Exchange.Requests.ChangingCount, coupled.Exchange.Mailbox(Coupled.Jan).Tasks.Count, tasks.Count)
        );
    }

    private static object? Of(PSObject task, string property) =>
        task.Properties[property].Value switch
        {
            PSObject wrapped => wrapped.BaseObject,
            var value => value,
        };
}
