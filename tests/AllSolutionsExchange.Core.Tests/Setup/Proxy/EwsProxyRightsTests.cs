using System.Diagnostics;
using System.Runtime.Versioning;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Whose the file is, and who may read it, is not the sync's to change.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EwsProxyRightsTests
{
    [PosixFact]
    public async Task A_file_keeps_its_mode_through_every_way_of_writing()
    {
        foreach (var mode in new[] { 0b110_000_000, 0b110_100_000, 0b110_110_100, 0b111_101_101, 0b110_110_110 })
        {
            using var file = new WebConfig(WebConfig.BackEnd);
            File.SetUnixFileMode(file.Path, (UnixFileMode)mode);
            await file.SetAsync(WebConfig.Proxy);
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(file.Path));
            await file.SetAsync(WebConfig.OtherProxy, force: true);
            await file.RemoveAsync();
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(file.Path));
            await file.SetAsync(WebConfig.Proxy);
            await file.RestoreAsync();
            Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(file.Path));
            Assert.Equal(file.Original, file.Content);
        }
    }

    [RootFact]
    public async Task A_file_keeps_its_owner_and_group()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        Stranger.Own(file.Path);
        await file.SetAsync(WebConfig.Proxy);
        Assert.Equal("12345:12345", OwnerOf(file.Path));
        await file.RestoreAsync();
        Assert.Equal("12345:12345", OwnerOf(file.Path));
    }

    [RootFact]
    public async Task Nobody_else_can_read_the_new_file_before_it_takes_the_place()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        File.SetUnixFileMode(file.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Stranger.Own(file.Path);
        string? seen = null;
        await file.SetAsync(
            WebConfig.Proxy,
            beforeStep: step =>
            {
                if (step == WriteStep.Compare)
                {
                    seen = $"{OwnerOf(file.NewPath)} {File.GetUnixFileMode(file.NewPath)}";
                }
            }
        );
        Assert.Equal($"12345:12345 {UnixFileMode.UserRead | UnixFileMode.UserWrite}", seen);
    }

    [PosixFact]
    public async Task A_link_is_refused_and_left_with_what_it_leads_to()
    {
        using var file = new WebConfig(WebConfig.BackEnd);
        var real = Path.Combine(Path.GetDirectoryName(file.Path)!, "real.config");
        File.Move(file.Path, real);
        File.CreateSymbolicLink(file.Path, real);
        var error = await Assert.ThrowsAsync<EwsProxyException>(() => file.SetAsync(WebConfig.Proxy));
        Assert.Contains("not a plain file", error.Message, StringComparison.Ordinal);
        Assert.Equal(real, new FileInfo(file.Path).LinkTarget);
        Assert.Equal(file.Original, File.ReadAllBytes(real));
        Assert.Equal([real], file.LeftOver);
    }

    private static string OwnerOf(string path)
    {
        using var process = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%u:%g", path]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
