using System.Management.Automation;

namespace AllSolutionsExchange.Commands;

/// <summary>The root of all cmdlets of the module: turns Ctrl+C into a cancellation token.</summary>
public abstract class StoppableCommand : PSCmdlet
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is cancelled when PowerShell stops the pipeline (Ctrl+C, a closed runspace).</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Called by PowerShell on another thread than the pipeline's.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();
}
