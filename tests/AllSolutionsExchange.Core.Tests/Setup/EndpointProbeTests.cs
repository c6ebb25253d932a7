using AllSolutionsExchange.Setup;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>The probe against a whole Exchange, over real TLS.</summary>
public sealed class EndpointProbeTests
{
    [Theory]
    [InlineData(ExchangeVersion.Exchange2010SP3, "Exchange Server 2010", "SP3", "14.3.513.0", EndpointStepOutcome.Warning)]
    [InlineData(ExchangeVersion.Exchange2013, "Exchange Server 2013", "CU23", "15.0.1497.48", EndpointStepOutcome.Warning)]
    [InlineData(ExchangeVersion.Exchange2016, "Exchange Server 2016", "CU23", "15.1.2507.61", EndpointStepOutcome.Warning)]
    [InlineData(ExchangeVersion.Exchange2019, "Exchange Server 2019", "CU15", "15.2.1748.39", EndpointStepOutcome.Warning)]
    [InlineData(ExchangeVersion.ExchangeSE, "Exchange Server Subscription Edition", "RTM", "15.2.2562.53", EndpointStepOutcome.Passed)]
    public async Task A_good_endpoint_succeeds_with_and_without_a_credential(
        ExchangeVersion version,
        string product,
        string update,
        string build,
        string support
    )
    {
        await using var server = await StartAsync(new() { Version = version, Password = Probe.Password });
        var anonymous = await Probe.RunAsync(Probe.Options(server));
        Assert.True(anonymous.Succeeded);
        Assert.Equal((product, build), (anonymous.ServerProduct, anonymous.ServerBuild?.ToString()));
        Assert.Equal("No credential was given.", anonymous.Step("SignIn").Detail);
        Assert.Equal(0, server.Requests.CountWhere(request => request.HadAuthorization));

        var signedIn = await Probe.RunAsync(Probe.Full(server));
        Assert.Equal(
            ["Dns Warning", .. support == EndpointStepOutcome.Passed ? Array.Empty<string>() : ["Version Warning"]],
            NotPassed(signedIn)
        );
        Assert.Equal((product, build), (signedIn.ServerProduct, signedIn.ServerBuild?.ToString()));
        Assert.Contains($"{product} {update}, build {build}.", signedIn.Step("Version").Detail, StringComparison.Ordinal);
        Assert.Equal(["Negotiate", "NTLM", "Basic"], signedIn.AuthenticationMethods);
        Assert.Equal(server.Thumbprint, signedIn.Certificate!.Thumbprint);
        Assert.Equal("CN=localhost", signedIn.Certificate.Subject);
        Assert.Null(signedIn.Mailbox);
        Assert.Equal(1, server.Requests.CountWhere(request => request.HadAuthorization));
        Assert.Equal(0, server.Requests.ChangingCount);
    }

    [Fact]
    public async Task What_an_admin_types_becomes_the_full_URL()
    {
        await using var server = await StartAsync();
        var result = await Probe.RunAsync(Probe.Options(server) with { Url = $" localhost:{server.Url.Port}/ews " });
        Assert.True(result.Succeeded);
        Assert.Equal(server.Url.AbsoluteUri, result.Url);
    }

    [Fact]
    public async Task Basic_off_fails_with_the_command_that_turns_it_on()
    {
        await using var server = await StartAsync(new() { Authentication = AuthenticationMode.NtlmOnly });
        var result = await Probe.RunAsync(Probe.Full(server));
        Assert.Contains("-BasicAuthentication $true", result.OnlyFailed("Authentication").Advice, StringComparison.Ordinal);
        Assert.Equal(["Negotiate", "NTLM"], result.AuthenticationMethods);
        HeldBack(server, result, "Authentication");
    }

    [Theory]
    [InlineData(AuthenticationMode.OwaForms, ExchangeVersion.Exchange2019, "Outlook on the web", "HTTP 302")]
    [InlineData(AuthenticationMode.OwaForms, ExchangeVersion.Exchange2010SP3, "Outlook on the web", "HTTP 440")]
    [InlineData(AuthenticationMode.TmgForms, ExchangeVersion.Exchange2010SP3, "ISA or TMG", "HTTP 302")]
    public async Task A_logon_form_in_front_of_EWS_is_told_as_one(
        AuthenticationMode mode,
        ExchangeVersion version,
        string whose,
        string status
    )
    {
        await using var server = await StartAsync(new() { Authentication = mode, Version = version });
        var result = await Probe.RunAsync(Probe.Full(server));
        var failed = result.OnlyFailed("Authentication");
        Assert.Contains(whose, failed.Detail, StringComparison.Ordinal);
        Assert.Contains(status, failed.Detail, StringComparison.Ordinal);
        Assert.Contains("form", failed.Advice, StringComparison.Ordinal);
        Assert.Equal(["Forms"], result.AuthenticationMethods);
        HeldBack(server, result, "Authentication");
    }

