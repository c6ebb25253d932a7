using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AllSolutionsExchange.Demo.Console;

/// <summary>
/// Runs a script in the real PowerShell engine as if its statements were typed at a prompt one after the other: each is
/// shown as it is in the file, comments included, and what it printed follows.
/// </summary>
internal sealed class ScriptRunner : IDisposable
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    private readonly ConsoleHost _host = new();
    private readonly Runspace _runspace;
    private readonly Lock _gate = new();
    private PowerShell? _running;

    public ScriptRunner()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(_host, HostedSession.State());
        _runspace.Open();
        System.Console.CancelKeyPress += Interrupt;
    }

    public void ImportModule(string manifest) =>
        Invoke(shell =>
            shell.AddCommand("Import-Module").AddParameter("Name", Path.GetFullPath(manifest)).AddParameter("ErrorAction", "Stop")
        );

    public void SetVariable(string name, object value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>How many objects an expression gives, now that the script has run.</summary>
    public int Count(string expression)
    {
        using var shell = PowerShell.Create(_runspace);
        return shell.AddScript(expression).Invoke().Count(value => value is not null);
    }

    /// <summary>Runs the script to its end, or to its first terminating error.</summary>
    /// <returns>0, the number that the script gave to <c>exit</c>, 1 after a terminating error, 130 after Ctrl+C.</returns>
    public int Run(string path, IReadOnlyDictionary<string, object?> parameters)
    {
        if (!File.Exists(path))
        {
            _host.UI.WriteErrorLine($"There is no script '{path}'.");
            return Failed;
        }

        try
        {
            var script = Parser.ParseFile(Path.GetFullPath(path), out _, out var errors);
            if (errors.Length > 0)
            {
                throw new ParseException(errors);
            }

            BindParameters(script, parameters);
            RunStatements(script);
            return _host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return Interrupted;
        }
        catch (RuntimeException exception)
        {
            Report(exception.ErrorRecord);
            return Failed;
        }
    }

    public void Dispose()
    {
        System.Console.CancelKeyPress -= Interrupt;
        _runspace.Dispose();
    }

    /// <summary>The script's param block, dot-sourced, so that its variables are those of the session.</summary>
    private void BindParameters(ScriptBlockAst script, IReadOnlyDictionary<string, object?> parameters)
    {
        if (script.ParamBlock is { } paramBlock)
        {
            var block = new ScriptBlockAst(
                script.Extent,
                (ParamBlockAst)paramBlock.Copy(),
                Statements(script.Extent),
                isFilter: false
            ).GetScriptBlock();
            var values = new System.Collections.Hashtable(
                parameters.ToDictionary(StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase
            );
            Invoke(shell =>
                shell
                    .AddScript("param($Block, $Values) try { . $Block @Values } catch { throw }", useLocalScope: false)
                    .AddArgument(block)
                    .AddArgument(values)
            );
        }
    }

    private void RunStatements(ScriptBlockAst script)
    {
        var shown = script.ParamBlock?.Extent.EndOffset ?? 0;
        foreach (var statement in script.EndBlock?.Statements ?? Enumerable.Empty<StatementAst>())
        {
            Show(script.Extent.Text[shown..statement.Extent.EndOffset]);
            shown = statement.Extent.EndOffset;
            var block = new ScriptBlockAst(
                script.Extent,
                paramBlock: null,
                Statements(statement.Extent, statement),
                isFilter: false
            ).GetScriptBlock();
            Invoke(shell =>
            {
                shell.AddCommand("Invoke-Command").AddParameter("ScriptBlock", block).AddParameter("NoNewScope");
                ToScreen(shell);
            });
            if (_host.ExitCode is not null)
            {
                return;
            }
        }
    }

    private static StatementBlockAst Statements(IScriptExtent extent, params StatementAst[] statements) =>
        new(extent, statements.Select(statement => (StatementAst)statement.Copy()), traps: null);

    private void Show(string source)
    {
        _host.UI.WriteLine();
        var prompt = "PS> ";
        foreach (var line in source.Trim().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            _host.UI.WriteLine(prompt + line);
            prompt = line.TrimStart().StartsWith('#') ? "PS> " : ">>  ";
        }
    }

    /// <summary>Output and errors in the order in which they come, as at a prompt.</summary>
    private static void ToScreen(PowerShell shell)
    {
        shell.AddCommand("Out-Default");
        shell.Commands.Commands[^1].MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output;
    }

    /// <summary>The error that ended the script. It comes to us as an exception, so its stream is ours to choose.</summary>
    private void Report(ErrorRecord error)
    {
        using (_host.Screen.WriteToStandardError())
        {
            Invoke(shell => shell.AddCommand("Out-Default").AddParameter("InputObject", error));
        }
    }

    private void Invoke(Action<PowerShell> commands)
    {
        using var shell = PowerShell.Create(_runspace);
        commands(shell);
        _running = shell;
        try
        {
            shell.Invoke();
            if (shell.InvocationStateInfo.State == PSInvocationState.Stopped)
            {
                throw new PipelineStoppedException();
            }
        }
        finally
        {
            // Not to be disposed of while it is being stopped.
            lock (_gate)
            {
                _running = null;
            }
        }
    }

    private void Interrupt(object? sender, ConsoleCancelEventArgs arguments)
    {
        arguments.Cancel = true;
        lock (_gate)
        {
            _running?.Stop();
        }
    }
}
