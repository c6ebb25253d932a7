using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>A file that somebody else holds, forbids or changes while it is being changed.</summary>
public sealed class EwsProxyInterferenceTests
{
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
    public async Task A_file_half_written_beside_by_a_run_that_was_killed_is_overwritten()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        await File.WriteAllTextAsync(file.Path + ".new.config", "<configuration><half");
        await file.SetAsync(WebConfig.Proxy);
        Assert.Empty(file.LeftOver);
        Assert.True((await file.Configuration().GetAsync(file.File, default)).IsConfigured);
    }
}
