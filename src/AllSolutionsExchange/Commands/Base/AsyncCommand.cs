using System.Management.Automation;
using AllSolutionsExchange.Errors;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// A cmdlet whose work is asynchronous. The work runs off the pipeline thread, where PowerShell allows no call on the
/// cmdlet: it reads the parameters, and says everything through the <see cref="CommandPipeline"/> that it is given.
/// </summary>
/// <remarks>
/// An exception that leaves the work becomes an error record by <see cref="ErrorRecords"/>: one of this record where a
/// later record can still succeed, else one that ends the command.
/// </remarks>
public abstract class AsyncCommand : StoppableCommand
{
    /// <summary>What an error of the current record is about: a mailbox, a user, a path. Null if there is no such thing.</summary>
    protected virtual object? ErrorTarget => null;

    /// <summary>The work for one record from the pipeline, or the only work where nothing is piped in.</summary>
    /// <param name="pipeline">Where output, errors, warnings and questions go.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C, and when nothing downstream wants more.</param>
    protected virtual Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The work after the last record.</summary>
    /// <param name="pipeline">Where output, errors, warnings and questions go.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C, and when nothing downstream wants more.</param>
    protected virtual Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs <see cref="ProcessRecordAsync"/> to its end.</summary>
    protected sealed override void ProcessRecord()
    {
        BeginRecord();
        Run(ProcessRecordAsync);
    }

    /// <summary>Runs <see cref="EndProcessingAsync"/> to its end.</summary>
    protected sealed override void EndProcessing() => Run(EndProcessingAsync);

    /// <summary>A record was bound, and its work begins.</summary>
    private protected virtual void BeginRecord() { }

    /// <summary>An error ends the command, and is shown next.</summary>
    private protected virtual void BeginEnding() { }

    private void Run(Func<CommandPipeline, CancellationToken, Task> work)
    {
        try
        {
            CommandPipeline.Run(this, work, StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception exception) when (ErrorRecords.From(exception, ErrorTarget) is { } error)
        {
            if (ErrorRecords.EndsTheCommand(exception))
            {
                BeginEnding();
                ThrowTerminatingError(error);
            }

            WriteError(error);
        }
    }
}
