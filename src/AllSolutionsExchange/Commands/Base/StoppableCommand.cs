using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;

namespace AllSolutionsExchange.Commands;

/// <summary>The root of all cmdlets of the module: turns Ctrl+C into a cancellation token, and shows of every error what to do.</summary>
public abstract class StoppableCommand : PSCmdlet
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);

    /// <summary>Forgets the row of a command that ended in the middle of one.</summary>
    private protected StoppableCommand() => PipelineRow.EndBinding();

    /// <summary>Is cancelled when PowerShell stops the pipeline (Ctrl+C, a closed runspace).</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Writes an error that does not end the command.</summary>
    /// <param name="error">The error, as <c>Errors.ErrorRecords</c> makes it.</param>
    public new void WriteError(ErrorRecord error) => base.WriteError(ForView(Located(error)));

    /// <summary>Ends the command with an error.</summary>
    /// <param name="error">The error, as <c>Errors.ErrorRecords</c> makes it.</param>
    public new void ThrowTerminatingError(ErrorRecord error) => base.ThrowTerminatingError(ForView(Located(error)));

    /// <summary>Shows a warning, once for all objects of the pipeline.</summary>
    /// <param name="text">One sentence.</param>
    public new void WriteWarning(string text)
    {
        if (_warnings.Add(text))
        {
            base.WriteWarning(text);
        }
    }

    /// <summary>Called by PowerShell on another thread than the pipeline's.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>The error with the record that it is of, where that has to be said.</summary>
    private protected virtual ErrorRecord Located(ErrorRecord error) => error;

    // These views of PowerShell 7 have the recommendation under the message. NormalView, the one of Windows PowerShell, has the message
    // alone.
    private ErrorRecord ForView(ErrorRecord error) =>
        GetVariableValue("ErrorView")?.ToString() is "ConciseView" or "DetailedView" ? error : ErrorRecords.InOneText(error);
}
