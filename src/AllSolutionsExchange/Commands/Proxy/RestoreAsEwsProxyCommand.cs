using System.Management.Automation;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Puts a server's web.config back as it was before its proxy was first set.</para>
/// <para type="description">Puts the backup back, to the byte. Refuses if the file is no longer what this module wrote, since an
/// update of Exchange or somebody else has changed it: the backup would undo that too. Saving recycles the application.</para>
/// <para type="string">With -AsScript: a script that makes the change on the server; nothing if there is nothing to change.</para>
/// </summary>
/// <example>
///   <para>Undo on all servers.</para>
///   <code>Get-ExchangeServer | Restore-AsEwsProxy -PassThru</code>
/// </example>
/// <example>
///   <para>Undo if the backups were kept in a folder of your own.</para>
///   <code>Get-ExchangeServer mbx01 | Restore-AsEwsProxy -BackupDirectory D:\Backup\EwsProxy</code>
/// </example>
[Cmdlet(VerbsData.Restore, "AsEwsProxy", SupportsShouldProcess = true)]
[OutputType(typeof(EwsProxy), typeof(string))]
public sealed class RestoreAsEwsProxyCommand : EwsProxyChangeCommand
{
    /// <inheritdoc />
    protected override string Action => "Put web.config back as it was before the proxy was set";

    /// <inheritdoc />
    protected override Task<EwsProxyChange> PrepareAsync(EwsConfigFile file, CancellationToken cancellationToken) =>
        Configuration.PrepareRestoreAsync(file, cancellationToken);
}
