using System.Runtime.Versioning;
using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>What is kept of a file, what stands on it later, and who may not lay it there.</summary>
public sealed class EwsProxyBackupTests
{
    /// <summary>Whoever can write there could have its content put into the site of Exchange by an admin's restore.</summary>
    [PosixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_backup_that_others_can_write_is_neither_used_nor_added_to()
    {
        foreach (var isFilesOwn in new[] { false, true })
        {
            using var file = new WebConfig(WebConfig.BackEnd);
            await file.SetAsync(WebConfig.Proxy);
            var everything = file.Everything;
            Open(isFilesOwn ? new ProxyRecords(file.File, file.Backup).Folder : file.Backup);
            foreach (
                var change in new[]
                {
                    () => file.RestoreAsync(),
                    () => file.RemoveAsync(),
                    () => file.SetAsync(WebConfig.OtherProxy),
                    () => file.Configuration().GetAsync(file.File, default),
                }
            )
            {
                Assert.Equal("BackupFolderRefused", (await Assert.ThrowsAsync<EwsProxyException>(change)).ErrorId);
            }

            Assert.Equal(everything, file.Everything);
        }
    }

    [PosixFact]
    [UnsupportedOSPlatform("windows")]
    public async Task No_backup_is_made_in_a_folder_that_others_can_write()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        Directory.CreateDirectory(file.Backup);
        Open(file.Backup);
        Assert.Equal("BackupFolderRefused", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.BackupFiles);
        Assert.Empty(file.LeftOver);
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
        Assert.Contains(
            "gone",
            Assert.Single((await file.Configuration().CompareAsync(file.File, expected: null, default)).Drift!),
            StringComparison.Ordinal
        );

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
    public async Task Backups_do_not_lie_in_the_web_folder()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var configuration = new EwsProxyConfiguration(Path.GetDirectoryName(file.Path), () => default);
        var change = await configuration.PrepareSetAsync(file.File, WebConfig.Proxy, force: false, default);
        Assert.Equal(
            "BackupInWebFolder",
            (await Assert.ThrowsAsync<EwsProxyException>(() => configuration.ApplyAsync(change, default))).ErrorId
        );
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.LeftOver);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Open(string folder) => File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
}
