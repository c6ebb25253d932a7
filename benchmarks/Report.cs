using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>Runs every measurement in fresh processes against a simulator in another process, and compares with the limits.</summary>
internal static class Report
{
    private const int Rounds = 5;

    // Of two figures of a second each only the difference counts, which other work on the machine can double.
    private const int ImportRounds = 11;

    public static async Task<int> RunAsync()
    {
        var failed = 0;
        using (var server = await SimulatorProcess.StartAsync(items: 10_000))
        {
            failed += Check(
                "CPU per item, first pull of 10,000, without the store",
                "ms",
                0.07,
                Median(() => Pull(server, "--warm-up").CpuMilliseconds / 10_000)
            );
            var stored = Enumerable.Range(0, Rounds).Select(_ => Pull(server, "--warm-up", "--store")).ToList();
            failed += Check(
                "CPU per item, first pull of 10,000, with the store",
                "ms",
                0.1,
                Median(stored.ConvertAll(pull => pull.CpuMilliseconds / 10_000))
            );
            Say(
                "the same while the tiered compiler is at work",
                Median(() => Pull(server, "--warm-up", "--store", "--tiered").CpuMilliseconds / 10_000, 3),
                "ms"
            );
            Say("items per second, with the store", Median(stored.ConvertAll(pull => 10_000 / pull.Seconds)), "");
            Say("allocated per item, with the store", Median(stored.ConvertAll(pull => pull.AllocatedBytes / 10_000.0)), "bytes");
        }

        var small = await PeakAsync(1_000);
        var large = await PeakAsync(50_000);
        Say("peak memory, first pull of 1,000", small / 1048576, "MiB");
        Say("peak memory, first pull of 50,000", large / 1048576, "MiB");
        failed += Check("peak memory of 50,000 over that of 1,000", "times", 1.5, large / small);
        failed += Check(
            "import of the module, over the engine's own start",
            "ms",
            200,
            Median(() => Import("--module") - Import(), ImportRounds)
        );
        failed += CheckMany();
        Console.WriteLine(failed == 0 ? "All within their limits." : $"{failed} beyond their limits.");
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Mailboxes in which nothing changed.</summary>
    private static int CheckMany()
    {
        var thousand = Many(1_000, 200);
        Say(
            "CPU of a pass over one of 1,000 mailboxes of 200 items without a change",
            Median(thousand.ConvertAll(figures => figures.Pass)),
            "ms"
        );
        var (few, many) = (
            Median(Many(100, 5).ConvertAll(figures => figures.Pass)),
            Median(Many(10_000, 5).ConvertAll(figures => figures.Pass))
        );
        return Check(
                "CPU of the plan of one of 1,000 mailboxes over that of a pass",
                "times",
                1.2,
                Median(thousand.ConvertAll(figures => figures.Plan / figures.Pass))
            ) + Check("CPU of a pass over one of 10,000 mailboxes over one of 100", "times", 1.5, many / few);
    }

    private static List<ManyFigures> Many(int mailboxes, int links) =>
        [.. Enumerable.Range(0, 3).Select(_ => JsonSerializer.Deserialize<ManyFigures>(Child(["many", $"{mailboxes}", $"{links}"]))!)];

    private static async Task<double> PeakAsync(int items)
    {
        using var server = await SimulatorProcess.StartAsync(items);
        return Median(() => Pull(server, "--store").PeakBytes, 3);
    }

    private static double Import(params string[] arguments) => double.Parse(Child(["import", .. arguments]), CultureInfo.InvariantCulture);

    private static PullFigures Pull(SimulatorProcess server, params string[] arguments) =>
        JsonSerializer.Deserialize<PullFigures>(Child(["pull", server.Endpoint, .. arguments]))!;

    private static string Child(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        if (arguments[0] is "pull" or "many" && !arguments.Contains("--tiered"))
        {
            CompileAtOnce(start);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments.Take(1))} ended with {process.ExitCode}.");
        }

        return output.Trim();
    }

    // What a process that runs on comes to after some pulls. One warm-up pull does not end the work of the tiered compiler, which
    // costs more CPU than what is measured.
    private static void CompileAtOnce(ProcessStartInfo start)
    {
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_ReadyToRun"] = "0";
    }

    private static double Median(Func<double> measure, int rounds = Rounds) =>
        Median(Enumerable.Range(0, rounds).Select(_ => measure()).ToList());

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Check(string what, string unit, double limit, double value)
    {
        var isWithin = value <= limit;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(isWithin ? "ok    " : "BEYOND")} {what}: {value:0.####} {unit} (at most {limit})"
            )
        );
        return isWithin ? 0 : 1;
    }

    private static void Say(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"       {what}: {value:0.##} {unit}"));
}

/// <summary>What one pull cost.</summary>
internal sealed record PullFigures(double Seconds, double CpuMilliseconds, long AllocatedBytes, long PeakBytes);
