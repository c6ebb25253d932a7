using System.Runtime.Versioning;
using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Ews;
using AllSolutionsExchange.Tests.Places;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Files on disk: set, remove and restore, to the byte, whatever comes between.</summary>
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
        var text = WebConfig.BackEnd.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", newLine, StringComparison.Ordinal).Replace("encoding=\"utf-8\"", $"encoding=\"{encoding.Split(' ')[0].TrimEnd('l', 'b', 'e')}\"", StringComparison.Ordinal);
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
        file.Content = Encoding.UTF8.GetBytes(file.Text.Replace("bypassonlocal=\"True\"", "bypassonlocal=\"true\"", StringComparison.Ordinal));
        var before = file.Content;
        var backups = file.BackupFiles.ToList();
        var set = await file.SetAsync(WebConfig.Proxy, beforeStep: step => Assert.Fail($"{step} was done."));
        Assert.False(set.Changed);
        Assert.Equal(before, file.Content);
        Assert.Equal(backups, file.BackupFiles);
    }

    [PosixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_backup_that_others_can_write_is_neither_used_nor_made()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await file.SetAsync(WebConfig.Proxy);
        var written = file.Content;
        System.IO.File.SetUnixFileMode(file.Backup, (UnixFileMode)0b111_111_111);
        Assert.Equal("BackupFolderRefused", (await Assert.ThrowsAsync<EwsProxyException>(() => file.RestoreAsync())).ErrorId);
        Assert.Equal("BackupFolderRefused", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy with { BypassOnLocal = false }))).ErrorId);
        Assert.Equal(written, file.Content);
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
        using var file = new WebConfig("<configuration>\n  <system.net>\n    <defaultProxy><proxy proxyaddress=\"http://theirs:80\"/></defaultProxy>\n  </system.net>\n</configuration>");
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy));
        Assert.Equal("ProxyForeign", refused.ErrorId);
        Assert.Contains("theirs", refused.Message, StringComparison.Ordinal);
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

    [Fact]
    public async Task The_first_backup_stays_through_later_changes()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var first = (await file.SetAsync(WebConfig.Proxy)).BackupPath!;
        Assert.Equal(file.Original, await File.ReadAllBytesAsync(first));
        Assert.Equal(first, (await file.SetAsync(WebConfig.OtherProxy)).BackupPath);
        Assert.Equal(file.Original, await File.ReadAllBytesAsync(first));
        Assert.Single(file.BackupFiles, path => path.EndsWith(".config", StringComparison.Ordinal));
        Assert.Equal(2, file.BackupFiles.Count(path => path.EndsWith(".json", StringComparison.Ordinal)));
        await file.RemoveAsync();
        Assert.Equal(file.Original, file.Content);
    }

    [Fact]
    public async Task After_an_update_replaced_the_file_restore_refuses_and_set_begins_anew()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var first = (await file.SetAsync(WebConfig.Proxy)).BackupPath!;
        var updated = Encoding.UTF8.GetBytes(WebConfig.BackEnd.Replace("Price", "Cost", StringComparison.Ordinal));
        file.Content = updated;
        Assert.Equal("ConfigFileReplaced", (await Assert.ThrowsAsync<EwsProxyException>(() => file.RestoreAsync())).ErrorId);
        Assert.Equal(updated, file.Content);
        Assert.Contains("gone", Assert.Single((await file.Configuration().CompareAsync(file.File, expected: null, default)).Drift!), StringComparison.Ordinal);

        var second = (await file.SetAsync(WebConfig.Proxy)).BackupPath!;
        Assert.NotEqual(first, second);
        Assert.Equal(file.Original, await File.ReadAllBytesAsync(first));
        await file.RestoreAsync();
        Assert.Equal(updated, file.Content);
    }

    /// <summary>From Exchange 2019 CU13 on, an update keeps the proxy and changes the rest.</summary>
    [Fact]
    public async Task A_proxy_that_an_update_kept_is_still_ours_and_goes_alone()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await file.SetAsync(WebConfig.Proxy);
        file.Content = Encoding.UTF8.GetBytes(file.Text.Replace("Price", "Cost", StringComparison.Ordinal));
        Assert.Empty((await file.Configuration().CompareAsync(file.File, expected: null, default)).Drift!);
        await file.RemoveAsync();
        Assert.Equal(WebConfig.BackEnd.Replace("Price", "Cost", StringComparison.Ordinal), file.Text);
    }

    [Fact]
    public async Task Restore_without_backup_or_with_a_changed_one_refuses()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        Assert.Equal("BackupMissing", (await Assert.ThrowsAsync<EwsProxyException>(() => file.RestoreAsync())).ErrorId);
        var backup = (await file.SetAsync(WebConfig.Proxy)).BackupPath!;
        await File.AppendAllTextAsync(backup, " ");
        var set = file.Content;
        Assert.Equal("BackupDamaged", (await Assert.ThrowsAsync<EwsProxyException>(() => file.RestoreAsync())).ErrorId);
        Assert.Equal(set, file.Content);
    }

    [Fact]
    public async Task A_file_that_is_read_only_stays()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        File.SetAttributes(file.Path, FileAttributes.ReadOnly);
        Assert.Equal("ConfigFileReadOnly", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.BackupFiles);
        Assert.Empty(file.LeftOver);
        File.SetAttributes(file.Path, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_file_that_is_locked_gives_one_error_of_its_own()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await using (new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal("ConfigFileUnavailable", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
    }

    [Fact]
    public async Task A_file_that_is_locked_after_it_was_read_stays()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        FileStream? locked = null;
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy, beforeStep: step =>
        {
            if (step == WriteStep.Compare) locked = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }));
        await locked!.DisposeAsync();
        Assert.Equal("ConfigFileUnavailable", refused.ErrorId);
        Assert.Equal(file.Original, file.Content);
    }

    [Fact]
    public async Task A_file_that_is_missing_says_so()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        File.Delete(file.Path);
        Assert.Equal("ConfigFileMissing", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
    }

    [Theory]
    [InlineData("KeepOriginal")]
    [InlineData("Record")]
    [InlineData("WriteBeside")]
    [InlineData("Compare")]
    public async Task A_file_that_somebody_changes_meanwhile_is_left_as_they_wrote_it(string step)
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var theirs = Encoding.UTF8.GetBytes(WebConfig.Old);
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy, beforeStep: at =>
        {
            if (at == Enum.Parse<WriteStep>(step)) file.Content = theirs;
        }));
        Assert.Equal("ConfigFileChanged", refused.ErrorId);
        Assert.Equal(theirs, file.Content);
        Assert.Empty(file.LeftOver);
    }

    [Fact]
    public async Task What_does_not_read_back_is_told()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var told = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy, beforeStep: at =>
        {
            if (at == WriteStep.ReadBack) file.Content = file.Original;
        }));
        Assert.Equal("ConfigFileChanged", told.ErrorId);
    }

    [Fact]
    public async Task Killed_between_any_two_steps_the_file_is_the_old_or_the_new_one_and_the_next_run_goes_on()
    {
        foreach (var killedAt in Enum.GetValues<WriteStep>())
        {
            using var file = new WebConfig(WebConfig.BackEnd);
            await Assert.ThrowsAsync<KilledException>(() => file.SetAsync(WebConfig.Proxy, beforeStep: step => Kill(step, killedAt)));
            var isNew = killedAt > WriteStep.Replace;
            Assert.Equal(isNew, !file.Content.SequenceEqual(file.Original));
            if (killedAt > WriteStep.KeepOriginal) Assert.Contains(file.BackupFiles, path => File.ReadAllBytes(path).SequenceEqual(file.Original));

            Assert.Equal(!isNew, (await file.SetAsync(WebConfig.Proxy)).Changed);
            Assert.Equal(WebConfig.Proxy.ProxyAddress, (await file.Configuration().GetAsync(file.File, default)).ProxyAddress);
            Assert.Empty(file.LeftOver);
            await Assert.ThrowsAsync<KilledException>(() => file.RestoreAsync(step => Kill(step, killedAt)));
            await file.RestoreAsync();
            Assert.Equal(file.Original, file.Content);
            Assert.Empty(file.LeftOver);
        }

        static void Kill(WriteStep step, WriteStep killedAt)
        {
            if (step == killedAt) throw new KilledException();
        }
    }

    [Fact]
    public async Task A_file_half_written_beside_by_a_run_that_was_killed_is_overwritten()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await File.WriteAllTextAsync(file.Path + ".new.config", "<configuration><half");
        await file.SetAsync(WebConfig.Proxy);
        Assert.Empty(file.LeftOver);
        Assert.True((await file.Configuration().GetAsync(file.File, default)).IsConfigured);
    }

    [Fact]
    public async Task Backups_do_not_lie_in_the_web_folder()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var configuration = new EwsProxyConfiguration(Path.GetDirectoryName(file.Path), () => default);
        var change = await configuration.PrepareSetAsync(file.File, WebConfig.Proxy, force: false, default);
        Assert.Equal("BackupInWebFolder", (await Assert.ThrowsAsync<EwsProxyException>(() => configuration.ApplyAsync(change, default))).ErrorId);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.LeftOver);
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
            Assert.Equal(name.EndsWith("BackEnd", StringComparison.Ordinal) ? ["configSections", "system.net"] : ["system.net", "appSettings"], document.Root.Children.Take(2).Select(child => child.Name));
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

    internal static byte[] Encode(string text, string encoding) => encoding switch
    {
        "utf-8" => new UTF8Encoding(false).GetBytes(text),
        "utf-8 bom" => [0xEF, 0xBB, 0xBF, .. new UTF8Encoding(false).GetBytes(text)],
        "utf-16le bom" => [0xFF, 0xFE, .. new UnicodeEncoding(false, false).GetBytes(text)],
        "utf-16be bom" => [0xFE, 0xFF, .. new UnicodeEncoding(true, false).GetBytes(text)],
        "utf-16le" => new UnicodeEncoding(false, false).GetBytes(text),
        "utf-16be" => new UnicodeEncoding(true, false).GetBytes(text),
        _ => Encoding.Latin1.GetBytes(text),
    };

    private sealed class KilledException : Exception;
}
