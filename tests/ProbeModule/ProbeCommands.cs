using System.Collections.Concurrent;
using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Commands;

namespace AllSolutionsExchange.ProbeModule;

/// <summary>Writes numbers, and notes how its work ended.</summary>
[Cmdlet(VerbsCommunications.Write, "Probe")]
[OutputType(typeof(int))]
public sealed class WriteProbeCommand : AsyncCommand
{
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    [Parameter]
    public ConcurrentQueue<string> Notes { get; set; } = new();

    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        try
        {
            for (var number = 1; number <= Count; number++)
            {
                await Task.Yield();
                pipeline.WriteObject(number);
            }

            Notes.Enqueue("completed");
        }
        catch (OperationCanceledException)
        {
            Notes.Enqueue("cancelled");
            throw;
        }
    }
}

/// <summary>Waits until it is stopped.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Probe")]
public sealed class WaitProbeCommand : AsyncCommand
{
    [Parameter(Mandatory = true)]
    public TaskCompletionSource<bool> Started { get; set; } = new();

    [Parameter(Mandatory = true)]
    public ConcurrentQueue<string> Notes { get; set; } = new();

    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        Started.TrySetResult(true);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Notes.Enqueue("released");
        }
    }
}

/// <summary>Uses every call of the pipeline once per name.</summary>
[Cmdlet(VerbsCommon.Set, "Probe", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class SetProbeCommand : AsyncCommand
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public string Name { get; set; } = "";

    [Parameter]
    public ConcurrentQueue<string> Notes { get; set; } = new();

    protected override object ErrorTarget => Name;

    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        pipeline.WriteVerbose("verbose " + Name);
        pipeline.WriteWarning("warning " + Name);
        pipeline.WriteProgress(new ProgressRecord(1, "Probing", Name));
        try
        {
            if (await pipeline.ShouldProcessAsync(Name, "Set probe").ConfigureAwait(false))
            {
                Notes.Enqueue("changed " + Name);
                pipeline.WriteObject(Name);
            }
        }
        catch (OperationCanceledException)
        {
            Notes.Enqueue("question cancelled");
            throw;
        }
    }
}

/// <summary>Fails in its work, as Core may.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Probe")]
public sealed class InvokeProbeCommand : AsyncCommand
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Exception Failure { get; set; } = new InvalidOperationException();

    protected override object ErrorTarget => "the target";

    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        Task.FromException(Failure);
}

/// <summary>Shows what a mailbox parameter was bound to.</summary>
[Cmdlet(VerbsCommon.Get, "Probe")]
[OutputType(typeof(MailboxIdentity))]
public sealed class GetProbeCommand : AsyncCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [MailboxIdentityTransformation]
    public MailboxIdentity[] Mailbox { get; set; } = [];

    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var mailbox in Mailbox)
        {
            pipeline.WriteObject(mailbox);
        }

        return Task.CompletedTask;
    }
}
