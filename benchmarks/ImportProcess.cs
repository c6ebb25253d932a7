using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AllSolutionsExchange.Demo.Console;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>Milliseconds from opening a runspace to the end of a first command, with or without importing the module.</summary>
internal static class ImportProcess
{
    public static int Run(bool withModule)
    {
        var manifest = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../AllSolutionsExchange/AllSolutionsExchange.psd1"));
        var time = Stopwatch.StartNew();
        using var runspace = RunspaceFactory.CreateRunspace(HostedSession.State());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(withModule ? $"Import-Module '{manifest}'; 1" : "Get-Module | ForEach-Object Name; 1");
        shell.Invoke();
        if (shell.HadErrors)
        {
            throw new InvalidOperationException(shell.Streams.Error[0].ToString());
        }

        Console.WriteLine(time.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
