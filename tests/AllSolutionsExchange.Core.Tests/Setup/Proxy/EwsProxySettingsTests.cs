using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>What is taken for a proxy, and what two elements that mean the same are.</summary>
public sealed class EwsProxySettingsTests
{
    [Theory]
    [InlineData("proxy:8080")]
    [InlineData("proxy")]
    [InlineData("https://proxy:8080")]
    [InlineData("ftp://proxy")]
    [InlineData("/proxy")]
    [InlineData("http://")]
    [InlineData("http://proxy:8080/wpad.dat")]
    public void An_address_that_is_no_http_proxy_is_refused(string address) =>
        Assert.Equal("ProxyAddressRefused", Assert.Throws<EwsProxyException>(() => Create(address)).ErrorId);

    [Theory]
    [InlineData("http://jan:hunter2@proxy:8080")]
    [InlineData("jan:hunter2@proxy")]
    public void A_password_is_refused_and_not_repeated(string address)
    {
        var refused = Assert.Throws<EwsProxyException>(() => Create(address));
        Assert.DoesNotContain("hunter2", refused.Message + refused.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.contoso.nl")]
    [InlineData("(")]
    [InlineData(" ")]
    public void A_bypass_that_is_no_expression_is_refused(string pattern) =>
        Assert.Equal("BypassListRefused", Assert.Throws<EwsProxyException>(() => Create("http://proxy", pattern)).ErrorId);

    [Fact]
    public void Either_an_address_or_the_systems_proxy_is_needed()
    {
        Assert.Throws<EwsProxyException>(() =>
            EwsProxySettings.Create(null, useSystemDefault: false, bypassOnLocal: false, bypassList: null, useDefaultCredentials: false)
        );
        Assert.Throws<EwsProxyException>(() =>
            EwsProxySettings.Create(
                "http://proxy",
                useSystemDefault: true,
                bypassOnLocal: false,
                bypassList: null,
                useDefaultCredentials: false
            )
        );
    }

    [Theory]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='false' proxyaddress='http://PROXY:8080/' bypassonlocal='TRUE'/></defaultProxy>",
        true
    )]
    [InlineData(
        "<defaultProxy enabled='True' useDefaultCredentials='False'>\n<!-- ours -->\n<proxy bypassonlocal='true' "
            + "autoDetect='Unspecified'\n proxyaddress='http://proxy&#58;8080' usesystemdefault='False'></proxy></defaultProxy>",
        true
    )]
    [InlineData(
        "<defaultProxy enabled='false'><proxy usesystemdefault='False' proxyaddress='http://proxy:8080' "
            + "bypassonlocal='True'/></defaultProxy>",
        false
    )]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8081' bypassonlocal='True'/></defaultProxy>",
        false
    )]
    [InlineData("<defaultProxy><proxy proxyaddress='http://proxy:8080' bypassonlocal='True'/></defaultProxy>", false)]
    [InlineData("<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8080'/></defaultProxy>", false)]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyAddress='http://proxy:8080' bypassonlocal='True'/></defaultProxy>",
        false
    )]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8080' bypassonlocal='True' "
            + "scriptLocation='http://wpad/'/></defaultProxy>",
        false
    )]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8080' bypassonlocal='True'/><bypasslist><add "
            + "address='x'/></bypasslist></defaultProxy>",
        false
    )]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8080' "
            + "bypassonlocal='True'/><bypasslist><clear/></bypasslist></defaultProxy>",
        false
    )]
    [InlineData(
        "<defaultProxy><proxy usesystemdefault='False' proxyaddress='http://proxy:8080' bypassonlocal='True'/><module "
            + "type='x'/></defaultProxy>",
        false
    )]
    [InlineData("<defaultProxy configSource='proxy.config'/>", false)]
    public void What_means_the_same_to_NET_is_the_same(string element, bool isSame)
    {
        var document = ConfigDocument.Parse(
            Encoding.UTF8.GetBytes($"<configuration><system.net>{element}</system.net></configuration>"),
            "web.config"
        );
        Assert.Equal(
            isSame,
            EwsProxySettings
                .Create("http://proxy:8080", useSystemDefault: false, bypassOnLocal: true, bypassList: null, useDefaultCredentials: false)
                .IsSameAs(EwsProxyReader.Read(document.Proxy))
        );
    }

    private static EwsProxySettings Create(string address, params string[] bypassList) =>
        EwsProxySettings.Create(address, useSystemDefault: false, bypassOnLocal: false, bypassList, useDefaultCredentials: false);
}
