using System.Diagnostics;
using AllSolutionsExchange.Setup.Proxy;

namespace KilledProcess;

/// <summary>One change of a web.config. It prints each step that it comes to, and kills itself at the one that is named.</summary>
internal static class ProxyRun
{
    /// <summary>Runs.</summary>
    /// <param name="args">Set, Remove or Restore; the file; the folder of its backups; the step, or <c>-</c> to end by itself; the proxy's
    /// address; where
    /// somebody else is to write to the file just before it is replaced, a file with what they write.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var file = EwsConfigFile.Named(args[1], server: null, "MBX01", displayVersion: null);
        var configuration = new EwsProxyConfiguration(
            args[2],
            TimeProvider.System.GetUtcNow,
            step => ComeTo(step, args[3], args[1], args.ElementAtOrDefault(5))
        );
        var change = args[0] switch
        {
            "Set" => await configuration.PrepareSetAsync(
                file,
                EwsProxySettings.Create(
                    args[4],
                    useSystemDefault: false,
                    bypassOnLocal: true,
                    bypassList: null,
                    useDefaultCredentials: false
                ),
                force: false,
                default
            ),
            "Remove" => await configuration.PrepareRemoveAsync(file, force: false, default),
            _ => await configuration.PrepareRestoreAsync(file, default),
        };
        await configuration.ApplyAsync(change, default);
        return 0;
    }

    private static void ComeTo(WriteStep step, string killedAt, string path, string? theirs)
    {
        Console.WriteLine(step);
        if (step == WriteStep.Replace && theirs is not null)
        {
            File.Copy(theirs, path, overwrite: true);
        }

        if (!string.Equals(step.ToString(), killedAt, StringComparison.Ordinal))
        {
            return;
        }

        // SIGKILL, or TerminateProcess on Windows: no finally runs, and nothing that is still buffered is written.
        Process.GetCurrentProcess().Kill();
    }
}
