using System.Diagnostics;

namespace AllSolutionsExchange.Tests;

/// <summary>A process of its own that a test can kill: tests/KilledProcess.</summary>
internal static class OtherProcess
{
    /// <summary>The exit code of a process that was killed: 128 + SIGKILL, and on Windows what Process.Kill gives.</summary>
    public static int KilledCode { get; } = OperatingSystem.IsWindows() ? -1 : 137;

    public static Process Start(params string[] arguments)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(AppContext.BaseDirectory, "../../KilledProcess", configuration, "KilledProcess.dll");
        return Process.Start(
            new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
    }

    /// <summary>Runs it to its end, by itself or not.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
