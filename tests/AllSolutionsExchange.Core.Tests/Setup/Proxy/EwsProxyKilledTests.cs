using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>
/// A real process that changes the file is killed (SIGKILL: no finally runs) before each step in turn. The file is the old or the new
/// one, and the next run ends as if nothing had been.
/// </summary>
public sealed class EwsProxyKilledTests
{
    private static readonly EwsProxySettings Proxy = WebConfig.Proxy with { BypassList = [] };

    private static IEnumerable<string> StepsOfEveryRun => Enum.GetNames<WriteStep>().Where(step => step != nameof(WriteStep.PutBack));

    public static TheoryData<string, string> Kills()
    {
        var kills = Enum.GetNames<EwsProxyAction>().SelectMany(action => StepsOfEveryRun.Select(step => (action, step)));
        var told = new TheoryData<string, string>();
        foreach (var (action, step) in kills.Where((_, number) => number % StorySeeds.Stride == 0))
        {
            told.Add(action, step);
        }

        return told;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Killed_before_a_step_it_leaves_the_old_or_the_new_file_and_the_next_run_goes_on(string action, string step)
    {
        using var undisturbed = await PrepareAsync(action);
        Assert.True((await ChangeAsync(undisturbed, action)).Changed);
        using var file = await PrepareAsync(action);
        var before = file.Content;
        await KillAsync(file, action, step);

        var killedAt = Enum.Parse<WriteStep>(step);
        var isNew = killedAt > WriteStep.Replace;
        Assert.Equal(isNew ? undisturbed.Content : before, file.Content);
        AssertOriginalsKept(
            file,
            killedAt > WriteStep.KeepOriginal
                ? action == "Restore"
                    ? file.Original
                    : before
                : null
        );

        Assert.Equal(!isNew, (await ChangeAsync(file, action)).Changed);
        Assert.Equal(undisturbed.Content, file.Content);
        Assert.Empty(file.LeftOver);
        Assert.Equal(Names(undisturbed), Names(file));
        var everything = file.Everything;
        Assert.False((await ChangeAsync(file, action)).Changed);
        Assert.Equal(everything, file.Everything);
    }

    /// <summary>The other tests would prove nothing where the process skipped a step, or ended by itself.</summary>
    [Fact]
    public async Task Left_alone_it_comes_to_every_step_and_ends_by_itself()
    {
        using var file = await PrepareAsync("Set");
        var (code, output) = await OtherProcess.RunAsync(Arguments(file, "Set", "-"));
        Assert.Equal(0, code);
        Assert.Equal(StepsOfEveryRun, output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.True(Proxy.IsSameAs(EwsProxyReader.Read(ConfigDocument.Parse(file.Content, file.Path).Proxy)));
    }

    /// <summary>Somebody else writes between the last comparison and the replace, and the run is killed before it has put that back, or
    /// just after.</summary>
    [Theory]
    [InlineData("CompareReplaced")]
    [InlineData("PutBack")]
    [InlineData("DeleteReplaced")]
    public async Task Killed_after_it_replaced_what_somebody_else_wrote_it_leaves_that_to_the_next_run(string step)
    {
        using var file = await PrepareAsync("Set");
        using var theirs = new WebConfig(WebConfig.Old);
        await KillAsync(file, "Set", step, theirs.Path);

        // What was put back before the kill is no error of the next run any more.
        if (step != "DeleteReplaced")
        {
            Assert.NotEqual(theirs.Content, file.Content);
            Assert.Equal("ConfigFileChanged", (await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(Proxy))).ErrorId);
        }

        Assert.Equal(theirs.Content, file.Content);
        Assert.True((await file.SetAsync(Proxy)).Changed);
        Assert.Empty(file.LeftOver);
        await file.RestoreAsync();
        Assert.Equal(theirs.Content, file.Content);
    }

    /// <summary>What is removed stands in a file that was changed since, so that it is another original than that of the set.</summary>
    private static async Task<WebConfig> PrepareAsync(string action)
    {
        var file = new WebConfig(WebConfig.BackEnd);
        if (action != "Set")
        {
            await file.SetAsync(Proxy);
        }

        if (action == "Remove")
        {
            file.Content = Encoding.UTF8.GetBytes(file.Text.Replace("Price", "Cost", StringComparison.Ordinal));
        }

        return file;
    }

    private static Task<EwsProxy> ChangeAsync(WebConfig file, string action) =>
        action switch
        {
            "Set" => file.SetAsync(Proxy),
            "Remove" => file.RemoveAsync(),
            _ => file.RestoreAsync(),
        };

    private static async Task KillAsync(WebConfig file, string action, string step, params string[] theirs)
    {
        var (code, output) = await OtherProcess.RunAsync([.. Arguments(file, action, step), .. theirs]);
        Assert.Equal(OtherProcess.KilledCode, code);
        Assert.EndsWith(step, output.TrimEnd(), StringComparison.Ordinal);
    }

    private static string[] Arguments(WebConfig file, string action, string step) =>
        ["proxy", action, file.Path, file.Backup, step, Proxy.ProxyAddress!.OriginalString];

    /// <summary>Every record has its original, whole; and so has a write that has come past keeping it.</summary>
    private static void AssertOriginalsKept(WebConfig file, byte[]? original)
    {
        var records = new ProxyRecords(file.File, file.Backup);
        var hashes = records.Read().Select(record => record.OriginalHash);
        if (original is not null)
        {
            hashes = hashes.Append(FileHash.Of(original));
        }

        Assert.All(hashes, hash => Assert.Equal(hash, FileHash.Of(records.ReadOriginal(hash))));
    }

    private static IEnumerable<string?> Names(WebConfig file) => file.BackupFiles.Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
