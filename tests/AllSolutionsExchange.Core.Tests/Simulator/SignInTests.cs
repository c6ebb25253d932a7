using System.Net;
using System.Text;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>Authentication, versions and impersonation.</summary>
public sealed class SignInTests
{
    private const string GetCalendar =
        "<GetFolder><FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape><FolderIds><t:DistinguishedFolderId "
        + "Id=\"calendar\"/></FolderIds></GetFolder>";

    [Theory]
    [InlineData(AuthenticationMode.Basic, true)]
    [InlineData(AuthenticationMode.NtlmOnly, false)]
    public async Task Without_a_credential_401_says_what_is_offered(AuthenticationMode mode, bool offersBasic)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Authentication = mode });
        using var http = EwsWire.NewHttp(exchange);
        using var get = await http.GetAsync(exchange.Url);
        using var post = await http.PostAsync(exchange.Url, new StringContent("<x/>", Encoding.UTF8, "text/xml"));

        foreach (var answer in new[] { get, post })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains(answer.Headers.WwwAuthenticate, offer => offer.Scheme == "NTLM");
            Assert.Equal(offersBasic, answer.Headers.WwwAuthenticate.Any(offer => offer.Scheme == "Basic"));
        }
    }

    [Theory]
    [InlineData(@"CONTOSO\svc-allsolutions", null, HttpStatusCode.OK)]
    [InlineData("svc-allsolutions@contoso.test", null, HttpStatusCode.OK)]
    [InlineData(@"CONTOSO\svc-allsolutions", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("somebody", null, HttpStatusCode.Unauthorized)]
    public async Task The_account_signs_in_with_its_password(string user, string? password, HttpStatusCode expected)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var ews = new EwsWire(exchange);
        ews.Http.DefaultRequestHeaders.Authorization = EwsWire.Basic(user, password ?? exchange.Password);
        using var answer = await ews.PostAsync(ews.Envelope(GetCalendar));

        Assert.Equal(expected, answer.StatusCode);
        Assert.True(exchange.Requests.All[^1].HadAuthorization);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2019, "/owa/auth.owa")]
    [InlineData(ExchangeVersion.Exchange2010SP3, "/owa/auth/owaauth.dll")]
    public async Task Forms_of_OWA_redirect_to_their_page(ExchangeVersion version, string action)
    {
        await using var exchange = await SimulatedExchange.StartAsync(
            new SimulatorOptions { Authentication = AuthenticationMode.OwaForms, Version = version }
        );
        using var http = EwsWire.NewHttp(exchange);
        using var get = await http.GetAsync(exchange.Url);
        var page = await http.GetStringAsync(get.Headers.Location);

        Assert.Equal(HttpStatusCode.Found, get.StatusCode);
        Assert.Contains("/owa/auth/logon.aspx?replaceCurrent=1&url=", get.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains(action, page, StringComparison.Ordinal);
        Assert.Contains("name=\"logonForm\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_of_TMG_and_a_gateway_redirect_too()
    {
        await using var tmg = await SimulatedExchange.StartAsync(new SimulatorOptions { Authentication = AuthenticationMode.TmgForms });
        using var tmgHttp = EwsWire.NewHttp(tmg);
        using var tmgAnswer = await tmgHttp.GetAsync(tmg.Url);
        Assert.StartsWith(
            "/CookieAuth.dll?GetLogon?curl=Z2FEWSZ2FExchange.asmx&reason=0&formdir=",
            tmgAnswer.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );

        await using var gateway = await SimulatedExchange.StartAsync(
            new SimulatorOptions { Authentication = AuthenticationMode.GatewayRedirect }
        );
        using var gatewayHttp = EwsWire.NewHttp(gateway);
        using var gatewayAnswer = await gatewayHttp.GetAsync(gateway.Url);
        Assert.Equal("sts.contoso.test", gatewayAnswer.Headers.Location!.Host);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010SP3, "14.3.513.0", "Exchange2010_SP2", "Exchange2013")]
    [InlineData(ExchangeVersion.Exchange2013, "15.0.1497.48", "Exchange2013_SP1", "Exchange2016")]
    [InlineData(ExchangeVersion.Exchange2016, "15.1.2507.61", "Exchange2016", "Exchange2099")]
    [InlineData(ExchangeVersion.Exchange2019, "15.2.1748.39", "Exchange2016", "Exchange2099")]
    [InlineData(ExchangeVersion.ExchangeSE, "15.2.2562.53", "Exchange2016", "Exchange2099")]
    public async Task A_version_shows_its_build_and_takes_its_requests(ExchangeVersion version, string build, string taken, string refused)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Version = version });
        using var ews = new EwsWire(exchange) { ServerVersion = taken };
        using var answer = await ews.PostAsync(ews.Envelope(GetCalendar));
        var info = System
            .Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync())
            .Descendants(EwsWire.Types + "ServerVersionInfo")
            .Single();
        using var owa = await ews.Http.GetAsync(new Uri(exchange.Url, "/owa/"));

        Assert.Equal(build, string.Join('.', info.Attributes().Where(a => !a.IsNamespaceDeclaration).Take(4).Select(a => a.Value)));
        Assert.Equal(build, owa.Headers.GetValues("X-OWA-Version").Single());
        ews.ServerVersion = refused;
        Assert.Equal("ErrorInvalidServerVersion", await ews.FaultAsync(GetCalendar));
    }

    [Fact]
    public async Task Impersonation_is_held_to_the_scope()
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { ImpersonationScope = ["user1@contoso.test"] });
        using var ews = new EwsWire(exchange);
        Assert.Equal("NoError", (await ews.MessageAsync(GetCalendar)).Element(EwsWire.Messages + "ResponseCode")!.Value);

        ews.Mailbox = "user2@contoso.test";
        Assert.Equal("ErrorImpersonateUserDenied", await ews.FaultAsync(GetCalendar));
        ews.Mailbox = "nobody@contoso.test";
        Assert.Equal("ErrorNonExistentMailbox", await ews.FaultAsync(GetCalendar));
    }

    [Theory]
    [InlineData("PrimarySmtpAddress")]
    [InlineData("SmtpAddress")]
    [InlineData("PrincipalName")]
    [InlineData("SID")]
    public async Task A_user_can_be_named_in_four_ways(string choice)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var ews = new EwsWire(exchange);
        var value = choice == "SID" ? exchange.Mailboxes[1].Sid : exchange.Mailboxes[1].Address;
        var envelope = ews.Envelope(GetCalendar)
            .Replace(
                "<t:PrimarySmtpAddress>user1@contoso.test</t:PrimarySmtpAddress>",
                $"<t:{choice}>{value}</t:{choice}>",
                StringComparison.Ordinal
            );
        using var answer = await ews.PostAsync(envelope);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("user2@contoso.test", exchange.Requests.All[^1].Mailbox);
    }

    [Theory]
    [InlineData(false, "ErrorMissingEmailAddress")]
    [InlineData(true, "NoError")]
    public async Task An_account_without_a_mailbox_must_name_one(bool hasMailbox, string expected)
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { AccountHasMailbox = hasMailbox });
        using var ews = new EwsWire(exchange) { Mailbox = null };

        Assert.Equal(expected, (await ews.MessageAsync(GetCalendar)).Element(EwsWire.Messages + "ResponseCode")!.Value);
    }

    [Fact]
    public async Task A_DTD_is_refused()
    {
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var ews = new EwsWire(exchange);
        using var answer = await ews.PostAsync("<!DOCTYPE x [<!ENTITY e \"boom\">]>" + ews.Envelope(GetCalendar));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("ErrorSchemaValidation", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skewed_clock_is_seen_in_the_Date_header_and_request_ids_come_back()
    {
        var now = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
        await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Clock = () => now });
        using var ews = new EwsWire(exchange);
        ews.Http.DefaultRequestHeaders.Add("client-request-id", "abc");
        ews.Http.DefaultRequestHeaders.Add("return-client-request-id", "true");
        using var answer = await ews.PostAsync(ews.Envelope(GetCalendar));

        Assert.Equal(now, answer.Headers.Date);
        Assert.Equal("abc", answer.Headers.GetValues("client-request-id").Single());
        Assert.NotNull(answer.Content.Headers.ContentLength);
    }
}
