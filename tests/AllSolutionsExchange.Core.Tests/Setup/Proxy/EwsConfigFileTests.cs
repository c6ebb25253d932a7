using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Which file it is, per version and server.</summary>
public sealed class EwsConfigFileTests
{
    private const string Program = @"C$\Program Files\Microsoft\Exchange Server";

    [Theory]
    [InlineData(
        "Version 14.3 (Build 123.4)",
        @"C:\Program Files\Microsoft\Exchange Server\V14\Mailbox",
        @"\\mbx.contoso.nl\" + Program + @"\V14\ClientAccess\exchweb\ews\web.config"
    )]
    [InlineData(
        "Version 15.0 (Build 1497.2)",
        @"C:\Program Files\Microsoft\Exchange Server\V15\Mailbox",
        @"\\mbx.contoso.nl\" + Program + @"\V15\ClientAccess\exchweb\EWS\web.config"
    )]
    [InlineData(
        "Version 15.2 (Build 1748.10)",
        @"C:\Program Files\Microsoft\Exchange Server\V15\Mailbox\",
        @"\\mbx.contoso.nl\" + Program + @"\V15\ClientAccess\exchweb\EWS\web.config"
    )]
    [InlineData("15.2.2562.17", @"e:\V15", @"\\mbx.contoso.nl\e$\V15\ClientAccess\exchweb\EWS\web.config")]
    [InlineData("Version 15.1 (Build 2507.6)", @"D:\Exchange\Mailbox", @"\\mbx.contoso.nl\D$\Exchange\ClientAccess\exchweb\EWS\web.config")]
    [InlineData(
        "Version 15.1 (Build 2507.6)",
        @"D:\Mailbox\Exchange\V15\Mailbox\MDBTEMP",
        @"\\mbx.contoso.nl\D$\Mailbox\Exchange\V15\ClientAccess\exchweb\EWS\web.config"
    )]
    public void The_file_of_a_server_is_the_one_that_calls_out(string version, string dataPath, string expected)
    {
        var file = EwsConfigFile.OfServer("mbx.contoso.nl", dataPath, version);
        Assert.Equal(expected, file.Path);
        Assert.Equal("mbx.contoso.nl", file.Server);
        Assert.DoesNotContain("FrontEnd", file.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Version 15.2 (Build 1748.10)")]
    [InlineData(@"C:\Data", "Version 15.2 (Build 1748.10)")]
    [InlineData(@"C:\Exchange\V15\Mailbox", "newest")]
    [InlineData(@"C:\Exchange\V15\Mailbox", null)]
    public void A_server_that_does_not_tell_is_not_guessed(string? dataPath, string? version)
    {
        var refused = Assert.Throws<EwsProxyException>(() => EwsConfigFile.OfServer("mbx.contoso.nl", dataPath, version));
        Assert.Equal("ServerUnknown", refused.ErrorId);
        Assert.Contains("-Path", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        @"C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\EWS\web.config",
        @"'C:\Program Files\Microsoft\Exchange Server\V15\ClientAccess\exchweb\EWS\web.config'"
    )]
    [InlineData(@"\\mbx\d$\ex\frontend\httpproxy\ews\web.config", @"'\\mbx\d$\ex\ClientAccess\exchweb\EWS\web.config'")]
    public void The_front_ends_file_is_refused_and_the_right_one_named(string path, string right)
    {
        var refused = Assert.Throws<EwsProxyException>(() => EwsConfigFile.Named(path, server: null, "MBX01", displayVersion: null));
        Assert.Equal("FrontEndFile", refused.ErrorId);
        Assert.Contains(right, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_name_is_refused() =>
        Assert.Equal(
            "NoConfigFile",
            Assert
                .Throws<EwsProxyException>(() =>
                    EwsConfigFile.Named(
                        @"C:\Windows\System32\inetsrv\config\applicationHost.config",
                        server: null,
                        "MBX01",
                        displayVersion: null
                    )
                )
                .ErrorId
        );

    [Fact]
    public void A_named_file_is_the_servers_where_one_is_named_too()
    {
        Assert.Equal(@"\\mbx02\D$\Ex\web.config", EwsConfigFile.Named(@"D:\Ex\web.config", "mbx02", "MBX01", displayVersion: null).Path);
        Assert.Equal(@"D:\Ex\web.config", EwsConfigFile.Named(@"D:\Ex\web.config", server: null, "MBX01", displayVersion: null).Path);
        Assert.Equal("mbx02", EwsConfigFile.Named(@"\\mbx02\D$\Ex\web.config", server: null, "MBX01", displayVersion: null).Server);
    }

    [Theory]
    [InlineData(@"C:\Program Files\Microsoft\Exchange Server\V14\", null, @"V14\ClientAccess\exchweb\ews\web.config")]
    [InlineData(@"C:\Program Files\Microsoft\Exchange Server\V15\", null, @"V15\ClientAccess\exchweb\EWS\web.config")]
    [InlineData(@"D:\Exchange", "14.3.123.4", @"D:\Exchange\ClientAccess\exchweb\ews\web.config")]
    public void The_file_of_this_computers_exchange_is_local(string folder, string? version, string end)
    {
        var path = EwsConfigFile.OfInstallation("MBX01", folder, version is null ? null : Version.Parse(version)).Path;
        Assert.EndsWith(end, path, StringComparison.Ordinal);
        Assert.StartsWith(folder[..3], path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Version 15.2 (Build 1258.12)", true)]
    [InlineData("Version 15.2 (Build 2562.17)", true)]
    [InlineData("Version 15.2 (Build 1118.40)", false)]
    [InlineData("Version 15.1 (Build 2507.6)", false)]
    public void Updates_keep_the_proxy_from_2019_CU13_on(string version, bool isKept) =>
        Assert.Equal(isKept, EwsConfigFile.OfServer("mbx", @"C:\V15\Mailbox", version).IsKeptByUpdates);

    [Fact]
    public void The_same_file_has_the_same_backups_by_share_and_by_drive()
    {
        var share = EwsConfigFile.OfServer("mbx01.contoso.nl", @"C:\V15\Mailbox", "Version 15.2 (Build 1748.10)");
        var local = EwsConfigFile.OfInstallation("MBX01", @"C:\V15", version: null);
        Assert.Equal(new ProxyRecords(local, "/b").Folder, new ProxyRecords(share, "/b").Folder);
        Assert.NotEqual(
            new ProxyRecords(local, "/b").Folder,
            new ProxyRecords(EwsConfigFile.OfInstallation("MBX02", @"C:\V15", version: null), "/b").Folder
        );
    }
}
