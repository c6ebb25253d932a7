using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>What a run that was cut short left is taken away by the next one, and nothing is lost that is kept nowhere else.</summary>
public sealed class EwsProxyLeftoverTests
{
    private static readonly byte[] Theirs = Encoding.UTF8.GetBytes(WebConfig.Old);

    [Fact]
    public async Task A_file_half_written_beside_goes_also_where_nothing_changes()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await File.WriteAllTextAsync(file.NewPath, "<configuration><half");
        Assert.False((await file.RemoveAsync()).Changed);
        Assert.Empty(file.LeftOver);
        await File.WriteAllTextAsync(file.NewPath, "<configuration><half");
        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
        Assert.Empty(file.LeftOver);
        Assert.True((await file.Configuration().GetAsync(file.File, default)).IsConfigured);
    }

    /// <summary>Windows takes the file aside before the new one gets its name; a run may be killed in between.</summary>
    [Theory]
    [InlineData("Set")]
    [InlineData("Remove")]
    [InlineData("Restore")]
    public async Task A_file_that_was_left_aside_gets_its_name_again_before_it_is_changed(string action)
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        if (action != "Set")
        {
            await file.SetAsync(WebConfig.Proxy);
        }

        await File.WriteAllTextAsync(file.NewPath, "<configuration />");
        File.Move(file.Path, file.OldPath);
        var missing = await Assert.ThrowsAsync<EwsProxyException>(() => file.Configuration().GetAsync(file.File, default));
        Assert.Equal("ConfigFileMissing", missing.ErrorId);
        Assert.Contains(file.OldPath, missing.Message, StringComparison.Ordinal);

        Assert.True(
            (
                await (
                    action switch
                    {
                        "Set" => file.SetAsync(WebConfig.Proxy),
                        "Remove" => file.RemoveAsync(),
                        _ => file.RestoreAsync(),
                    }
                )
            ).Changed
        );
        Assert.Empty(file.LeftOver);
        if (action != "Set")
        {
            Assert.Equal(file.Original, file.Content);
        }
        else
        {
            Assert.True((await file.Configuration().GetAsync(file.File, default)).IsConfigured);
        }
    }

    [Fact]
    public async Task A_file_that_was_left_aside_gets_its_name_again_also_where_nothing_changes()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await file.SetAsync(WebConfig.Proxy);
        var set = file.Content;
        File.Move(file.Path, file.OldPath);
        Assert.False((await file.SetAsync(WebConfig.Proxy)).Changed);
        Assert.Equal(set, file.Content);
        Assert.Empty(file.LeftOver);
    }

    /// <summary>The only copy is not cleared away, and the next run gives it its name again.</summary>
    [Fact]
    public async Task A_file_that_goes_aside_during_a_run_is_not_lost()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() =>
            file.SetAsync(
                WebConfig.Proxy,
                beforeStep: at =>
                {
                    if (at == WriteStep.Compare)
                    {
                        File.Move(file.Path, file.OldPath);
                    }
                }
            )
        );
        Assert.Equal("ConfigFileMissing", refused.ErrorId);
        Assert.Equal([file.OldPath], file.LeftOver);
        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
        Assert.Empty(file.LeftOver);
        await file.RestoreAsync();
        Assert.Equal(file.Original, file.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_replaced_and_is_known_nowhere_goes_to_the_backups(bool hasRecords)
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        if (hasRecords)
        {
            await file.SetAsync(WebConfig.Proxy);
            file.Content = Encoding.UTF8.GetBytes(file.Text.Replace("Price", "Cost", StringComparison.Ordinal));
        }

        await File.WriteAllBytesAsync(file.OldPath, Theirs);
        await file.SetAsync(WebConfig.OtherProxy);
        Assert.Empty(file.LeftOver);
        Assert.Contains(
            file.BackupFiles,
            path => path.EndsWith(".config", StringComparison.Ordinal) && File.ReadAllBytes(path).SequenceEqual(Theirs)
        );
        Assert.Equal(WebConfig.OtherProxy.ProxyAddress, (await file.Configuration().GetAsync(file.File, default)).ProxyAddress);
    }

    /// <summary>What a kill during the making of a backup or of a record leaves is no record, and goes. What an admin lays there
    /// stays.</summary>
    [Fact]
    public async Task A_backup_half_written_is_no_backup_and_goes()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var records = new ProxyRecords(file.File, file.Backup);
        Directory.CreateDirectory(records.Folder);
        var original = records.OriginalPath(FileHash.Of(file.Original));
        var record = Path.Combine(records.Folder, "000001.json");
        foreach (var unfinished in new[] { original, record })
        {
            await File.WriteAllTextAsync(unfinished + ".part-aB3dE6", "{");
        }

        foreach (var own in new[] { original, record })
        {
            await File.WriteAllTextAsync(own + ".backup", "{");
        }

        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
        Assert.Equal(
            new[] { record, record + ".backup", Path.Combine(records.Folder, "lock"), original, original + ".backup" }.Order(
                StringComparer.Ordinal
            ),
            file.BackupFiles.Order(StringComparer.Ordinal)
        );
        await file.RestoreAsync();
        Assert.Equal(file.Original, file.Content);
    }

    [Fact]
    public async Task A_change_that_is_only_prepared_takes_nothing_away()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await File.WriteAllBytesAsync(file.OldPath, Theirs);
        await File.WriteAllBytesAsync(file.NewPath, Theirs);
        var before = file.Everything;
        var change = await file.Configuration().PrepareRemoveAsync(file.File, force: false, default);
        Assert.False(change.HasChange);
        Assert.True(change.HasLeftovers);
        Assert.Equal(before, file.Everything);
    }
}
