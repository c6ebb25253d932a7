using System.Management.Automation;
using System.Security;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Sets how AllSolutions is reached: over its REST interface by a map, or as the local register.</para>
/// <para type="description">Stores a map, connector.json, which says how one site's REST interface is asked and what of it is which field,
/// and the secret that the map names. The map is checked first: its faults are told with their lines and with what to write instead. The
/// secret is stored protected and never shown; it goes to the server, and signs in the account, that it was given for, and to no other.
/// From then on Invoke-AsExchangeSync keeps the items of that interface in sync with Exchange, and the local register is not
/// used.</para>
/// <para type="description">The interface of AllSolutions is not published: no map was tried with a real AllSolutions yet. The module's
/// folder Samples\connector holds a map with comments and its JSON Schema.</para>
/// <para type="description">If items were synchronised with another source before, nothing is doubled, deleted or emptied: the next run
/// stops for each user until Invoke-AsExchangeSync -FullResync matches both sides anew. Links whose items are the same there stay. What
/// matches nothing waits, as in a first pass, for -InitialMode.</para>
/// </summary>
/// <example>
///   <para>Set the connector. Get-Credential asks for the password of the account that the map signs in with.</para>
///   <code>Get-Credential koppeling | ForEach-Object { Set-AsConnector -Path connector.json -Credential $_ }</code>
/// </example>
/// <example>
///   <para>Store a new password, and look at what is stored.</para>
///   <code>Get-Credential koppeling | ForEach-Object { Set-AsConnector connector.json -Credential $_ -PassThru }</code>
/// </example>
/// <example>
///   <para>Go back to the local register, and see what is used now.</para>
///   <code>Set-AsConnector -Register -PassThru | Select-Object Type, Store</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsConnector", SupportsShouldProcess = true, DefaultParameterSetName = MapSet)]
[OutputType(typeof(ConnectorSettings))]
public sealed class SetAsConnectorCommand : StoreCommand
{
    private const string MapSet = "Map";
    private const string RegisterSet = "Register";

    private string? _fullPath;

    /// <summary><para type="description">The path of the map, a file of JSON; default: the map that is stored.</para></summary>
    [Parameter(Position = 0, ParameterSetName = MapSet)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Path { get; set; }

    /// <summary>
    /// <para type="description">The account that the map signs in with, or the id of its OAuth client, and its password or secret. Default:
    /// the one that is stored, if the server and the account are the same.</para>
    /// </summary>
    [Parameter(ParameterSetName = MapSet)]
    [Credential]
    [NoInvisibleCharacters]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// <para type="description">The secret that the map names, such as a key or a token, if it has no user name. Default: the one that is
    /// stored, if the server is the same.</para>
    /// </summary>
    [Parameter(ParameterSetName = MapSet)]
    [ValidateNotNull]
    public SecureString? Secret { get; set; }

    /// <summary><para type="description">Goes back to the local register. The map and the secret are taken away.</para></summary>
    [Parameter(Mandatory = true, ParameterSetName = RegisterSet)]
    public SwitchParameter Register { get; set; }

    /// <summary><para type="description">Returns the connector as it is stored.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Path;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _fullPath = Path is null ? null : FullPath(Path, "Give the path of the map, such as C:\\Coupling\\connector.json.");
    }

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var connector = OpenCoupling().Connector;
        if (ParameterSetName == RegisterSet)
        {
            await ConnectorRemoval.RunAsync(connector, pipeline, PassThru, cancellationToken).ConfigureAwait(false);
            return;
        }

        var changes = new ConnectorChanges
        {
            Map = _fullPath is null ? null : File.ReadAllBytes(_fullPath),
            UserName = Credential?.UserName,
            Secret = Given(),
        };
        var current = await connector.FindReadableAsync(cancellationToken).ConfigureAwait(false);
        var preview = await connector.PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        var isSetSo = await connector.IsSetSoAsync(changes, cancellationToken).ConfigureAwait(false);
        if (isSetSo && _fullPath is null)
        {
            throw new ValueException(
                "Nothing was given to change of the connector.",
                "Give what changes: -Path, -Credential or -Secret. Get-AsConnector shows what is stored."
            );
        }

        if (!await pipeline.ShouldProcessAsync(preview.Url!.AbsoluteUri, "Set the connector to AllSolutions").ConfigureAwait(false))
        {
            return;
        }

        if (isSetSo)
        {
            pipeline.WriteWarning("The command completed successfully, but no settings of the connector have been modified.");
        }

        var stored = isSetSo ? current! : await connector.SetAsync(changes, cancellationToken).ConfigureAwait(false);
        if (await connector.SourceWarningAsync(current, stored, cancellationToken).ConfigureAwait(false) is { } warning)
        {
            pipeline.WriteWarning(warning);
        }

        if (PassThru)
        {
            pipeline.WriteObject(stored);
        }
    }

    private SecureString? Given() =>
        Credential is null ? Secret
        : Secret is null ? Credential.Password
        : throw new ValueException("The secret was given twice: with -Credential and with -Secret.", "Give one of the two.");
}
