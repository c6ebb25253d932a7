using System.Globalization;
using AllSolutionsExchange.Benchmarks;

// Each measurement runs in a process of its own; without arguments all of them run, with the limits that they must keep.
return args switch
{
    ["pull", var endpoint, ..] => await PullProcess.RunAsync(
        endpoint,
        withStore: args.Contains("--store"),
        warmUp: args.Contains("--warm-up")
    ),
    ["import", ..] => ImportProcess.Run(withModule: args.Contains("--module")),
    ["many", var mailboxes, var links] => await ManyMailboxes.RunAsync(
        int.Parse(mailboxes, CultureInfo.InvariantCulture),
        int.Parse(links, CultureInfo.InvariantCulture)
    ),
    [] => await Report.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project benchmarks");
    return 2;
}
