using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// What asynchronous work may say to PowerShell. Every call is carried to the pipeline thread in the order of the calls
/// of one thread; a call waits while the pipeline is more than <see cref="Capacity"/> calls behind.
/// </summary>
/// <remarks>
/// When the pipeline ends early (Ctrl+C, -ErrorAction Stop, a downstream that has enough) every waiting call and every
/// unanswered question throws <see cref="OperationCanceledException"/>, so that the work cannot hang.
/// </remarks>
public sealed class CommandPipeline : IDisposable
{
    private const int Capacity = 256;

    private readonly BlockingCollection<Action<StoppableCommand>> _calls = new(Capacity);
    private readonly CancellationToken _stop;

    private CommandPipeline(CancellationToken stop) => _stop = stop;

    /// <summary>Hands one object to the next command of the pipeline.</summary>
    /// <param name="value">The object; a collection is handed on as one object.</param>
    public void WriteObject(object value) => Call(cmdlet => cmdlet.WriteObject(value));

    /// <summary>Writes an error that does not end the command.</summary>
    /// <param name="error">The error, as <c>Errors.ErrorRecords</c> makes it.</param>
    public void WriteError(ErrorRecord error) => Call(cmdlet => cmdlet.WriteError(error));

    /// <summary>Shows a warning.</summary>
    /// <param name="text">One sentence.</param>
    public void WriteWarning(string text) => Call(cmdlet => cmdlet.WriteWarning(ForeignText.Shown(text)));

    /// <summary>Shows a line to who asked for -Verbose.</summary>
    /// <param name="text">One sentence, without anything secret or private in it.</param>
    public void WriteVerbose(string text) => Call(cmdlet => cmdlet.WriteVerbose(ForeignText.Shown(text)));

    /// <summary>Shows how far the work is.</summary>
    /// <param name="progress">The progress; <see cref="ProgressRecord.RecordType"/> Completed takes it away.</param>
    public void WriteProgress(ProgressRecord progress) => Call(cmdlet => cmdlet.WriteProgress(progress));

    /// <summary>Asks whether a change may be made: false with -WhatIf, or when the user says no.</summary>
    /// <param name="target">What is changed: a mailbox, a file.</param>
    /// <param name="action">What is done to it, as it follows "Performing the operation".</param>
    /// <returns>True where the change may be made.</returns>
    /// <exception cref="OperationCanceledException">The pipeline ended before the answer.</exception>
    public Task<bool> ShouldProcessAsync(string target, string action) => AskAsync(cmdlet => cmdlet.ShouldProcess(target, action));

    /// <summary>Asks as <see cref="ShouldProcessAsync"/> does, for a command that has something to show instead of the change.</summary>
    /// <param name="target">What is changed: a mailbox, a file.</param>
    /// <param name="action">What is done to it.</param>
    /// <returns>Whether the change may be made, and whether it may not because of -WhatIf.</returns>
    /// <exception cref="OperationCanceledException">The pipeline ended before the answer.</exception>
    public Task<(bool MayChange, bool IsWhatIf)> ShouldProcessOrShowAsync(string target, string action) =>
        AskAsync(cmdlet =>
        {
            var mayChange = cmdlet.ShouldProcess($"{action}: {target}", $"{action}: {target}?", "Confirm", out var reason);
            return (mayChange, reason == ShouldProcessReason.WhatIf);
        });

    /// <summary>Runs a command of the caller's session.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="parameters">Its parameters by name.</param>
    /// <returns>What it returned, and the <see cref="ErrorRecord"/>s that it wrote or ended with; null where the session has no such
    /// command.</returns>
    /// <exception cref="OperationCanceledException">The pipeline ended before the answer.</exception>
    public Task<IReadOnlyList<PSObject>?> InvokeAsync(string command, Hashtable parameters) =>
        AskAsync(cmdlet => Invoke(cmdlet, command, parameters));

    /// <inheritdoc />
    public void Dispose() => _calls.Dispose();

    /// <summary>Starts the work on another thread and carries out its calls on this one until it ends.</summary>
    internal static void Run(StoppableCommand cmdlet, Func<CommandPipeline, CancellationToken, Task> work, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var pipeline = new CommandPipeline(stop.Token);
        var worker = Task.Run(() => pipeline.WorkAsync(work), CancellationToken.None);
        try
        {
            foreach (var call in pipeline._calls.GetConsumingEnumerable(CancellationToken.None))
            {
                call(cmdlet);
            }
        }
        catch
        {
            // The pipeline ended while the work went on. The work is told and waited for, so that nothing runs on behind
            // the prompt; what ended the pipeline is what the user must hear.
            stop.Cancel();
            _ = Task.WhenAny(worker).GetAwaiter().GetResult();
            throw;
        }

        worker.GetAwaiter().GetResult();
    }

    private static IReadOnlyList<PSObject>? Invoke(PSCmdlet cmdlet, string command, Hashtable parameters)
    {
        var session = cmdlet.SessionState.InvokeCommand;
        if (session.GetCommand(command, CommandTypes.Cmdlet | CommandTypes.Function) is not { } found)
        {
            return null;
        }

        try
        {
            return
            [
                .. session.InvokeScript(
                    useLocalScope: true,
                    ScriptBlock.Create("param($Command, $Parameters) & $Command @Parameters -ErrorAction Continue 2>&1"),
                    input: null,
                    found,
                    parameters
                ),
            ];
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return [PSObject.AsPSObject(exception.ErrorRecord)];
        }
    }

    private async Task WorkAsync(Func<CommandPipeline, CancellationToken, Task> work)
    {
        try
        {
            await work(this, _stop).ConfigureAwait(false);
        }
        finally
        {
            _calls.CompleteAdding();
        }
    }

    private async Task<T> AskAsync<T>(Func<StoppableCommand, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (_stop.Register(() => answer.TrySetCanceled(_stop)))
        {
            Call(cmdlet => answer.TrySetResult(question(cmdlet)));
            return await answer.Task.ConfigureAwait(false);
        }
    }

    private void Call(Action<StoppableCommand> call) => _calls.Add(call, _stop);
}
