using System.Diagnostics;
using System.Globalization;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Whether the holder of a lease is still there.</summary>
public sealed class LeaseHolderTests
{
    private static readonly LeaseHolder Here = LeaseHolder.Current();

    [Fact]
    public void A_process_that_runs_is_there() => Assert.False(LeaseHolder.IsGone(Here.ToString()));

    [Fact]
    public void One_that_has_ended_is_gone() => Assert.True(LeaseHolder.IsGone((Here with { ProcessId = int.MaxValue }).ToString()));

    [Fact]
    public void One_whose_id_another_process_has_is_gone() =>
        Assert.True(LeaseHolder.IsGone((Here with { Start = "1-another" }).ToString()));

    /// <summary>Containers of one host may bear one name, and number their processes each for itself.</summary>
    [PosixFact]
    public void One_of_a_container_beside_this_one_cannot_be_told()
    {
        var start = "1-999999999-" + File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        Assert.False(LeaseHolder.IsGone((Here with { ProcessId = int.MaxValue, Start = start }).ToString()));
        Assert.False(LeaseHolder.IsGone((Here with { Start = start }).ToString()));
        Assert.True(
            LeaseHolder.IsGone((Here with { ProcessId = int.MaxValue, Start = "1-999999999-of-before-the-last-start" }).ToString())
        );
    }

    /// <summary>The name of a host has no case.</summary>
    [Fact]
    public void One_of_this_host_is_told_however_its_name_is_written()
    {
        foreach (var host in new[] { Here.Host.ToUpperInvariant(), Here.Host.ToLowerInvariant() })
        {
            Assert.True(LeaseHolder.IsGone((Here with { Host = host, ProcessId = int.MaxValue }).ToString()));
        }
    }

    [PosixFact]
    public void One_whose_id_a_later_process_has_is_gone()
    {
        using var later = Process.Start("sleep", "600");
        try
        {
            Assert.True(LeaseHolder.IsGone((Here with { ProcessId = later.Id }).ToString()));
        }
        finally
        {
            later.Kill();
        }
    }

    /// <summary>It keeps its id and its start until somebody asks how it ended.</summary>
    [PosixFact]
    public void One_that_has_ended_and_was_not_asked_after_is_gone()
    {
        // The child of a shell that becomes another program, which asks after nobody. The child ends after that, when its input does.
        using var parent = Process.Start(
            new ProcessStartInfo("sh", "-c \"exec 3<&0; cat <&3 >/dev/null & echo $!; exec sleep 600\"")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            var id = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            while (!File.ReadAllText($"/proc/{parent.Id}/cmdline").StartsWith("sleep", StringComparison.Ordinal))
            {
                Thread.Yield();
            }

            parent.StandardInput.Close();
            var status = Status(id);
            while (status[0] != "Z")
            {
                status = Status(id);
            }

            var holder = Here with
            {
                ProcessId = id,
                Start = status[19] + Here.Start.Substring(Here.Start.IndexOf('-', StringComparison.Ordinal)),
            };
            Assert.True(LeaseHolder.IsGone(holder.ToString()));
        }
        finally
        {
            parent.Kill();
        }
    }

    private static string[] Status(int id)
    {
        var text = File.ReadAllText(FormattableString.Invariant($"/proc/{id}/stat"));
        return text.Substring(text.LastIndexOf(')') + 2).Split(' ');
    }

    /// <summary>When the clock was set between, the same process seems to have started at another time.</summary>
    [Fact]
    public void What_the_clock_says_of_its_start_tells_nothing() =>
        Assert.False(LeaseHolder.IsGone((Here with { SinceUtc = Here.SinceUtc.AddYears(1) }).ToString()));

    [Theory]
    [InlineData(int.MaxValue, "1-another")]
    [InlineData(1, "unknown")]
    public void One_of_another_host_cannot_be_told(int process, string start) =>
        Assert.False(LeaseHolder.IsGone((Here with { Host = Here.Host + "2", ProcessId = process, Start = start }).ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("test")]
    [InlineData("HOST1 (process 42)")]
    public void What_is_no_holder_cannot_be_told(string text) => Assert.False(LeaseHolder.IsGone(text));

    [Fact]
    public void One_whose_start_is_unknown_is_there_while_its_id_is() =>
        Assert.False(LeaseHolder.IsGone((Here with { Start = "unknown" }).ToString()));
}
