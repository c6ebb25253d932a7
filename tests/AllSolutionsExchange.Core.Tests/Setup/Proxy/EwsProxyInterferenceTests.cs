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
        {
            Assert.Equal(
                "ConfigFileUnavailable",
                (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId
            );
        }

        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
    }

    [Fact]
    public async Task A_file_that_is_locked_after_it_was_read_stays()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        FileStream? locked = null;
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() =>
            file.SetAsync(
                WebConfig.Proxy,
                beforeStep: step =>
                {
                    if (step == WriteStep.Compare)
                    {
                        locked = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                    }
                }
            )
        );
        await locked!.DisposeAsync();
        Assert.Equal("ConfigFileUnavailable", refused.ErrorId);
        Assert.Equal(file.Original, file.Content);
        Assert.Empty(file.LeftOver);
    }

    [Fact]
    public async Task A_file_that_is_missing_says_so()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        File.Delete(file.Path);
        Assert.Equal("ConfigFileMissing", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy))).ErrorId);
    }

    public static TheoryData<string, bool> Writes()
    {
        var writes = new TheoryData<string, bool>();
        foreach (var step in Enum.GetValues<WriteStep>().Where(step => step != WriteStep.PutBack))
        {
            writes.Add(step.ToString(), false);
            writes.Add(step.ToString(), true);
        }

        return writes;
    }

    /// <summary>At <see cref="WriteStep.Replace"/> that is between the last comparison and the replace.</summary>
    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_file_that_somebody_changes_meanwhile_is_left_as_they_wrote_it(string step, bool isRenamed)
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var theirs = Encoding.UTF8.GetBytes(WebConfig.Old);
        var writtenAt = Enum.Parse<WriteStep>(step);
        var isReplaced = false;
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() =>
            file.SetAsync(
                WebConfig.Proxy,
                beforeStep: at =>
                {
                    if (at == writtenAt)
                    {
                        Write(file, theirs, isRenamed);
                    }

                    isReplaced |= at == WriteStep.Replace;
                }
            )
        );
        Assert.Equal("ConfigFileChanged", refused.ErrorId);
        Assert.Contains(
            writtenAt > WriteStep.Replace ? "something else changed it" : "was left so",
            refused.Message,
            StringComparison.Ordinal
        );

        // Every replace recycles the application, also one that is put back.
        Assert.Equal(writtenAt > WriteStep.Compare, isReplaced);
        Assert.Equal(theirs, file.Content);
        Assert.Empty(file.LeftOver);

        Assert.True((await file.SetAsync(WebConfig.Proxy)).Changed);
        await file.RestoreAsync();
        Assert.Equal(theirs, file.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_writes_again_while_their_first_write_is_put_back_keeps_the_second(bool isRenamed)
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var (first, second) = (Encoding.UTF8.GetBytes(WebConfig.Old), Encoding.UTF8.GetBytes(WebConfig.Old + "<!-- 2 -->"));
        var puts = 0;
        var refused = await Assert.ThrowsAsync<EwsProxyException>(() =>
            file.SetAsync(
                WebConfig.Proxy,
                beforeStep: at =>
                {
                    if (at == WriteStep.Replace)
                    {
                        Write(file, first, isRenamed);
                    }

                    if (at == WriteStep.PutBack && ++puts == 1)
                    {
                        Write(file, second, isRenamed);
                    }
                }
            )
        );
        Assert.Equal("ConfigFileChanged", refused.ErrorId);
        Assert.Equal(2, puts);
        Assert.Equal(second, file.Content);
        Assert.Empty(file.LeftOver);
    }

    [Fact]
    public async Task What_was_replaced_and_cannot_be_read_is_left_to_the_next_run()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        FileStream? locked = null;
        var told = await Assert.ThrowsAsync<EwsProxyException>(() =>
            file.SetAsync(
                WebConfig.Proxy,
                beforeStep: at =>
                {
                    if (at == WriteStep.CompareReplaced)
                    {
                        locked = new FileStream(file.OldPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                    }
                }
            )
        );
        Assert.Equal("ConfigFileUnavailable", told.ErrorId);
        Assert.Contains("was replaced", told.Message, StringComparison.Ordinal);
        Assert.Equal([file.OldPath], file.LeftOver);
        await locked!.DisposeAsync();
        Assert.False((await file.SetAsync(WebConfig.Proxy)).Changed);
        Assert.Empty(file.LeftOver);
    }

    [Fact]
    public async Task Two_runs_do_not_change_the_same_file_at_once()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        EwsProxyException? refused = null;
        await file.SetAsync(
            WebConfig.Proxy,
            beforeStep: at =>
            {
                if (at == WriteStep.Replace)
                {
                    refused = Assert.Throws<EwsProxyException>(() => file.SetAsync(WebConfig.OtherProxy).GetAwaiter().GetResult());
                }
            }
        );
        Assert.Equal("ConfigFileInUse", refused!.ErrorId);
        Assert.Equal(WebConfig.Proxy.ProxyAddress, (await file.Configuration().GetAsync(file.File, default)).ProxyAddress);
        Assert.Empty(file.LeftOver);
        Assert.True((await file.SetAsync(WebConfig.OtherProxy)).Changed);
    }

    // In place, or as this module does: a file of their own takes its name.
    private static void Write(WebConfig file, byte[] content, bool isRenamed)
    {
        if (!isRenamed)
        {
            file.Content = content;
            return;
        }

        File.WriteAllBytes(file.Path + ".theirs", content);
        File.Move(file.Path + ".theirs", file.Path, overwrite: true);
    }
}
