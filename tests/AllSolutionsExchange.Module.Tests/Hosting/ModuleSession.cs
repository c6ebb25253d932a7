using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AllSolutionsExchange.ModuleTests.Hosting;

/// <summary>A PowerShell session in which the built module has been imported by its manifest.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly PooledRunspace _pooled;

    public ModuleSession(params string[] furtherModules)
    {
        _pooled = PooledRunspace.With([BuiltModule.Manifest, .. furtherModules]);

        // Nobody answers a question here. A test of one sets the preference to what it is at a prompt.
        Set("ConfirmPreference", ConfirmImpact.None);
    }

    /// <summary>A session that also has the cmdlets of ProbeModule.</summary>
    public static ModuleSession WithProbes() => new(BuiltModule.AssemblyOf("ProbeModule"));

    public RecordingHost Host => _pooled.Host;

    /// <summary>Imports the stand-in for Exchange's own shell.</summary>
    /// <param name="options">Its options, as the body of a hashtable; see NativeExchange.psm1.</param>
    /// <param name="prefix">The prefix that its commands get; empty for none.</param>
    public void ImportNativeExchange(string options = "", string prefix = "") =>
        Run(
            $"Import-Module '{NativeExchange}' -ArgumentList @{{ {options} }} -ErrorAction "
                + $"Stop{(prefix.Length == 0 ? "" : " -Prefix " + prefix)}"
        );

    /// <summary>The file of the stand-in for Exchange's own shell.</summary>
    public static string NativeExchange { get; } = Path.Combine(AppContext.BaseDirectory, "NativeExchange", "NativeExchange.psm1");

    /// <summary>Makes a variable of the session, for the scripts to use.</summary>
    public void Set(string name, object? value) => _pooled.Runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script to its end. A terminating error is thrown as PowerShell throws it.</summary>
    public ScriptResult Run(string script)
    {
        using var shell = Shell(script);
        var output = shell.Invoke();
        return new ScriptResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(warning => warning.Message)],
            [.. shell.Streams.Verbose.Select(line => line.Message)]
        );
    }

    /// <summary>Runs a script as typed at a prompt: its output, errors included, stands on the host's screen.</summary>
    public void RunOnScreen(string script)
    {
        using var shell = Shell(script);
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[^1].MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output;
        shell.Invoke();
    }

    /// <summary>The script as a pipeline that the caller starts and stops.</summary>
    public PowerShell Shell(string script)
    {
        var shell = PowerShell.Create(_pooled.Runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _pooled.Return();

    [ModuleInitializer]
    internal static void SwitchTelemetryOff() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
}

internal sealed record ScriptResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose
)
{
    public IReadOnlyList<object> Values => [.. Output.Select(value => value.BaseObject)];
}
