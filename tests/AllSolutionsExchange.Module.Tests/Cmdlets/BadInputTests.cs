using System.Management.Automation;
using System.Text;
using ExchangeSimulator;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>Bad input gives one typed error that says what to do, and nothing is written.</summary>
public sealed class BadInputTests
{
    private const string SetParameters = "Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint";

    [Theory]
    [InlineData("Set-AsExchangeParameter -Url http://mail.contoso.test -Credential $Credential", "UrlRefused", "ParameterException")]
    [InlineData(
        "Set-AsExchangeParameter -Url $Url -Credential $WrongCredential -CertificateThumbprint $Thumbprint",
        "EndpointTestFailed",
        "EndpointTestException"
    )]
    [InlineData("Set-AsExchangeParameter -Url $Url -Credential $Credential", "EndpointTestFailed", "EndpointTestException")]
    [InlineData("Set-AsExchangeParameter -Credential $Credential", "UrlMissing", "ParameterException")]
    [InlineData("Set-AsUserMailbox JAN", "MailboxMissing", "UserMailboxException")]
    [InlineData("New-AsAppointment JAN -Start '2026-03-02 10:00' -End '2026-03-02 09:00'", "EndBeforeStart", "RegisterException")]
    [InlineData("New-AsAppointment JAN -Start '2026-03-02 10:00'", "EndMissing", "RegisterException")]
    [InlineData("New-AsAppointment JAN -Start 2026-03-02 -End 2026-03-03 -TimeZone Atlantis", "TimeZoneUnknown", "RegisterException")]
    [InlineData("Get-AsExchangeParameter", "StoreMissing", "StoreMissingException")]
    [InlineData("Get-AsUserMailbox", "StoreMissing", "StoreMissingException")]
    [InlineData("Get-AsAppointment", "StoreMissing", "StoreMissingException")]
    [InlineData("Set-AsAppointment 1001 -Subject x", "StoreMissing", "StoreMissingException")]
    [InlineData("Invoke-AsExchangeSync", "StoreMissing", "StoreMissingException")]
    [InlineData("Test-AsExchangeEndpoint", "StoreMissing", "StoreMissingException")]
    public async Task BeforeThereIsAStore(string script, string id, string type)
    {
        await using var coupled = await Coupled.StartAsync();
        Refused(coupled, script, id, type);
        Assert.Empty(coupled.Files());
    }

