using AllSolutionsExchange.Errors;
using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// A cmdlet that works through Exchange's own commands in the caller's session. These run on the pipeline thread, one after
/// another, so it is not asynchronous.
/// </summary>
public abstract class ExchangeShellCommand : StoppableCommand
{
    private readonly Lazy<Shell> _shell;
    private bool _isServer;

    /// <summary>Looks nothing up yet.</summary>
    private protected ExchangeShellCommand() => _shell = new Lazy<Shell>(() => new Shell(this, Family));

    /// <summary>Exchange's own commands that this work always needs.</summary>
    private protected abstract string[] Family { get; }

    /// <summary>What an error of the current record is about, where the error does not say. Null if there is no such thing.</summary>
    private protected virtual object? ErrorTarget => null;

    /// <summary>The caller's session.</summary>
    private protected Shell Shell => _shell.Value;

    /// <summary>Why the work cannot be done in Exchange Online, in one sentence, and then what comes instead.</summary>
    private protected abstract Refusal OnlineReason { get; }

    /// <summary>Ends the command in a session of Exchange Online. Asked once.</summary>
    private protected void RefuseExchangeOnline()
    {
        if (!_isServer)
        {
            ExchangeOnline.ThrowIfOnline(Shell, SessionState.InvokeCommand, Family[0], OnlineReason);
            _isServer = true;
        }
    }

    /// <summary>The work for one record from the pipeline, or the only work where nothing is piped in.</summary>
    private protected abstract void Process();

    /// <summary>Runs <see cref="Process"/>; what it throws becomes an error of this record.</summary>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Process();
        }
        catch (Exception exception) when (ErrorRecords.From(exception, ErrorTarget ?? CommandOf(exception)) is { } error)
        {
            if (ErrorRecords.EndsTheCommand(exception))
            {
                ThrowTerminatingError(error);
            }

            WriteError(error);
        }
    }

    private static string? CommandOf(Exception exception) => (exception as ShellCommandException)?.Command;

    /// <summary>Writes the steps as a script, one command per line, under what it is.</summary>
    private protected void WriteScript(string about, IEnumerable<ShellStep> steps)
    {
        WriteObject($"# {about}. For the Exchange Management Shell; run again, it changes nothing.");
        WriteObject(steps.Select(ShellScript.Print), enumerateCollection: true);
    }

    /// <summary>
    /// Makes the changes that are still to be made, after one question. Every command that will be needed is looked for first, so
    /// that a right that is lacking is found before anything is changed.
    /// </summary>
    /// <returns>Whether anything was changed; null if it was not allowed.</returns>
    private protected bool? Apply(IReadOnlyList<ShellStep> steps, string target, string action)
    {
        var pending = steps.Where(step => step.IsPending(Shell)).ToList();
        if (pending.Count == 0)
        {
            return false;
        }

        foreach (var step in steps.Where(pending.Contains))
        {
            Shell.Require(step.Change);
        }

        if (!ShouldProcess(target, action))
        {
            return null;
        }

        // A step can become due by the one before it, and can have been made by somebody else meanwhile.
        foreach (var step in steps.Where(step => step.IsPending(Shell)))
        {
            WriteVerbose(ShellScript.Print(step.Change));
            Shell.Invoke(step.Change);
        }

        return true;
    }
}
