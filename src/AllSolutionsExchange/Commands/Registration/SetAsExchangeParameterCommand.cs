using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Setup;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Sets the parameters of the coupling with Exchange.</para>
/// <para type="description">Stores the address of Exchange and the service account (MZZPAR in AllSolutions), after it has
/// tested that the account signs in there. What is not given stays as it is. The password is stored protected and never
/// shown. Setting the parameters also lifts the stop after a refused account; without parameters, the account is then only tested anew.
/// The AllSolutions side is a local register, which is made beside the store, until Set-AsConnector leads elsewhere.</para>
/// </summary>
/// <example>
///   <para>Set the parameters for the first time.</para>
///   <code>Get-Credential CONTOSO\svc-allsolutions | ForEach-Object { Set-AsExchangeParameter -Url mail.contoso.nl -Credential $_ }</code>
/// </example>
/// <example>
///   <para>Store a new password, which is tested first, and show what is stored.</para>
///   <code>Set-AsExchangeParameter -Credential (Get-Credential CONTOSO\svc-allsolutions) -PassThru | Format-List *</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsExchangeParameter", SupportsShouldProcess = true)]
[OutputType(typeof(ExchangeParameters))]
public sealed class SetAsExchangeParameterCommand : StoreCommand
{
    private static readonly string[] Changing =
    [
        nameof(Url),
        nameof(Domain),
        nameof(Credential),
        nameof(Proxy),
        nameof(ServiceAccount),
        nameof(CertificateThumbprint),
        nameof(TimeZone),
    ];

    /// <summary>
    /// <para type="description">The address of Exchange Web Services: a host name, or the https address. It is completed to
    /// https://host/EWS/Exchange.asmx; http is refused. Needed the first time; default: the stored one.</para>
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Url { get; set; }

    /// <summary>
    /// <para type="description">The Active Directory domain of the service account, if its name does not say it; an empty
    /// text for none.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? Domain { get; set; }

    /// <summary>
    /// <para type="description">The service account and its password: DOMAIN\name, name@domain, or a name together with -Domain.
    /// Needed the first time; default: the stored one.</para>
    /// </summary>
    [Parameter]
    [Credential]
    [NoInvisibleCharacters]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// <para type="description">The address of the proxy that requests to Exchange go through, without a user name or password; an empty
    /// text for none. The proxy of the system is never used.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? Proxy { get; set; }

    /// <summary>
    /// <para type="description">The Windows account that runs the synchronisation, if it is not the one that sets the
    /// parameters: it is given access to the store's folder, the default one or the one of -Store, and the rest of that folder's access
    /// list stays. A user, a managed service account (CONTOSO\sync$), SYSTEM or NETWORK SERVICE, and no group. An empty text for
    /// none. Windows only: elsewhere a store is for the account that made it alone, and an account is refused.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? ServiceAccount { get; set; }

    /// <summary>
    /// <para type="description">The thumbprint of the one certificate that is accepted, trusted by this computer or not: SHA-1
    /// or SHA-256. An empty text for none: then this computer decides.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    public string? CertificateThumbprint { get; set; }

    /// <summary>
    /// <para type="description">The time zone of appointments that name none, by its Windows or IANA id; default: the stored one, and
    /// the first time that of this computer.</para>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NoInvisibleCharacters]
    public string? TimeZone { get; set; }

    /// <summary><para type="description">Stores without testing the address and the account first.</para></summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary><para type="description">Returns the parameters as they are stored.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Url is null ? null : ForeignText.WithoutUser(Url);

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var parameters = OpenCoupling().Parameters;
        var changes = new ExchangeParameterChanges
        {
            Url = Url,
            Domain = Domain,
            UserName = Credential?.UserName,
            Password = Credential?.Password,
            Proxy = Proxy,
            ServiceAccount = ServiceAccount,
            CertificateThumbprint = CertificateThumbprint,
            TimeZone = TimeZone,
        };
        var preview = await parameters.PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        if (EwsUrl.Parse(preview.Url.AbsoluteUri).Warning is { } warning)
        {
            pipeline.WriteWarning(warning);
        }

        var isSetSo = await parameters.IsSetSoAsync(changes, cancellationToken).ConfigureAwait(false);
        if (isSetSo && !MyInvocation.BoundParameters.Keys.Any(Changing.Contains))
        {
            throw new ValueException(
                "Nothing was given to change of the parameters.",
                "Give what changes, such as -Url or -Credential. Get-AsExchangeParameter shows what is stored, and "
                    + "Test-AsExchangeEndpoint tests it."
            );
        }

        if (!await pipeline.ShouldProcessAsync(preview.Url.AbsoluteUri, "Set the parameters of the coupling").ConfigureAwait(false))
        {
            return;
        }

        if (!SkipTest)
        {
            await TestAsync(parameters, changes, preview, cancellationToken).ConfigureAwait(false);
        }

        if (isSetSo)
        {
            pipeline.WriteWarning("The command completed successfully, but no settings of the parameters have been modified.");
        }

        // Access to the store's folder may have been lost since it was given.
        var stored =
            isSetSo && ServiceAccount is null
                ? await parameters.GetAsync(cancellationToken).ConfigureAwait(false)
                : await parameters.SetAsync(changes, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            pipeline.WriteObject(stored);
        }
    }

    private static async Task TestAsync(
        ExchangeParameterStore parameters,
        ExchangeParameterChanges changes,
        ExchangeParameters preview,
        CancellationToken cancellationToken
    )
    {
        using var probe = new EndpointProbe(
            new EndpointProbeOptions
            {
                Url = preview.Url.AbsoluteUri,
                Credential = await parameters.PreviewCredentialAsync(changes, cancellationToken).ConfigureAwait(false),
                Proxy = preview.Proxy,
                CertificateThumbprint = preview.CertificateThumbprint,
                Clock = SystemClock.Now,
            }
        );
        var result = await probe.TestEndpointAsync(onStep: null, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw new EndpointTestException(result);
        }
    }
}
