using System.Management.Automation;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that changes the web.config of a server's EWS application.</summary>
public abstract class EwsProxyChangeCommand : EwsProxyCommand
{
    private const string Tidy = "Take away what a run that was cut short left beside it";
    private bool _hasToldOfRecycling;
    private bool _hasToldOfUpdates;

    /// <summary>
    /// <para type="description">Changes nothing and returns a PowerShell script that makes the same change on the server, for
    /// somebody who may run it there. It refuses a file that is no longer as it was read, and keeps a backup in
    /// -BackupDirectory of that server, or in a folder of its own in ProgramData.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <summary><para type="description">Returns the proxy as it is afterwards, and whether the file was changed.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, as it follows "Performing the operation".</summary>
    protected abstract string Action { get; }

    /// <summary>Works out the change.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C.</param>
    protected abstract Task<EwsProxyChange> PrepareAsync(EwsConfigFile file, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var change = await PrepareAsync(FindFile(), cancellationToken).ConfigureAwait(false);
        if (AsScript)
        {
            WriteScript(pipeline, change);
            return;
        }

        if (change.HasChange)
        {
            Warn(pipeline, change);
        }
        else if (!change.HasLeftovers)
        {
            pipeline.WriteWarning($"The command completed successfully, but no settings of '{change.File.Path}' have been modified.");
        }

        if (
            (change.HasChange || change.HasLeftovers)
            && !await pipeline.ShouldProcessAsync(change.File.Path, change.HasChange ? Action : Tidy).ConfigureAwait(false)
        )
        {
            return;
        }

        var result = await Configuration.ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            pipeline.WriteObject(result);
        }
    }

    private void WriteScript(CommandPipeline pipeline, EwsProxyChange change)
    {
        if (change.ToScript(BackupPath) is { } script)
        {
            pipeline.WriteObject(script);
        }
    }

    private void Warn(CommandPipeline pipeline, EwsProxyChange change)
    {
        if (!_hasToldOfRecycling)
        {
            _hasToldOfRecycling = true;
            pipeline.WriteWarning(
                $"Saving web.config recycles the application in the pool {EwsConfigFile.ApplicationPool}: running EWS calls are cut "
                    + "off, and subscriptions to notifications are lost."
            );
        }

        if (!_hasToldOfUpdates && change.Action == EwsProxyAction.Set && change.File.IsKeptByUpdates != true)
        {
            _hasToldOfUpdates = true;
            pipeline.WriteWarning(
                "A cumulative update of Exchange overwrites web.config; only those from Exchange 2019 CU13 on keep the proxy. Run "
                    + "Test-AsEwsProxy after each update."
            );
        }
    }
}
