using System.Net;
using System.Text;
using System.Xml.Linq;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>GetUserSettings, and how clients learn that there is such a service.</summary>
public sealed class AutodiscoverSoapTests : SimulatorTest
{
    private static readonly XNamespace A = "http://schemas.microsoft.com/exchange/2010/Autodiscover";

    protected override SimulatorOptions Options() =>
        new()
        {
            Mailboxes = ["jan@contoso.test"],
            AutodiscoverRedirects = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["oud@contoso.test"] = "jan@contoso.test",
                ["elders@contoso.test"] = "https://elders.test/autodiscover/autodiscover.svc",
            },
        };

    [Theory]
    [InlineData("/autodiscover/autodiscover.xml")]
    [InlineData("/Autodiscover/Autodiscover.svc")]
    public async Task The_401_announces_the_service(string path)
    {
        using var http = EwsWire.NewHttp(Exchange);
        using var answer = await http.GetAsync(new Uri(Exchange.Url, path));

        Assert.Equal((HttpStatusCode.Unauthorized, "True"), (answer.StatusCode, answer.Headers.GetValues("X-SOAP-Enabled").Single()));
        Assert.Contains("Basic", answer.Headers.WwwAuthenticate.Select(offer => offer.Scheme));
    }

    [Fact]
    public async Task Settings_are_answered_and_those_that_there_are_not_named()
    {
        var answer = await AskAsync("jan@contoso.test", "UserDisplayName", "InternalEwsUrl", "ExternalEwsUrl", "InternalOABUrl");
        var user = Assert.Single(answer.Descendants(A + "UserResponse"));

        Assert.Equal("NoError", user.Element(A + "ErrorCode")!.Value);
        var settings = user.Descendants(A + "UserSetting")
            .ToDictionary(s => s.Element(A + "Name")!.Value, s => s.Element(A + "Value")!.Value, StringComparer.Ordinal);
        Assert.Equal((3, "jan", Exchange.Url.ToString()), (settings.Count, settings["UserDisplayName"], settings["InternalEwsUrl"]));
        Assert.Equal("InternalOABUrl", Assert.Single(user.Descendants(A + "SettingName")).Value);
        Assert.Equal("15", answer.Descendants(A + "MajorVersion").Single().Value);
    }

    [Theory]
    [InlineData("nobody@contoso.test", "InvalidUser", "")]
    [InlineData("oud@contoso.test", "RedirectAddress", "jan@contoso.test")]
    [InlineData("elders@contoso.test", "RedirectUrl", "https://elders.test/autodiscover/autodiscover.svc")]
    public async Task Who_has_no_mailbox_here_is_told_so_or_sent_on(string user, string code, string target)
    {
        var response = Assert.Single((await AskAsync(user, "InternalEwsUrl")).Descendants(A + "UserResponse"));

        Assert.Equal((code, target), (response.Element(A + "ErrorCode")!.Value, response.Element(A + "RedirectTarget")!.Value));
    }

    [Fact]
    public async Task What_is_no_request_is_answered_as_one() =>
        Assert.Equal("InvalidRequest", (await PostAsync("<x/>")).Descendants(A + "ErrorCode").Single().Value);

    private Task<XElement> AskAsync(string user, params string[] settings) =>
        PostAsync(
            $"<s:Envelope xmlns:s=\"{EwsWire.Soap}\" "
                + $"xmlns=\"{A}\"><s:Body><GetUserSettingsRequestMessage><Request><Users><User><Mailbox>{user}</Mailbox></User></Users>"
                + $"<RequestedSettings>{string.Concat(settings.Select(s => $"<Setting>{s}</Setting>"))}</RequestedSettings></Request>"
                + "</GetUserSettingsRequestMessage></s:Body></s:Envelope>"
        );

    private async Task<XElement> PostAsync(string envelope)
    {
        using var answer = await Ews.Http.PostAsync(
            new Uri(Exchange.Url, "/autodiscover/autodiscover.svc"),
            new StringContent(envelope, Encoding.UTF8, "text/xml")
        );
        return XElement.Parse(await answer.Content.ReadAsStringAsync());
    }
}
