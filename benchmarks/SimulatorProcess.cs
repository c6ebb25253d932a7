using System.Diagnostics;
using System.Globalization;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>A simulated Exchange in a process of its own, so that its work is not measured.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly Process _process;

    private SimulatorProcess(Process process, string endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    /// <summary>The JSON line that the simulator printed when it began to listen.</summary>
    public string Endpoint { get; }

    public static async Task<SimulatorProcess> StartAsync(int items)
    {
        var program = Path.Combine(
            AppContext.BaseDirectory,
            "../../ExchangeSimulator",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "ExchangeSimulator.dll"
        );
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "--mailboxes", "1", "--items", items.ToString(CultureInfo.InvariantCulture), "--exit-with-stdin"]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        var started = Process.Start(start)!;
        return await started.StandardOutput.ReadLineAsync() is { } line
            ? new SimulatorProcess(started, line)
            : throw new InvalidOperationException("The simulator did not start.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
