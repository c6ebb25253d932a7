using AllSolutionsExchange.Exchange;
using Xunit;

namespace AllSolutionsExchange.Tests.Exchange;

public sealed class EwsUrlTests
{
    [Theory]
    [InlineData("mail.contoso.nl", "https://mail.contoso.nl/EWS/Exchange.asmx")]
    [InlineData(" mail.contoso.nl:8443/ ", "https://mail.contoso.nl:8443/EWS/Exchange.asmx")]
    [InlineData("https://mail.contoso.nl", "https://mail.contoso.nl/EWS/Exchange.asmx")]
    [InlineData("https://MAIL.contoso.nl/ews/", "https://mail.contoso.nl/EWS/Exchange.asmx")]
    [InlineData("https://mail.contoso.nl/ews/Services.wsdl", "https://mail.contoso.nl/EWS/Exchange.asmx")]
    [InlineData("https://mail.contoso.nl/EWS/exchange.asmx?wsdl#x", "https://mail.contoso.nl/EWS/Exchange.asmx")]
    [InlineData("https://portal.host.nl/klant1/ews", "https://portal.host.nl/klant1/EWS/Exchange.asmx")]
    public void An_address_is_brought_to_its_full_form(string given, string expected)
    {
        var url = EwsUrl.Parse(given);
        Assert.Equal(expected, url.Uri.AbsoluteUri);
        Assert.Null(url.Warning);
        Assert.Equal(expected, EwsUrl.Parse(expected).ToString());
    }

    [Theory]
    [InlineData("http://mail.contoso.nl/EWS/Exchange.asmx", "https")]
    [InlineData("ftp://mail.contoso.nl", "https")]
    [InlineData("", "not an address")]
    [InlineData("https://", "not an address")]
    [InlineData("https://mail.contoso.nl/owa", "/EWS/Exchange.asmx")]
    [InlineData("https://svc:secret@mail.contoso.nl", "-Credential")]
    public void What_is_no_address_of_exchange_over_https_is_refused(string given, string says)
    {
        var error = Assert.Throws<ParameterException>(() => EwsUrl.Parse(given));
        Assert.Equal("UrlRefused", error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pod51036.outlook.com", "single server")]
    [InlineData("outlook.office365.com", "Exchange Online")]
    [InlineData("https://outlook.com/ews", "Exchange Online")]
    public void Exchange_online_gets_a_warning(string given, string says) =>
        Assert.Contains(says, EwsUrl.Parse(given).Warning, StringComparison.Ordinal);

    [Fact]
    public void A_host_whose_name_only_ends_alike_gets_none() => Assert.Null(EwsUrl.Parse("notoutlook.com").Warning);
}
