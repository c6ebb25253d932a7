using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Files on disk: set, remove and restore, to the byte.</summary>
public sealed class EwsProxyWriteTests
{
    public static TheoryData<string, string> Encodings()
    {
        var data = new TheoryData<string, string>();
        foreach (var encoding in new[] { "utf-8", "utf-8 bom", "utf-16le bom", "utf-16be bom", "utf-16le", "utf-16be", "iso-8859-1" })
        {
            data.Add(encoding, "\n");
            data.Add(encoding, "\r\n");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Every_byte_outside_stays_and_both_ways_back_are_exact(string encoding, string newLine)
    {
        var text = WebConfig
            .BackEnd.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n", newLine, StringComparison.Ordinal)
            .Replace("encoding=\"utf-8\"", $"encoding=\"{encoding.Split(' ')[0].TrimEnd('l', 'b', 'e')}\"", StringComparison.Ordinal);
        using var file = new WebConfig(Encode(text.Replace("Price", "Prijs é", StringComparison.Ordinal), encoding));
        var set = await file.SetAsync(WebConfig.Proxy);
        Assert.True(set.Changed);
        AssertInserted(file.Original, file.Content);
        Assert.Equal(WebConfig.Proxy.ProxyAddress, (await file.Configuration().GetAsync(file.File, default)).ProxyAddress);

        Assert.True((await file.RemoveAsync()).Changed);
        Assert.Equal(file.Original, file.Content);
        await file.SetAsync(WebConfig.Proxy);
        Assert.True((await file.RestoreAsync()).Changed);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.LeftOver);
    }

    [Fact]
    public async Task What_is_set_already_is_not_written()
    {
        using var file = new WebConfig(WebConfig.Old);
        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
        file.Content = Encoding.UTF8.GetBytes(
            file.Text.Replace("bypassonlocal=\"True\"", "bypassonlocal=\"true\"", StringComparison.Ordinal)
        );
        var before = file.Content;
        var backups = file.BackupFiles.ToList();
        var set = await file.SetAsync(WebConfig.Proxy, beforeStep: step => Assert.Fail($"{step} was done."));
        Assert.False(set.Changed);
        Assert.Equal(before, file.Content);
        Assert.Equal(backups, file.BackupFiles);
    }

    [Fact]
    public async Task Nothing_is_removed_where_nothing_is()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        Assert.False((await file.RemoveAsync()).Changed);
        Assert.Empty(file.BackupFiles);
    }

    [Fact]
    public async Task A_proxy_with_other_values_stays_without_force_and_comes_back()
    {
        using var file = new WebConfig(
            "<configuration>\n  <system.net>\n    <defaultProxy><proxy proxyaddress=\"http://theirs:80\"/></defaultProxy>\n  "
                + "</system.net>\n</configuration>"
        );
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy));
        Assert.Equal("ProxyForeign", refused.ErrorId);
        Assert.Contains(
            $"has a proxy with other values: ProxyAddress is http://theirs/ instead of {WebConfig.Proxy.ProxyAddress}",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("ProxyForeign", (await Assert.ThrowsAsync<EwsProxyException>(() => file.RemoveAsync())).ErrorId);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.BackupFiles);

        await file.SetAsync(WebConfig.Proxy, force: true);
        await file.SetAsync(WebConfig.OtherProxy);
        Assert.Equal(WebConfig.OtherProxy.ProxyAddress, (await file.Configuration().GetAsync(file.File, default)).ProxyAddress);
        await file.RestoreAsync();
        Assert.Equal(file.Original, file.Content);

        // What was put back is theirs again.
        Assert.Equal("ProxyForeign", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
        await file.SetAsync(WebConfig.Proxy, force: true);
        Assert.False((await file.RemoveAsync()).IsConfigured);
        Assert.Equal("<configuration>\n</configuration>", file.Text);
    }

    [SharedDataFact]
    public async Task The_real_files_keep_every_other_byte()
    {
        foreach (var name in new[] { "E16-ExchangeBackEnd", "E16-DefaultWebSite", "E19-ExchangeBackEnd", "E19-DefaultWebSite" })
        {
            using var file = new WebConfig(await File.ReadAllBytesAsync(SharedData.Path("webconfig", name + "-EWS_web.config")));
            await file.SetAsync(WebConfig.Proxy);
            AssertInserted(file.Original, file.Content);
            var document = ConfigDocument.Parse(file.Content, file.Path);
            Assert.True(WebConfig.Proxy.IsSameAs(EwsProxyReader.Read(document.Proxy)));
            Assert.Equal(
                name.EndsWith("BackEnd", StringComparison.Ordinal) ? ["configSections", "system.net"] : ["system.net", "appSettings"],
                document.Root.Children.Take(2).Select(child => child.Name)
            );
            await file.RemoveAsync();
            Assert.Equal(file.Original, file.Content);
        }
    }

    /// <summary>The new content is the old one with bytes put in at one place.</summary>
    internal static void AssertInserted(byte[] before, byte[] after)
    {
        var start = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(after.Length > before.Length);
        Assert.Equal(before[start..], after[^(before.Length - start)..]);
    }

    internal static byte[] Encode(string text, string encoding) =>
        encoding switch
        {
            "utf-8" => new UTF8Encoding(false).GetBytes(text),
            "utf-8 bom" => [0xEF, 0xBB, 0xBF, .. new UTF8Encoding(false).GetBytes(text)],
            "utf-16le bom" => [0xFF, 0xFE, .. new UnicodeEncoding(false, false).GetBytes(text)],
            "utf-16be bom" => [0xFE, 0xFF, .. new UnicodeEncoding(true, false).GetBytes(text)],
            "utf-16le" => new UnicodeEncoding(false, false).GetBytes(text),
            "utf-16be" => new UnicodeEncoding(true, false).GetBytes(text),
            _ => Encoding.Latin1.GetBytes(text),
        };
}
