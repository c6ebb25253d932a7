using System.Collections;
using AllSolutionsExchange.ModuleTests.Cmdlets;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What a console shows of the module's types.</summary>
public sealed class FormatTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Unspecified);

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void AResultShowsWhatWasDoneOnEachSide() =>
        Shows(
            CoreTypes.Make(
                "Sync.SyncResult",
                new Hashtable
                {
                    ["User"] = "JAN",
                    ["Mailbox"] = "j.jansen@contoso.nl",
                    ["Kind"] = "Appointment",
                    ["ToExchange"] = CoreTypes.Construct("Sync.SyncCounts", 3, 1, 0),
                    ["Held"] = 2,
                }
            ),
            "User Kind Status ToExchange ToAllSolutions Held",
            "JAN Appointment Success +3 ~1 -0 +0 ~0 -0 2"
        );

    [Theory]
    [InlineData("Appointment", "StartUtc", "2026-03-02 09:30")]
    [InlineData("Task", "DueDate", "2026-03-02")]
    public void APlanShowsWhatWouldBeDoneAndWhy(string kind, string time, string shown) =>
        Shows(
            CoreTypes.Make(
                "Sync.SyncPlanItem",
                new Hashtable
                {
                    ["User"] = "JAN",
                    ["Mailbox"] = "j.jansen@contoso.nl",
                    ["Kind"] = kind,
                    ["Action"] = "Create",
                    ["Target"] = "Exchange",
                    ["Reason"] = "New",
                    ["Title"] = "Visit",
                    [time] = Start,
                }
            ),
            $"User: JAN, j.jansen@contoso.nl, {kind}",
            "Action Target Start (UTC)/due Title Reason",
            $"Create Exchange {shown} Visit New"
        );

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void ALineOfAPlanThatWasNotCarriedOutShowsItsUserAndTheWholeReason(int width)
    {
        const string Reason = "The plan names one of the two lines of this item: a first match is carried out whole or not at all.";
        _session.Host.Resize(width);
        _session.Set(
            "Value",
            CoreTypes.Construct(
                "Sync.SyncPlanLeftover",
                "JAN",
                "Appointment",
                "Create",
                "AllSolutions",
                "Visit",
                Start,
                null!,
                "7",
                null!,
                Reason
            )
        );
        _session.RunOnScreen("$Value");
        var rows = _session.Host.Screen.Where(line => line.Length > 0).ToList();
        Assert.Equal(
            "User Action Target Start (UTC)/due Title Reason",
            string.Join(' ', rows[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
        Assert.StartsWith(
            "JAN Create AllSolutions 2026-03-02 09:30 Visit The plan ",
            string.Join(' ', rows[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        var column = rows[0].IndexOf("Reason", StringComparison.Ordinal);
        Assert.Equal(Reason, string.Join(' ', rows.Skip(2).Select(row => row[column..].Trim())));
    }

    [Theory]
    [InlineData(80, "Appointment", "StartUtc", "2026-03-02 09:30")]
    [InlineData(120, "Appointment", "StartUtc", "2026-03-02 09:30")]
    [InlineData(80, "Task", "DueDate", "2026-03-02")]
    public void WhatIsLeftAloneShowsWithTheReasonAndSinceWhen(int width, string kind, string time, string shown)
    {
        const string Title = "Visit to the new site";
        _session.Host.Resize(width);
        Shows(
            CoreTypes.Make(
                "Sync.SyncHold",
                new Hashtable
                {
                    ["User"] = "JAN",
                    ["Mailbox"] = "j.jansen@contoso.nl",
                    ["Kind"] = kind,
                    ["Side"] = "AllSolutions",
                    ["Title"] = Title,
                    [time] = Start,
                    ["Reason"] = "OutsideWindow",
                    ["SinceUtc"] = Start,
                    ["Advice"] = "Wait.",
                }
            ),
            $"User: JAN, j.jansen@contoso.nl, {kind}",
            "Side Start (UTC)/due Title Reason Since (UTC)",
            $"AllSolutions {shown} {Title} OutsideWindow 2026-03-02"
        );
    }

    /// <summary>What the next run does with what waits is seen at a glance, and so is who is left out.</summary>
    [Theory]
    [InlineData("", "all Both")]
    [InlineData("-Kind Task", "Task Both")]
    [InlineData("-Enabled $false -InitialMode Both", "all disabled Both")]
    [InlineData("-Direction ToAllSolutions -InitialMode AllSolutionsToExchange", "all ToAllSolutions ToExchange")]
    [InlineData("-InitialMode ExchangeToAllSolutions -Direction ToExchange", "all ToExchange ToAllSolutions")]
    [InlineData("-Kind Task -InitialMode Both; Set-AsUserMailbox JAN -Kind Task, Appointment -InitialMode Match", "all Both by kind")]
    public async Task AUserShowsWithTheMailbox(string options, string shown)
    {
        const string Mailbox = "a.van.den.berg@contoso.test";
        await using var coupled = await Coupled.StartAsync();
        coupled.Session.Host.Resize(80);
        coupled.Succeed($"Set-AsUserMailbox JAN {Mailbox} {options}");
        coupled.Session.RunOnScreen("Get-AsUserMailbox");
        var lines = coupled
            .Session.Host.Screen.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ToList();
        Assert.Contains("User Mailbox Kinds Direction InitialMode", lines);
        Assert.Contains($"JAN {Mailbox} {shown}", lines);

        // The view takes two for all.
        Assert.Equal(2, Enum.GetValues(CoreTypes.Find("Model.ItemKind")).Length);
    }

    [Theory]
    [InlineData(false, "7 JAN 2026-03-02 09:30 +01:00 2026-03-02 10:30 Visit")]
    [InlineData(true, "7 JAN 2026-03-02 2026-03-02 Visit")]
    public void AnAppointmentShowsItsTimesAndAnAllDayOneItsDates(bool isAllDay, string row) =>
        Shows(
            CoreTypes.Make(
                "AllSolutions.RegisterAppointment",
                new Hashtable
                {
                    ["Id"] = "7",
                    ["User"] = "JAN",
                    ["Subject"] = "Visit",
                    ["Start"] = Start,
                    ["End"] = Start.AddHours(1),
                    ["StartUtc"] = isAllDay ? null : DateTime.SpecifyKind(Start.AddHours(-1), DateTimeKind.Utc),
                    ["IsAllDay"] = isAllDay,
                }
            ),
            "Id User Start End Subject",
            row
        );

    [Theory]
    [InlineData(true, "7 JAN 2026-03-02 WaitingOnOthers 40 Quotation")]
    [InlineData(false, "7 JAN WaitingOnOthers 40 Quotation")]
    public void ATaskShowsWhenItIsDueAndHowFarItIs(bool isDue, string row) =>
        Shows(
            CoreTypes.Make(
                "AllSolutions.RegisterTask",
                new Hashtable
                {
                    ["Id"] = "7",
                    ["User"] = "JAN",
                    ["Subject"] = "Quotation",
                    ["DueDate"] = isDue ? Start.Date : null,
                    ["Status"] = "WaitingOnOthers",
                    ["PercentComplete"] = 40,
                }
            ),
            "Id User DueDate Status % Subject",
            row
        );

    [Fact]
    public void TheParametersShowWhereExchangeIs() =>
        Shows(
            CoreTypes.Make(
                "AllSolutions.ExchangeParameters",
                new Hashtable { ["Url"] = new Uri("https://mail.contoso.nl/EWS/Exchange.asmx"), ["UserName"] = "svc" }
            ),
            "Url : https://mail.contoso.nl/EWS/Exchange.asmx",
            "UserName : svc"
        );

    [Fact]
    public void TheParametersShowThatTheAccountIsRefused() =>
        Shows(
            CoreTypes.Make(
                "AllSolutions.ExchangeParameters",
                new Hashtable
                {
                    ["Url"] = new Uri("https://mail.contoso.nl/EWS/Exchange.asmx"),
                    ["UserName"] = "svc",
                    ["AccountRefusedUtc"] = Start,
                    ["AccountRefusedReason"] = "HTTP 401",
                }
            ),
            "AccountRefusedUtc : 2026-03-02T09:30:00",
            "AccountRefusedReason : HTTP 401"
        );

    [Fact]
    public void ANarrowScreenShowsEveryColumnOfAResult()
    {
        _session.Host.Resize(80);
        Shows(
            CoreTypes.Make(
                "Sync.SyncResult",
                new Hashtable
                {
                    ["User"] = "JAN",
                    ["Mailbox"] = "j.jansen@contoso.nl",
                    ["Kind"] = "Appointment",
                    ["Status"] = "SuccessWithErrors",
                    ["ToAllSolutions"] = CoreTypes.Construct("Sync.SyncCounts", 300, 1, 0),
                    ["Held"] = 12,
                }
            ),
            "User Kind Status ToExchange ToAllSolutions Held",
            "JAN Appointment SuccessWithErrors +0 ~0 -0 +300 ~1 -0 12"
        );
    }

    [Fact]
    public void ARunOverManyMailboxesTakesALineForEachUserAndKind()
    {
        _session.Host.Resize(80);
        var users = Enumerable.Range(1, 20).Select(number => $"USER{number:00}").ToList();
        var results = users.SelectMany(user =>
            new[] { "Appointment", "Task" }.Select(kind =>
                CoreTypes.Make(
                    "Sync.SyncResult",
                    new Hashtable
                    {
                        ["User"] = user,
                        ["Mailbox"] = $"{user}@contoso.nl",
                        ["Kind"] = kind,
                    }
                )
            )
        );
        _session.Set("Value", results.ToArray());
        _session.RunOnScreen("$Value");
        var screen = _session.Host.Screen.Where(line => line.Trim().Length > 0).ToList();
        Assert.Equal(42, screen.Count);
        Assert.All(users, user => Assert.Equal(2, screen.Count(line => line.StartsWith(user, StringComparison.Ordinal))));
    }

    [Fact]
    public void ANarrowScreenShowsWhatToDoInLinesThatCanBeRead()
    {
        _session.Host.Resize(80);
        _session.Set("Value", Step("CertificateDates", "Failed", "It expired on 2026-01-01."));
        _session.RunOnScreen("$Value");
        Assert.Contains(_session.Host.Screen, line => line.EndsWith("Renew it.", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEndpointThatWasFoundShowsWhoToldIt() =>
        Shows(
            CoreTypes.Construct(
                "Setup.Autodiscover.AutodiscoverResult",
                "j@contoso.nl",
                new Uri("https://mail.contoso.nl/EWS/Exchange.asmx"),
                "Autodiscover V2 (JSON)",
                Array.CreateInstance(CoreTypes.Find("Setup.Autodiscover.AutodiscoverRedirect"), 0)
            ),
            "Mailbox : j@contoso.nl",
            "Url : https://mail.contoso.nl/EWS/Exchange.asmx",
            "Source : Autodiscover V2 (JSON)"
        );

    [Fact]
    public void AStepShowsWhatToDo() =>
        Shows(
            Step("CertificateDates", "Failed", "It has expired."),
            "Name Outcome Finding",
            "CertificateDates Failed It has expired.",
            "Renew it."
        );

    [Fact]
    public void ATestShowsWhatFailedBeforeWhatIsToBeLookedAt() =>
        Shows(
            CoreTypes.Make(
                "Setup.EndpointTestResult",
                new Hashtable
                {
                    ["Url"] = "https://m.nl/EWS/Exchange.asmx",
                    ["AuthenticationMethods"] = Array.Empty<string>(),
                    ["Steps"] = Steps(Step("Url", "Passed", "Good."), Step("Dns", "Warning", "Private."), Step("Tcp", "Failed", "Closed.")),
                }
            ),
            "Succeeded Tested Finding",
            "False m.nl Tcp: Closed."
        );

    private static object Step(string name, string outcome, string detail) =>
        CoreTypes.Construct("Setup.EndpointTestStep", name, outcome, detail, "Renew it.", TimeSpan.Zero);

    private static Array Steps(params object[] steps)
    {
        var array = Array.CreateInstance(CoreTypes.Find("Setup.EndpointTestStep"), steps.Length);
        steps.CopyTo(array, 0);
        return array;
    }

    [Fact]
    public void AProxyShowsWithItsServer() =>
        Shows(
            CoreTypes.Make(
                "Setup.Proxy.EwsProxy",
                new Hashtable
                {
                    ["Server"] = "mbx01.contoso.nl",
                    ["Path"] = @"\\mbx01\C$\web.config",
                    ["IsConfigured"] = true,
                    ["Enabled"] = true,
                    ["ProxyAddress"] = new Uri("http://proxy:8080"),
                    ["BypassOnLocal"] = true,
                    ["BypassList"] = new[] { "a", "b" },
                    ["Changed"] = true,
                }
            ),
            "Server Proxy BypassOnLocal BypassList Changed",
            "mbx01.contoso.nl http://proxy:8080/ True {a, b} True"
        );

    [Fact]
    public void ATestOfAProxyShowsWhatWasFound() =>
        Shows(
            CoreTypes.Make(
                "Setup.Proxy.EwsProxyTestResult",
                new Hashtable
                {
                    ["Succeeded"] = false,
                    ["Server"] = "mbx01.contoso.nl",
                    ["Path"] = "web.config",
                    ["TestedFrom"] = "MBX01",
                    ["Proxy"] = CoreTypes.Make(
                        "Setup.Proxy.EwsProxy",
                        new Hashtable
                        {
                            ["Server"] = "mbx01.contoso.nl",
                            ["Path"] = "web.config",
                            ["IsConfigured"] = false,
                        }
                    ),
                    ["Drift"] = new[] { "The proxy is gone." },
                    ["CallbackDirect"] = CoreTypes.Construct("Setup.Proxy.CallbackAnswer", false, "No."),
                    ["CallbackConfigured"] = CoreTypes.Construct("Setup.Proxy.CallbackAnswer", true, "Yes."),
                }
            ),
            "Succeeded : False",
            "Server : mbx01.contoso.nl",
            "Drift : The proxy is gone.",
            "CallbackDirect : No.",
            "CallbackConfigured : Yes."
        );

    private void Shows(object value, params string[] lines)
    {
        _session.Set("Value", value);

        // Dates are shown in the culture of whoever runs the tests, if nobody says otherwise.
        _session.RunOnScreen("[cultureinfo]::CurrentCulture = ''; $Value");
        var screen = _session.Host.Screen.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.All(lines, line => Assert.Contains(line, screen));
    }
}