    [Theory]
    [InlineData(AuthenticationMode.BearerOnly, "only Bearer", "1 April 2027", "Bearer")]
    [InlineData(AuthenticationMode.LoginTimeout, "440 Login Timeout", "without a form", "Forms")]
    [InlineData(AuthenticationMode.LogonPage, "(HTTP 200)", "without a form", "Forms")]
    [InlineData(AuthenticationMode.Anonymous, "lets in a request without", "signs in by itself", "Anonymous")]
    [InlineData(AuthenticationMode.Forbidden, "publishing rule", "/EWS/*", "")]
    [InlineData(AuthenticationMode.NotFound, "no EWS at /EWS/Exchange.asmx", "InternalUrl", "")]
    [InlineData(AuthenticationMode.ServerError, "HTTP 500", "web.config", "")]
    [InlineData(AuthenticationMode.Unavailable, "HTTP 503", "MSExchangeServicesAppPool", "")]
    public async Task Whatever_else_answers_is_told_apart(AuthenticationMode mode, string detail, string advice, string method)
    {
        await using var server = await StartAsync(new() { Authentication = mode });
        var result = await Probe.RunAsync(Probe.Full(server));
        var failed = result.OnlyFailed("Authentication");
        Assert.Contains(detail, failed.Detail, StringComparison.Ordinal);
        Assert.Contains(advice, failed.Advice, StringComparison.Ordinal);
        Assert.Equal(method, string.Join(' ', result.AuthenticationMethods));
        HeldBack(server, result, "Authentication");
    }

    [Fact]
    public async Task A_gateway_is_named_and_not_followed()
    {
        await using var server = await StartAsync(new() { Authentication = AuthenticationMode.GatewayRedirect });
        var result = await Probe.RunAsync(Probe.Full(server));
        Assert.Contains("sts.contoso.test", result.OnlyFailed("Authentication").Detail, StringComparison.Ordinal);
        Assert.Empty(result.AuthenticationMethods);
        HeldBack(server, result, "Authentication");
    }

    [Theory]
    [InlineData(null, "does not trust")]
    [InlineData("0000000000000000000000000000000000000000", "not the certificate whose thumbprint is set")]
    public async Task A_certificate_that_is_not_accepted_is_shown_and_nothing_is_sent(string? thumbprint, string reason)
    {
        await using var server = await StartAsync();
        var result = await Probe.RunAsync(Probe.Full(server) with { CertificateThumbprint = thumbprint });
        var failed = result.OnlyFailed("CertificateTrust");
        Assert.Contains(reason, failed.Detail, StringComparison.Ordinal);
        Assert.Contains(server.Thumbprint, failed.Detail, StringComparison.Ordinal);
        Assert.Contains("Get-ExchangeCertificate", failed.Advice, StringComparison.Ordinal);
        Assert.Equal(server.Thumbprint, result.Certificate!.Thumbprint);
        result.SkippedBecauseOf("CertificateTrust", "Authentication", "SignIn", "Version");
        Assert.Equal(0, server.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once()
    {
        await using var server = await StartAsync();
        var result = await Probe.RunAsync(Probe.Full(server) with { Credential = Probe.Credential });
        var failed = result.OnlyFailed("SignIn");
        Assert.Contains(@"CONTOSO\svc-allsolutions", failed.Detail, StringComparison.Ordinal);
        Assert.Contains(@"Get-User 'CONTOSO\svc-allsolutions'", failed.Advice, StringComparison.Ordinal);
        foreach (
            var reason in new[]
            {
                @"DOMAIN\user",
                "Search-ADAccount -LockedOut",
                "Get-AuthenticationPolicy",
                "15 minutes",
                "ExtendedProtectionTokenChecking",
            }
        )
        {
            Assert.Contains(reason, failed.Advice, StringComparison.Ordinal);
        }

        Assert.Equal("Exchange Server 2019", result.ServerProduct);
        Assert.Equal(1, server.Requests.CountWhere(request => request.HadAuthorization));
    }

    [Theory]
    [InlineData(true, "has a mailbox of its own")]
    [InlineData(false, "has no mailbox of its own, and needs none")]
    public async Task An_account_needs_no_mailbox(bool hasMailbox, string told)
    {
        await using var server = await StartAsync(new() { AccountHasMailbox = hasMailbox });
        var step = (await Probe.RunAsync(Probe.Full(server))).Step("SignIn");
        Assert.Equal(EndpointStepOutcome.Passed, step.Outcome);
        Assert.Contains(told, step.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_was_refused_elsewhere_is_not_tried_again()
    {
        await using var server = await StartAsync();
        var failed = (
            await Probe.RunAsync(Probe.Full(server) with { RefusedBy = "https://other.contoso.test/EWS/Exchange.asmx" })
        ).OnlyFailed("SignIn");
        Assert.Contains("other.contoso.test", failed.Detail, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests.CountWhere(request => request.HadAuthorization));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_not_waited_for()
    {
        await using var server = await StartAsync();
        server.Faults.Add(new Fault(FaultAction.ServerBusy(3_600_000)));
        var failed = (await Probe.RunAsync(Probe.Full(server))).OnlyFailed("SignIn");
        Assert.Contains("ErrorServerBusy", failed.Detail, StringComparison.Ordinal);
    }

    private static Task<SimulatedExchange> StartAsync(SimulatorOptions? options = null) =>
        SimulatedExchange.StartAsync(options ?? new SimulatorOptions());

    private static IEnumerable<string> NotPassed(EndpointTestResult result) =>
        result.Steps.Where(step => step.Outcome != EndpointStepOutcome.Passed).Select(step => $"{step.Name} {step.Outcome}");

    private static void HeldBack(SimulatedExchange server, EndpointTestResult result, string failed)
    {
        result.SkippedBecauseOf(failed, "SignIn");
        Assert.NotNull(result.ServerBuild);
        Assert.Equal(0, server.Requests.CountWhere(request => request.HadAuthorization));
    }
}
