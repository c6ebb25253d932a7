using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What the cmdlets take from the pipeline, and what they do not.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MailboxesBindWithTheUserThatAScriptBlockNames(bool isDeserialized)
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Session.Set("Mailbox", isDeserialized ? PSSerializer.Deserialize(PSSerializer.Serialize(new Mailbox())) : new Mailbox());
        var user = Assert.Single(coupled.Succeed("$Mailbox | Set-AsUserMailbox -User { $_.SamAccountName } -PassThru"));
        Assert.Equal("JJANSEN", user.Properties["User"].Value);
        Assert.Equal(Coupled.Jan, user.Properties["Mailbox"].Value);
        Assert.Equal("jan@ad.contoso.test", user.Properties["UserPrincipalName"].Value);
        Assert.Equal(new Mailbox().ExchangeGuid, user.Properties["ExchangeGuid"].Value);
    }

    [Fact]
    public async Task AMailboxWithoutUserIsAnErrorAndNeverTheAlias()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Session.Set("Mailbox", new Mailbox());
        var result = coupled.Run("$Mailbox | Set-AsUserMailbox");
        Assert.Single(result.Errors);
        Assert.Empty(coupled.Files());
    }

    [Fact]
    public async Task RowsOfAFileBindByTheirColumns()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.SetRows(
            "Rows",
            "User,Mailbox,UserPrincipalName,Enabled,Direction",
            $"JAN,{Coupled.Jan},jan@ad.contoso.test,False,ToExchange",
            $"PIET,{Coupled.Piet},,,"
        );
        coupled.Succeed("$Rows | Set-AsUserMailbox");
        Assert.Equal(
            [$"JAN {Coupled.Jan} jan@ad.contoso.test False ToExchange", $"PIET {Coupled.Piet}  True Both"],
            coupled
                .Succeed(
                    "Get-AsUserMailbox | ForEach-Object { \"$($_.User) $($_.Mailbox) $($_.UserPrincipalName) $($_.Enabled) "
                        + "$($_.Direction)\" }"
                )
                .Select(line => line.BaseObject)
        );
    }

    [Fact]
    public async Task ARegisteredUserIsChangedWithoutNamingTheMailbox()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "Set-AsUserMailbox JAN -Enabled $false; Get-AsUserMailbox PIET | Set-AsUserMailbox -Direction ToExchange; "
                + "Get-AsUserMailbox KEES | Remove-AsUserMailbox"
        );
        Assert.Equal(
            ["JAN False Both", "PIET True ToExchange"],
            coupled
                .Succeed("Get-AsUserMailbox | ForEach-Object { \"$($_.User) $($_.Enabled) $($_.Direction)\" }")
                .Select(line => line.BaseObject)
        );
    }

    [Theory]
    [InlineData("$Mailbox", "JAN")]
    [InlineData("'J.Jansen@contoso.test'", "JAN")]
    [InlineData("Get-AsUserMailbox PIET", "PIET")]
    [InlineData("$UserRow", "KEES")]
    [InlineData("$MailboxRow", "KEES")]
    public async Task WhoIsRegisteredIsFoundAndTakenOutByMailboxOrUser(string piped, string user)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Session.Set("Mailbox", PSSerializer.Deserialize(PSSerializer.Serialize(new Mailbox())));
        coupled.SetRows("UserRow", "User", "kees");
        coupled.SetRows("MailboxRow", "Name,Mailbox", $"Kees,{Coupled.Kees}");
        Assert.Equal(user, Assert.Single(coupled.Succeed($"{piped} | Get-AsUserMailbox")).Properties["User"].Value);
        coupled.Succeed($"{piped} | Remove-AsUserMailbox");
        Assert.Equal(2, coupled.Succeed("Get-AsUserMailbox").Count);
        Assert.StartsWith("UserNotRegistered,", coupled.Fail($"Get-AsUserMailbox {user}").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMailboxOfNobodyIsAnErrorAndAPatternThatFitsNobodyIsNone()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        Assert.StartsWith(
            "MailboxNotRegistered,",
            coupled.Fail("'x@contoso.test' | Get-AsUserMailbox").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "MailboxNotRegistered,",
            coupled.Fail("Remove-AsUserMailbox -Mailbox x@contoso.test").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.StartsWith("AppointmentNotFound,", coupled.Fail("Get-AsAppointment -Id 99").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(coupled.Succeed("Get-AsUserMailbox X*"));
    }

    [Theory]
    [InlineData("Remove-AsUserMailbox JAN", "Get-AsUserMailbox JAN")]
    [InlineData("Remove-AsAppointment $One.Id", "Get-AsAppointment -Id $One.Id")]
    public async Task TakingAwayIsAskedFirst(string command, string still)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("$One = New-AsAppointment JAN Visit -Start '2026-03-02 09:30' -End '2026-03-02 10:30'");
        coupled.Session.Set("ConfirmPreference", ConfirmImpact.High);
        coupled.Session.Host.Answer(2);
        coupled.Succeed(command);
        Assert.Single(coupled.Succeed(still));
        coupled.Succeed(command + " -Confirm:$false");
        coupled.Fail(still);
    }

    [Fact]
    public async Task RowsChangeWhatTheirCellsSayAndNothingElse()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Succeed(
            """
            $One = New-AsAppointment JAN Visit -Start '2026-03-02 09:30' -End '2026-03-02 10:30' -Location Delft -Reminder 15 -Categories Sales, Urgent
            $Two = New-AsAppointment JAN Fair -Start 2026-03-03 -AllDay -Body 'Bring the offer'
            """
        );
        var (one, two) = (Text(coupled, "$One.Id"), Text(coupled, "$Two.Id"));
        coupled.SetRows(
            "Rows",
            "Id,Subject,Location,IsAllDay,ReminderMinutes,Categories,ShowAs",
            $"{one},Visit to Contoso,,,,,Tentative",
            $"{two},,Utrecht,,5,Fairs;Sales,"
        );
        coupled.Succeed("$Rows | Set-AsAppointment");
        Assert.Equal(
            ["Visit to Contoso|Delft|False|15|Sales; Urgent|Tentative|", "Fair|Utrecht|True|5|Fairs; Sales|Busy|Bring the offer"],
            coupled
                .Succeed(
                    "Get-AsAppointment | ForEach-Object { $_.Subject, $_.Location, $_.IsAllDay, $_.ReminderMinutes, $_.Categories, "
                        + "$_.ShowAs, $_.Body -join '|' }"
                )
                .Select(line => line.BaseObject)
        );
    }

    [Fact]
    public async Task AUserIsOneUserHoweverTheCodeIsTyped()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Succeed("Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint");
        coupled.Succeed($"Set-AsUserMailbox JÖRG {Coupled.Jan}; Set-AsUserMailbox jörg -Direction Both");
        Assert.Single(coupled.Succeed("Get-AsUserMailbox"));
        Assert.Single(coupled.Succeed("Get-AsUserMailbox j?rg"));
        coupled.Succeed(
            "New-AsAppointment jörg One -Start ([datetime]::Today.AddDays(1)) -AllDay; New-AsAppointment JÖRG Two -Start "
                + "([datetime]::Today.AddDays(2)) -AllDay"
        );
        Assert.Equal(["One", "Two"], coupled.Agenda("Jörg"));
        coupled.Succeed("Invoke-AsExchangeSync jörg -InitialMode Both");
        Assert.Equal(["One", "Two"], coupled.Calendar(Coupled.Jan));
        coupled.Succeed("Remove-AsUserMailbox jÖRG -Confirm:$false");
        Assert.Empty(coupled.Succeed("Get-AsUserMailbox"));
    }

    private static string Text(Coupled coupled, string script) => (string)Assert.Single(coupled.Succeed(script)).BaseObject;

    [Fact]
    public async Task OfAnAppointmentFromThePipelineOnlyTheNumberIsTaken()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Succeed("$Old = New-AsAppointment JAN Visit -Start '2026-03-02 09:30' -End '2026-03-02 10:30'");
        coupled.Succeed("Set-AsAppointment $Old.Id -Subject Newer; $Old | Set-AsAppointment -Location Delft");
        var appointment = Assert.Single(coupled.Succeed("Get-AsAppointment"));
        Assert.Equal("Newer Delft", $"{appointment.Properties["Subject"].Value} {appointment.Properties["Location"].Value}");
        Assert.StartsWith(
            "The command completed successfully, but no settings of appointment ",
            Assert.Single(coupled.Run("$Old | Set-AsAppointment").Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AppointmentsBindFromRowsAndTheirChangesByTheirNumber()
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.SetRows(
            "Rows",
            "User,Subject,Start,End,AllDay,Categories,Reminder,ShowAs",
            "JAN,Visit,2026-03-02 09:30,2026-03-02 10:30,,Sales;Urgent,,",
            "JAN,Fair,2026-03-03,,True,,15,OutOfOffice"
        );
        coupled.Succeed("$Rows | New-AsAppointment; Get-AsAppointment -Subject Visit | Set-AsAppointment -Location Delft");
        const string show =
            "ForEach-Object { \"$($_.Subject) $($_.Start.ToString('s')) $($_.End.ToString('s')) $($_.IsAllDay) [$($_.Categories)] "
            + "$($_.ReminderMinutes) $($_.ShowAs) $($_.Location)\" }";
        Assert.Equal(
            [
                "Visit 2026-03-02T09:30:00 2026-03-02T10:30:00 False [Sales Urgent]  Busy Delft",
                "Fair 2026-03-03T00:00:00 2026-03-04T00:00:00 True [] 15 OutOfOffice ",
            ],
            coupled.Succeed("Get-AsAppointment | " + show).Select(line => line.BaseObject)
        );
        coupled.Succeed("Get-AsAppointment -Subject Fair | Remove-AsAppointment");
        Assert.Single(coupled.Succeed("Get-AsAppointment"));
    }

    [Theory]
    [InlineData(
        "User,Mailbox,Direction",
        "NEW,new@contoso.test,Sideways",
        "Set-AsUserMailbox",
        "'Sideways' is not one of Both, ToExchange, ToAllSolutions."
    )]
    [InlineData("User,Mailbox,Kind", "NEW,new@contoso.test,Novels", "Set-AsUserMailbox", "'Novels' is not one of Appointment, Task.")]
    [InlineData("User,Start,AllDay,ShowAs", "JAN,2026-03-02,True,Buzy", "New-AsAppointment", "'Buzy' is not one of")]
    [InlineData("User,Start,AllDay,Sensitivity", "JAN,2026-03-02,True,Secret", "New-AsAppointment", "'Secret' is not one of")]
    [InlineData("User,Start,AllDay,Reminder", "JAN,2026-03-02,True,soon", "New-AsAppointment", "'soon' is not a whole number.")]
    [InlineData("User,Start,AllDay,Reminder", "JAN,2026-03-02,True,1.5", "New-AsAppointment", "'1.5' is not a whole number.")]
    [InlineData("User,Start,AllDay,Sensitivity", "JAN,2026-03-02,True,3", "New-AsAppointment", "'3' is not one of")]
    [InlineData("User,Start,AllDay,End", "JAN,2026-03-02,True,2026-03-32", "New-AsAppointment", "'2026-03-32' is not a whole date.")]
    [InlineData("User,Start,AllDay", "JAN,tomorrow,True", "New-AsAppointment", "'tomorrow' is not a whole date.")]
    public async Task ACellThatCannotBeReadIsAnErrorAndNoDefault(string columns, string row, string command, string message)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.SetRows("Rows", columns, row);
        Assert.Contains(message, coupled.Fail("$Rows | " + command).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(coupled.Succeed("Get-AsUserMailbox NEW*; Get-AsAppointment"));
    }

    [Theory]
    [InlineData("Reminder = '15,5'", "New-AsAppointment", "'15,5' is not a whole number.")]
    [InlineData("Reminder = '1,500'", "New-AsAppointment", "'1,500' is not a whole number.")]
    [InlineData("Sensitivity = 'Personal,Private'", "New-AsAppointment", "'Personal,Private' is not one of")]
    [InlineData("ShowAs = 'Free, Busy'", "New-AsAppointment", "'Free, Busy' is not one of")]
    [InlineData(
        "Mailbox = 'new@contoso.test'; Direction = 'ToExchange,ToAllSolutions'",
        "Set-AsUserMailbox",
        "'ToExchange,ToAllSolutions' is not one of"
    )]
    public async Task ACellWithACommaIsNotTwoValuesInOne(string cells, string command, string message)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var row = $"[pscustomobject]@{{ User = 'NEW'; Start = '2026-03-02'; AllDay = 'True'; {cells} }}";
        Assert.Contains(message, coupled.Fail($"{row} | {command}").Exception.Message, StringComparison.Ordinal);
        Assert.Empty(coupled.Succeed("Get-AsUserMailbox NEW*; Get-AsAppointment"));
    }

    [Theory]
    [InlineData("2026-12-07 09:30", "2026-12-07T09:30:00")]
    [InlineData("25-12-2026 09:30", "2026-12-25T09:30:00")]
    [InlineData("12-12-2026 09:30", "2026-12-12T09:30:00")]
    [InlineData("07-12-2026 09:30", "'07-12-2026 09:30' can be 12 July or 7 December. Write the year first: 2026-12-07 or 2026-07-12.")]
    public async Task ADateThatTheCultureReadsOtherwiseThanPowerShellIsRefused(string text, string expected)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.SetRows("Rows", "User,Subject,Start,AllDay", $"JAN,x,{text},False");
        var script =
            "[cultureinfo]::CurrentCulture = 'nl-NL'; try { $Rows | New-AsAppointment -End '2026-12-31' -ErrorAction Stop | "
            + "ForEach-Object { $_.Start.ToString('s') } } catch { $_.Exception.Message }";
        Assert.Contains(expected, (string)Assert.Single(coupled.Succeed(script)).BaseObject, StringComparison.Ordinal);
        var typed = "[cultureinfo]::CurrentCulture = 'nl-NL'; try { Get-AsAppointment -From '07-12-2026' } catch { $_.Exception.Message }";
        Assert.Contains("can be 12 July or 7 December", (string)Assert.Single(coupled.Succeed(typed)).BaseObject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatExportCsvWritesInThePlaceOfAListIsNoCategory()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var result = coupled.Run(
            "[pscustomobject]@{ User = 'JAN'; Subject = 'Visit'; Start = '2026-03-02 09:00'; End = '2026-03-02 10:00'; Categories = "
                + "[string[]].FullName } | New-AsAppointment"
        );
        Assert.StartsWith("InvalidArgument,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(coupled.Succeed("Get-AsAppointment"));
    }

    [Fact]
    public async Task AStoreOutsideTheFileSystemIsRefused()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var result = coupled.Run("$ExecutionContext.SessionState.Path.SetLocation('Env:'); Get-AsUserMailbox -Store relative.db");
        Assert.Contains("is not a file", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    /// <summary>PowerShell looks for a drive before every colon.</summary>
    [Theory]
    [InlineData("a.db:b")]
    [InlineData("file:///data/a.db")]
    public async Task AStoreWithAColonIsNoDrive(string store)
    {
        await using var coupled = await Coupled.StartAsync();
        var error = Assert.Single(coupled.Run($"Get-AsUserMailbox -Store '{store}'").Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("stream inside a file", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnObjectThatIsNoUserIsNotSynchronisedByItsDisplayText()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Session.Set("Mailbox", new Mailbox());
        var result = coupled.Run("$Mailbox | Invoke-AsExchangeSync");
        Assert.Empty(result.Output);
        Assert.Contains("not a user", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal("JAN", Assert.Single(coupled.Succeed("Get-AsUserMailbox JAN | Invoke-AsExchangeSync")).Properties["User"].Value);
    }

    /// <summary>What Get-Mailbox returns in the Exchange Management Shell, as far as it matters: the display name is its text.</summary>
    public sealed class Mailbox
    {
        public string Alias => "jan";

        public string SamAccountName => "JJANSEN";

        public string Identity => "contoso.test/Users/Jan Jansen";

        public Address PrimarySmtpAddress => new(Coupled.Jan);

        public string UserPrincipalName => "jan@ad.contoso.test";

        public Guid ExchangeGuid { get; } = Guid.Parse("0d9f1f3b-6a2b-4b4e-8d3b-2f6f2f0a9c11");

        public override string ToString() => "JAN";
    }

    public readonly record struct Address(string Text)
    {
        public override string ToString() => Text;
    }
}