    [Theory]
    [InlineData("Invoke-AsExchangeSync NOBODY", "UserNotRegistered", "SyncRequestException")]
    [InlineData("Set-AsUserMailbox NEW " + Coupled.Jan, "MailboxTaken", "UserMailboxException")]
    [InlineData("Remove-AsUserMailbox NOBODY", "UserNotRegistered", "UserMailboxException")]
    [InlineData("Remove-AsAppointment 7", "AppointmentNotFound", "RegisterException")]
    [InlineData("Set-AsAppointment 7 -Subject x", "AppointmentNotFound", "RegisterException")]
    [InlineData("Set-AsExchangeParameter -Proxy nonsense", "ProxyRefused", "ParameterException")]
    [InlineData("Test-AsExchangeEndpoint -Proxy nonsense", "ProxyRefused", "ParameterException")]
    [InlineData("Test-AsExchangeEndpoint $Url -Proxy http://svc:p4ss@proxy", "ProxyRefused", "ParameterException")]
    [InlineData("Find-AsExchangeEndpoint j.jansen@contoso.test -Proxy ftp://proxy", "ProxyRefused", "ParameterException")]
    [InlineData("Find-AsExchangeEndpoint j.jansen@contoso.test -Proxy http://svc:p4ss@proxy", "ProxyRefused", "ParameterException")]
    [InlineData("Invoke-AsExchangeSync -Plan ([pscustomobject]@{ User = 'JAN' })", "InvalidArgument", "ValueException")]
    [InlineData("Invoke-AsExchangeSync -AllowEmptySide", "AllowEmptySideNeedsOneUser", "SyncRequestException")]
    public async Task InAStore(string script, string id, string type)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var files = coupled.Files();
        Refused(coupled, script, id, type);
        Assert.Equal(files, coupled.Files());
    }

    [Fact]
    public async Task AnUnknownMailbox()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("Set-AsUserMailbox NEW nobody@contoso.test");
        Refused(coupled, "Invoke-AsExchangeSync NEW | Out-Null", "MailboxSyncFailed", "MailboxRefusedException");
        var planned = coupled.Fail("Invoke-AsExchangeSync NEW -WhatIf");
        Assert.StartsWith(
            "nobody@contoso.test: Exchange answered ErrorNonExistentMailbox",
            planned.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AnUnreadableStore()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var store = Path.Combine(coupled.Folder, "store.db");
        await File.WriteAllTextAsync(store, new string('x', 8192));
        foreach (var sidecar in Directory.GetFiles(coupled.Folder, "store.db-*"))
        {
            File.Delete(sidecar);
        }

        var files = coupled.Files();
        Refused(coupled, "Get-AsUserMailbox", "StoreUnusable", "StoreException");
        Refused(coupled, "Set-AsUserMailbox NEW new@contoso.test", "StoreUnusable", "StoreException");
        Refused(coupled, "Invoke-AsExchangeSync", "StoreUnusable", "StoreException");
        Assert.Equal(files, coupled.Files());
    }

    [Fact]
    public async Task HalfAnAnswerIsCarriedOnFromByTheNextRun()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Exchange.Faults.Add(new Fault(FaultKind.TruncatedXml) { Operation = "GetItem", Times = int.MaxValue });
        var error = coupled.Fail("Invoke-AsExchangeSync JAN -InitialMode Both | Out-Null");
        Assert.StartsWith("ItemSyncFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Empty(coupled.Succeed("Get-AsAppointment"));

        coupled.Exchange.Faults.Clear();
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        Assert.Single(coupled.Succeed("Get-AsAppointment"));
    }

    [Fact]
    public async Task ARefusedAccountEndsTheRunAndStopsTheNextUntilTheParametersAreSet()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Exchange.Faults.Add(new Fault(FaultKind.Unauthorized) { Times = int.MaxValue });
        Refused(coupled, "Invoke-AsExchangeSync | Out-Null", "AccountRefused", "AccountRefusedException");
        coupled.Exchange.Faults.Clear();
        coupled.Exchange.Requests.Clear();
        Refused(coupled, "Invoke-AsExchangeSync | Out-Null", "AccountRefused", "AccountRefusedException");
        Assert.Equal(0, coupled.Exchange.Requests.Count);

        coupled.Succeed(SetParameters);
        coupled.Succeed("Invoke-AsExchangeSync");
    }

    /// <summary>In the run that is refused, in the next one that does not start, and where only titles were asked for.</summary>
    [Theory]
    [InlineData("Invoke-AsExchangeSync | Out-Null", "Invoke-AsExchangeSync | Out-Null")]
    [InlineData("Get-AsSyncHold", "Get-AsSyncHold")]
    [InlineData("Get-AsSyncHold", "Invoke-AsExchangeSync | Out-Null")]
    public async Task ARefusedAccountIsToldWithTheCommandThatHelps(string first, string next)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Succeed("Invoke-AsExchangeSync");
        coupled.Exchange.Faults.Add(new Fault(FaultKind.Unauthorized) { Times = int.MaxValue });
        foreach (var command in new[] { first, next })
        {
            var run = coupled.Run($"try {{ {command} }} catch {{ $_ }}");
            var error = run.Errors.Concat(run.Values.OfType<ErrorRecord>()).First();
            var text = $"{error} {error.ErrorDetails?.RecommendedAction}";
            Assert.Equal(2, text.Split("Set-AsExchangeParameter -Credential 'CONTOSO\\svc-allsolutions'.").Length);
        }
    }

    [Theory]
    [InlineData("Set-AsExchangeParameter -Url $('https://svc:p4ss@' + 'mail.contoso.test')")]
    [InlineData("Set-AsExchangeParameter -Url $('svc:p4ss@' + 'mail contoso')")]
    [InlineData("Set-AsExchangeParameter -Proxy $('http://svc:p4ss@' + 'proxy')")]
    [InlineData("Test-AsExchangeEndpoint mail.contoso.test -Proxy $('http://svc:p4ss@' + 'proxy')")]
    [InlineData("Test-AsExchangeEndpoint $('https://svc:p4ss@' + 'mail.contoso.test') -Proxy nonsense")]
    [InlineData("Find-AsExchangeEndpoint j.jansen@contoso.test -Proxy $('http://svc:p4ss@' + 'proxy')")]
    [InlineData("Set-AsEwsProxy -Path x -ProxyAddress $('http://svc:p4ss@' + 'proxy') -Force")]
    [InlineData("Test-AsEwsProxy -Path x -CallbackUrl $('ftp://svc:p4ss@' + 'host')")]
    public async Task APasswordInAnAddressIsNotShown(string script)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var error = coupled.Fail(script);
        var shown = $"{error.Exception}|{error.ErrorDetails?.Message}|{error.ErrorDetails?.RecommendedAction}|{error.TargetObject}|{error}";
        Assert.DoesNotContain("p4ss", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AServerWithoutBasicInterruptsItsMailboxAndTheNextRunTriesAgain(int request)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("Invoke-AsExchangeSync");
        coupled.Exchange.Faults.Add(new Fault(FaultKind.BasicNotOffered) { Nth = request });
        var result = coupled.Run("Invoke-AsExchangeSync -FullResync -ThrottleLimit 1");
        Assert.Equal(
            ["Interrupted", "Success", "Success"],
            result.Output.Select(each => each.Properties["Status"].Value.ToString()!).Order(StringComparer.Ordinal)
        );
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MailboxInterrupted,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("(server SIMFE01)", error.Exception.Message, StringComparison.Ordinal);
        coupled.Succeed("Invoke-AsExchangeSync");
    }

    [Fact]
    public async Task AnItemThatEndsInALineBreakStopsNeitherTheAgendaNorTheSynchronisation()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "First", 9);
        var start = Coupled.Tomorrow.AddHours(12);
        coupled
            .Exchange.Mailbox(Coupled.Jan)
            .CreateAppointment(
                new Appointment
                {
                    Subject = "Meeting\u009B\u202E",
                    Start = start,
                    End = start.AddHours(1),
                    Attendees = [new Attendee("piet@contoso.test\r\n"), new Attendee("a\tb@contoso.test", "x\ny")],
                }
            );
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        Assert.Equal(["First", "Meeting"], coupled.Agenda("JAN"));
        coupled.Succeed("Invoke-AsExchangeSync JAN -FullResync");
    }

    /// <summary>Whichever side made it private: its title is neither in the error nor in what the error is about.</summary>
    [Theory]
    [InlineData("Exchange")]
    [InlineData("AllSolutions")]
    public async Task TheErrorOfAPrivateItemLeavesItsTitleOut(string side)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var id = coupled.Enter(Coupled.Jan, "Surgery", 9);
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        if (side == "AllSolutions")
        {
            coupled.Succeed("Get-AsAppointment JAN | Set-AsAppointment -Sensitivity Private");
        }

        coupled
            .Exchange.Mailbox(Coupled.Jan)
            .Edit(id, before => before with { Location = "there", Sensitivity = side == "Exchange" ? "Private" : "Normal" });
        coupled.Succeed("Invoke-AsExchangeSync JAN");
        coupled.Exchange.Mailbox(Coupled.Jan).Edit(id, before => before with { Location = "elsewhere" });
        coupled.Exchange.Faults.Add(new Fault(FaultAction.ItemError("Surgery")) { Operation = "GetItem", Times = int.MaxValue });
        var error = Assert.Single(coupled.Run("Invoke-AsExchangeSync JAN").Errors);
        var number = coupled.Succeed("(Get-AsAppointment JAN).Id")[0];
        Assert.Contains($"UTC, number {number} in AllSolutions failed", error.ErrorDetails.Message, StringComparison.Ordinal);
        var shown = $"{error.ErrorDetails.Message}|{error.ErrorDetails.RecommendedAction}|{error.Exception}|{error.TargetObject}";
        Assert.DoesNotContain("Surgery", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneItemThatExchangeRefusesIsOneErrorAndTheOthersAreDone()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "'Good', 'Bad' | ForEach-Object { New-AsAppointment JAN $_ -Start ([datetime]::Today.AddDays(1)) -AllDay } | Out-Null"
        );
        coupled.Exchange.Faults.Add(new Fault(FaultAction.ItemError("Bad")) { Times = int.MaxValue });
        var result = coupled.Run("Invoke-AsExchangeSync JAN -InitialMode Both");
        Assert.Equal("SuccessWithErrors", $"{Assert.Single(result.Output).Properties["Status"].Value}");
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("ItemSyncFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"{Coupled.Jan}: The appointment 'Bad' of ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(" failed in Exchange. Exchange answered Error", error.ErrorDetails.Message, StringComparison.Ordinal);

        // Of a code without advice of its own the error advises, and not the server's text once more.
        Assert.Equal("Correct the item. The runs that follow try it again by themselves.", error.ErrorDetails.RecommendedAction);
        Assert.Equal("Bad", PSObject.AsPSObject(error.TargetObject).Properties["Title"].Value);
        Assert.Equal(["Good"], coupled.Calendar(Coupled.Jan));
    }

    [Fact]
    public async Task ThePasswordIsNowhereInClear()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("filter global:Show { foreach ($each in $_.PSObject.Properties) { \"$($each.Name) = $($each.Value)\" } }");
        coupled.Session.RunOnScreen(
            "Get-AsExchangeParameter | Show; Set-AsExchangeParameter -Credential $Credential -PassThru -Verbose | Show; $Credential | Show"
        );
        coupled.Session.RunOnScreen(
            "Test-AsExchangeEndpoint -Verbose | Show; Invoke-AsExchangeSync -Verbose -InitialMode Both | Show; Invoke-AsExchangeSync "
                + "-WhatIf -Verbose"
        );
        coupled.Exchange.Faults.Add(new Fault(FaultKind.Unauthorized) { Times = int.MaxValue });
        coupled.Session.RunOnScreen("Invoke-AsExchangeSync -Verbose");
        coupled.Session.RunOnScreen("$Error | ForEach-Object { $_ | Show; $_.Exception.ToString(); $_.InvocationInfo | Show }");

        var said = string.Join('\n', coupled.Session.Host.Screen);
        Assert.Contains("VERBOSE: ", said, StringComparison.Ordinal);
        Assert.Contains("HTTP 401", said, StringComparison.Ordinal);
        Assert.Contains("ToAllSolutions = +0 ~0 -0", said, StringComparison.Ordinal);
        Assert.DoesNotContain("is not recognized", said, StringComparison.Ordinal);
        foreach (var secret in Secrets(coupled.Exchange))
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.All(
                Directory.GetFiles(coupled.Folder, "*", SearchOption.AllDirectories),
                file =>
                {
                    var bytes = File.ReadAllBytes(file);
                    Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
                    Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)));
                }
            );
        }
    }

    private static IEnumerable<string> Secrets(SimulatedExchange exchange) =>
        [
            exchange.Password,
            Base64(exchange.Password),
            Base64($"{exchange.Account}:{exchange.Password}"),
            Base64($"{exchange.Account.Split('\\')[1]}:{exchange.Password}"),
        ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The apostrophe of "the user's" opens nothing that is quoted: what to do is still told from what is wrong.</summary>
    [Theory]
    [InlineData("Remove-AsUserMailbox J* -Confirm:$false")]
    [InlineData("Set-AsUserMailbox J* j.other@contoso.test")]
    public async Task AUsersCodeWithAWildcardIsRefusedWithWhatToDo(string script)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var error = coupled.Fail(script);
        Assert.Equal(
            "The user's code 'J*' holds a wildcard character (* ? [ ]), by which several users are named.",
            error.ErrorDetails.Message
        );
        Assert.Equal("Give the code of one user.", error.ErrorDetails.RecommendedAction);
    }

    private static void Refused(Coupled coupled, string script, string id, string type)
    {
        var error = coupled.Fail(script);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(type, error.Exception.GetType().Name);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Equal(0, coupled.Exchange.Requests.ChangingCount);
    }
}
