using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Answers of Autodiscover and versions of servers that hold what no text or number can: no address and no version, never an
/// exception.</summary>
public sealed class OddAnswerTests
{
    [Theory]
    [InlineData("""{"Url":"\ud800"}""")]
    [InlineData("""{"Url":"\udc00\ud800"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    [InlineData("""{"Url":null}""")]
    [InlineData("""{"Url":{"Url":"x"}}""")]
    [InlineData("""["Url"]""")]
    [InlineData("\"Url\"")]
    [InlineData("")]
    [InlineData("<html/>")]
    public void An_answer_in_JSON_without_an_address_names_none(string body) => Assert.Null(JsonProtocol.Read(body));

    [Theory]
    [InlineData(63, 4)]
    [InlineData(61, 4)]
    [InlineData(64, 1)]
    [InlineData(50, 5)]
    public void A_domain_that_is_no_host_with_a_name_before_it_names_no_place(int label, int labels)
    {
        var domain = string.Join(".", Enumerable.Repeat(new string('a', label), labels));
        Assert.All(
            AutodiscoverEndpoints.Of("anna@" + domain, server: null).Hosts,
            host => Assert.True(Uri.TryCreate("https://" + host, UriKind.Absolute, out _))
        );
    }

    [Theory]
    [InlineData("Version 15.2 (Build 1748.10)", "15.2.1748.10")]
    [InlineData("Version 2147483647.2 (Build 1748.10)", "2147483647.2.1748.10")]
    [InlineData("Version 2147483648.2 (Build 1748.10)", null)]
    [InlineData("Version 15.99999999999 (Build 1748.10)", null)]
    [InlineData("Version 15.2 (Build 99999999999999999999999.10)", null)]
    [InlineData("15.2.1748.4294967296", null)]
    [InlineData("Version \u0661\u0665.\u0662 (Build \u0661.\u0661)", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_version_that_no_number_can_hold_is_none(string? text, string? version) =>
        Assert.Equal(version, EwsConfigFile.VersionOf(text)?.ToString());
}
