using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Sets the proxy through which Exchange Web Services of a server call out.</para>
/// <para type="description">Writes defaultProxy into the web.config of the EWS application, behind configSections; every other byte
/// of the file stays. Writes nothing if it is there already. Before the first change the file is kept as it was. Saving
/// recycles the application, and a cumulative update of Exchange overwrites the file (from 2019 CU13 on the proxy is kept). Every
/// mailbox server needs it, since each of them may hold the mailbox.</para>
/// <para type="string">With -AsScript: a script that makes the change on the server; nothing if there is nothing to change.</para>
/// </summary>
/// <example>
///   <para>Set a proxy on all servers; names without a dot and your own domain are called directly.</para>
///   <code>Get-ExchangeServer | Set-AsEwsProxy http://proxy.contoso.nl:8080 -BypassOnLocal -BypassList '[a-z0-9-]+\.contoso\.nl'</code>
/// </example>
/// <example>
///   <para>Get a script for the hosting partner that runs the servers.</para>
///   <code>Get-ExchangeServer mbx01 | Set-AsEwsProxy http://proxy.contoso.nl:8080 -AsScript | Set-Content mbx01.ps1</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsEwsProxy", SupportsShouldProcess = true, DefaultParameterSetName = AddressSet)]
[OutputType(typeof(EwsProxy), typeof(string))]
public sealed class SetAsEwsProxyCommand : EwsProxyChangeCommand
{
    private const string AddressSet = "Address";
    private const string SystemSet = "System";
    private EwsProxySettings _settings = null!;

    /// <summary>
    /// <para type="description">The proxy: an absolute http address without user and password, as http://proxy:8080.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AddressSet)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? ProxyAddress { get; set; }

    /// <summary>
    /// <para type="description">Takes the proxy that is set for the Windows account of the application pool, which is
    /// LocalSystem.</para>
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = SystemSet)]
    public SwitchParameter UseSystemDefault { get; set; }

    /// <summary><para type="description">Calls names without a dot directly.</para></summary>
    [Parameter]
    public SwitchParameter BypassOnLocal { get; set; }

    /// <summary>
    /// <para type="description">Regular expressions, not wildcards: an address (scheme://host:port) that one of them matches is
    /// called directly.</para>
    /// </summary>
    [Parameter]
    [NoInvisibleCharacters]
    public string[]? BypassList { get; set; }

    /// <summary>
    /// <para type="description">Signs in to a proxy that asks for it with the account of the application pool: the server's
    /// computer account. web.config has no place for another one.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter UseDefaultCredentials { get; set; }

    /// <summary>
    /// <para type="description">Replaces a proxy with other values that this module did not set. Restore-AsEwsProxy puts it back.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => $"Set the proxy {_settings.ProxyAddress?.GetLeftPart(UriPartial.Authority) ?? "of the system"}";

    /// <summary>Refuses values that no server can take, before the first one.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _settings = EwsProxySettings.Create(ProxyAddress, UseSystemDefault, BypassOnLocal, BypassList, UseDefaultCredentials);
        }
        catch (EwsProxyException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, exception.Subject)!);
        }
    }

    /// <inheritdoc />
    protected override Task<EwsProxyChange> PrepareAsync(EwsConfigFile file, CancellationToken cancellationToken) =>
        Configuration.PrepareSetAsync(file, _settings, Force, cancellationToken);
}
