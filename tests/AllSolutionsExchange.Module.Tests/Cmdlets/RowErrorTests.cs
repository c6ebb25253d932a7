using System.Globalization;
using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The error of a row of a file says which row it is, and what that row is known by; the other rows are done.</summary>
public sealed class RowErrorTests
{
    /// <summary>A command, the columns of its rows, a good row, a bad one, what the error calls it, and part of the fault.</summary>
    public static TheoryData<string, string, string, string, string, string> Rows =>
        new()
        {
            {
                "New-AsAppointment",
                "User,Start,AllDay,ShowAs",
                "JAN,2026-12-07,True,Busy",
                "PIET,2026-12-07,True,Sideways",
                "Row 2 (User PIET)",
                "'Sideways'"
            },
            {
                "New-AsAppointment",
                "User,Start,AllDay,ShowAs",
                "JAN,2026-12-07,True,Busy",
                "PIET,07-12-2026,True,Busy",
                "Row 2 (User PIET)",
                "'07-12-2026'"
            },
            {
                "New-AsAppointment",
                "User,Start,AllDay",
                "JAN,2026-12-07,True",
                "PIET,2026-12-07,perhaps",
                "Row 2 (User PIET)",
                "'perhaps'"
            },
            {
                "New-AsAppointment",
                "User,Start,AllDay,Reminder",
                "JAN,2026-12-07,True,5",
                "PIET,2026-12-07,True,soon",
                "Row 2 (User PIET)",
                "'soon'"
            },
            {
                "New-AsAppointment",
                "User,Start,End",
                "JAN,2026-12-07 09:00,2026-12-07 10:00",
                "PIET,2026-12-07 09:00,2026-12-07 08:00",
                "Row 2 (User PIET)",
                "ends before it starts"
            },
            {
                "New-AsAppointment",
                "User,Start,AllDay,TimeZone",
                "JAN,2026-12-07,True,",
                "PIET,2026-12-07,False,Middle-earth",
                "Row 2 (User PIET)",
                "Middle-earth"
            },
            {
                "New-AsAppointment",
                "User,Start,AllDay",
                "JAN,2026-12-07,True",
                "PI\u200EET,2026-12-07,True",
                "Row 2 (User PIET)",
                "U+200E"
            },
            { "Set-AsAppointment", "Id,Location", "1001,Here", "9999,There", "Row 2 (Id 9999)", "'9999'" },
            { "Set-AsAppointment", "Id,Start", "1001,2026-12-04 09:00", "1002,08-12-2026 09:00", "Row 2 (Id 1002)", "'08-12-2026 09:00'" },
            { "Remove-AsAppointment", "Id,Subject", "1001,First", "9999,Second", "Row 2 (Id 9999)", "'9999'" },
            {
                "New-AsTask",
                "User,DueDate,Status",
                "JAN,2026-12-07,Deferred",
                "PIET,2026-12-07,Sideways",
                "Row 2 (User PIET)",
                "'Sideways'"
            },
            { "New-AsTask", "User,DueDate", "JAN,2026-12-07", "PIET,07-12-2026", "Row 2 (User PIET)", "'07-12-2026'" },
            { "New-AsTask", "User,PercentComplete", "JAN,50", "PIET,half", "Row 2 (User PIET)", "'half'" },
            {
                "New-AsTask",
                "User,StartDate,DueDate",
                "JAN,2026-12-07,2026-12-08",
                "PIET,2026-12-07,2026-12-06",
                "Row 2 (User PIET)",
                "2026-12-06"
            },
            { "Set-AsTask", "Id,DueDate", "1003,2026-12-07", "9999,2026-12-07", "Row 2 (Id 9999)", "'9999'" },
            { "Remove-AsTask", "Id,Subject", "1003,First", "1001,Second", "Row 2 (Id 1001)", "'1001'" },
            { "Remove-AsUserMailbox", "User,Left", "JAN,yes", "NOBODY,yes", "Row 2 (User NOBODY)", "NOBODY" },
            {
                "Set-AsUserMailbox",
                "User,Mailbox,Direction",
                "JAN,j.jansen@contoso.test,Both",
                "PIET,p.peters@contoso.test,Sideways",
                "Row 2 (User PIET)",
                "'Sideways'"
            },
            {
                "Set-AsUserMailbox",
                "User,Mailbox",
                "JAN,j.jansen@contoso.test",
                "PIET,not an address",
                "Row 2 (User PIET)",
                "'not an address'"
            },
            {
                "Set-AsUserMailbox",
                "User,Mailbox",
                "JAN,j.jansen@contoso.test",
                "PIET,j.jansen@contoso.test",
                "Row 2 (User PIET)",
                "j.jansen@contoso.test"
            },
            {
                "Set-AsUserMailbox",
                "User,Mailbox,Enabled",
                "JAN,j.jansen@contoso.test,1",
                "PIET,p.peters@contoso.test,perhaps",
                "Row 2 (User PIET)",
                "'perhaps'"
            },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task OfABadRow(string command, string columns, string good, string bad, string row, string fault)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "1..2 | ForEach-Object { New-AsAppointment JAN \"Nr $_\" -Start 2026-12-05 -AllDay } | Out-Null; New-AsTask JAN | Out-Null"
        );
        coupled.SetRows("Rows", columns, good, bad);
        var error = Assert.Single(coupled.Run($"$Rows | {command}").Errors);
        var text = error.ErrorDetails?.Message ?? error.Exception.Message;
        Assert.Contains(row + ": ", text, StringComparison.Ordinal);
        Assert.Contains(fault, text, StringComparison.Ordinal);
    }

    /// <summary>Every parameter that a row must fill, without a value and with blanks.</summary>
    public static TheoryData<string, string, string, string, string> EmptyCells =>
        new()
        {
            {
                "New-AsAppointment",
                "Subject,User,Start,AllDay",
                "Visit,JAN,2026-12-07,True",
                "Call,,2026-12-07,True",
                "Row 2 (Subject Call)"
            },
            {
                "New-AsAppointment",
                "Subject,User,Start,AllDay",
                "Visit,JAN,2026-12-07,True",
                "Call,  ,2026-12-07,True",
                "Row 2 (Subject Call)"
            },
            { "New-AsAppointment", "User,Start,AllDay", "JAN,2026-12-07,True", "PIET,,True", "Row 2 (User PIET)" },
            { "New-AsAppointment", "User,Start,AllDay", "JAN,2026-12-07,True", "PIET, ,True", "Row 2 (User PIET)" },
            { "Set-AsAppointment", "Id,Location", "1001,Here", ",There", "Row 2" },
            { "Remove-AsAppointment", "Id,Subject", "1001,First", ",Second", "Row 2 (Subject Second)" },
            {
                "Set-AsUserMailbox",
                "User,Mailbox",
                "JAN,j.jansen@contoso.test",
                ",p.peters@contoso.test",
                "Row 2 (Mailbox p.peters@contoso.test)"
            },
            {
                "Remove-AsUserMailbox",
                "User,Mailbox",
                "JAN,j.jansen@contoso.test",
                ",p.peters@contoso.test",
                "Row 2 (Mailbox p.peters@contoso.test)"
            },
        };

    [Theory]
    [MemberData(nameof(EmptyCells))]
    public async Task OfAnEmptyCell(string command, string columns, string good, string bad, string row)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("New-AsAppointment JAN 'Nr 1' -Start 2026-12-05 -AllDay | Out-Null");
        coupled.SetRows("Rows", columns, good, bad);
        var error = Assert.Single(coupled.Run($"$Rows | {command}").Errors);
        Assert.Contains($"{row}: The value is empty.", Message(error), StringComparison.Ordinal);
    }

    /// <summary>What every row of any command must fill is refused by us, who know the row, and not by PowerShell.</summary>
    [Fact]
    public void PowerShellItselfRefusesNoEmptyCell()
    {
        using var session = new ModuleSession();
        var refused =
            from command in session.Run("Get-Command -Module AllSolutionsExchange").Output.Select(found => (CmdletInfo)found.BaseObject)
            where command.Parameters.ContainsKey("InputObject")
            from parameter in command.Parameters.Values
            where parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName)
            where
                parameter.Attributes.Any(attribute => attribute is ValidateNotNullOrEmptyAttribute or ValidateNotNullAttribute)
                || (
                    parameter.ParameterSets.Values.Any(set => set.IsMandatory)
                    && !parameter.Attributes.Any(attribute => attribute is AllowNullAttribute || IsRequired(attribute))
                )
            select $"{command.Name} -{parameter.Name}";
        Assert.Empty(refused);
    }

    [Fact]
    public async Task RowsThatLackACellAreNamedInOneWarning()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var result = coupled.Run(
            "[pscustomobject]@{ User = 'JAN'; Start = '2026-12-07'; AllDay = 1 }, [pscustomobject]@{ User = 'PIET' } | New-AsAppointment"
        );
        Assert.Single(result.Errors);
        Assert.Equal("Nothing was done with Row 2 (User PIET). The errors say why.", Assert.Single(result.Warnings));
    }

    /// <summary>Whether a cell was refused, the store said no or there was nothing to change: each row counts once.</summary>
    [Theory]
    [InlineData(
        "New-AsAppointment",
        "User,Start,AllDay",
        "PIET,soon,True",
        "KEES,2026-12-07,False",
        "Row 2 (User PIET), Row 4 (User KEES)"
    )]
    [InlineData("Set-AsUserMailbox", "User,Mailbox", "PIET,nonsense", "KEES,j.jansen@contoso.test", "Row 2 (User PIET), Row 4 (User KEES)")]
    [InlineData("Set-AsAppointment", "Id,Start", "9998,soon", "9999,2026-12-07", "Row 2 (Id 9998), Row 4 (Id 9999)")]
    public async Task RowsThatFailedLaterAreNamedInThatWarningToo(
        string command,
        string columns,
        string refused,
        string failed,
        string rows
    )
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var id = coupled.Succeed("(New-AsAppointment JAN 'Nr 1' -Start 2026-12-05 -AllDay).Id")[0];
        var good =
            command == "Set-AsAppointment" ? $"{id},2026-12-05"
            : command == "Set-AsUserMailbox" ? "NEW,n@contoso.test"
            : "JAN,2026-12-07,True";
        coupled.SetRows("Rows", columns, good, refused, good, failed);
        var result = coupled.Run($"$Rows | {command}");
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal($"Nothing was done with {rows}. The errors say why.", result.Warnings[0]);
    }

    [Fact]
    public async Task ARowThatEndsTheCommandIsNamed()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.SetRows("Rows", "User,Left", "JAN,yes", "PIET,yes");
        var result = coupled.Run("try { $Rows | Remove-AsUserMailbox } catch { $_ }");
        Assert.StartsWith("Row 1 (User JAN): ", Message(Assert.Single(result.Values.OfType<ErrorRecord>())), StringComparison.Ordinal);
        Assert.Equal(
            "Row 1 (User JAN) ended the command: nothing was done with it, nor with the rows after it.",
            Assert.Single(result.Warnings)
        );
    }

    [Fact]
    public async Task TheWarningOfRefusedRowsStaysShort()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var warning = Assert.Single(coupled.Run("1..40 | ForEach-Object { \"m$_@contoso.test\" } | Set-AsUserMailbox").Warnings);
        Assert.Contains("Row 1, Row 2, Row 3, Row 4, Row 5 and 35 more. The errors say why.", warning, StringComparison.Ordinal);
        warning = Assert.Single(coupled.Run("'m1@contoso.test' | Set-AsUserMailbox").Warnings);
        Assert.Contains("Nothing was done with Row 1. The errors say why.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTypedIsInNoRow()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.SetRows("Rows", "User,Start,AllDay", "JAN,2026-12-07,perhaps");

        // In one script, as in one session: the row stays behind on the pipeline's thread if nobody forgets it.
        string[] typed =
        [
            "Get-AsAppointment -From 07-12-2026",
            "New-AsAppointment JAN x -Start 07-12-2026",
            "Set-AsAppointment 9999 -Location x",
        ];
        var result = coupled.Run(
            "$Rows | New-AsAppointment | Out-Null; " + string.Join("; ", typed.Select(command => $"try {{ {command} }} catch {{ $_ }}"))
        );
        Assert.Contains("Row 1 (User JAN)", Message(result.Errors[0]), StringComparison.Ordinal);
        var others = result.Errors.Skip(1).Concat(result.Values.OfType<ErrorRecord>()).ToList();
        Assert.Equal(typed.Length, others.Count);
        Assert.All(others, error => Assert.DoesNotContain("Row", Message(error), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ALongFileNumbersItsRowsAsItsLinesAre()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.SetRows(
            "Rows",
            ["User,Start,AllDay", .. Enumerable.Range(1, 20).Select(i => $"JAN,2026-12-07,{(i % 7 == 0 ? "perhaps" : "True")}")]
        );
        var result = coupled.Run("$Rows | New-AsAppointment");
        Assert.Equal(18, result.Output.Count);
        Assert.Equal(
            [7, 14],
            result.Errors.Select(error => int.Parse(Message(error).Split("Row ")[1].Split(' ')[0], CultureInfo.InvariantCulture))
        );
    }

    /// <summary>A row that names an item means that one, and not all of its user's.</summary>
    [Theory]
    [InlineData("AsAppointment", "New-AsAppointment JAN 'Nr 1' -Start 2026-12-05 -AllDay")]
    [InlineData("AsTask", "New-AsTask JAN 'Nr 1'")]
    public async Task ARowOfAnItemFindsThatItem(string noun, string add)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var ids = coupled.Succeed($"1..3 | ForEach-Object {{ ({add}).Id }}").Select(id => id.ToString()).ToList();
        coupled.SetRows("Rows", "User,Id", $"JAN,{ids[2]}", "JAN,9999", $"JAN,{ids[0]}");
        var result = coupled.Run($"($Rows | Get-{noun}).Id");
        Assert.Equal([ids[2], ids[0]], result.Output.Select(id => id.ToString()));
        Assert.Contains("'9999'", Message(Assert.Single(result.Errors)), StringComparison.Ordinal);
    }

    /// <summary>PowerShell binds the parameters that take the whole object in another order from row to row.</summary>
    [Theory]
    [InlineData(
        "Set-AsUserMailbox",
        "User,Mailbox,Direction",
        "JAN,j.jansen@contoso.test,Both",
        "PIET,nonsense,Both",
        "PIET,p@contoso.test,Up"
    )]
    [InlineData("Remove-AsUserMailbox", "Mailbox,User", "j.jansen@contoso.test,JAN", "nonsense,", "p@contoso.test, ")]
    public async Task InAnyOrderOfGoodAndBadRows(string command, string columns, string good, string bad, string worse)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        string[] kinds = [good, bad, worse];
        for (var order = 0; order < 27; order++)
        {
            string[] rows = [kinds[order / 9], kinds[order / 3 % 3], kinds[order % 3]];
            coupled.SetRows("Rows", [columns, .. rows]);
            var errors = coupled.Run($"$Rows | {command} -WhatIf").Errors.Select(error => Message(error).Split("Row ")[1][..1]);
            Assert.Equal(
                Enumerable.Range(0, 3).Where(i => rows[i] != good).Select(i => (i + 1).ToString(CultureInfo.InvariantCulture)),
                errors
            );
        }
    }

    private static bool IsRequired(Attribute attribute) => attribute.GetType().GetProperty("IsRequired")?.GetValue(attribute) is true;

    private static string Message(ErrorRecord error) => error.ErrorDetails?.Message ?? error.Exception.Message;
}
