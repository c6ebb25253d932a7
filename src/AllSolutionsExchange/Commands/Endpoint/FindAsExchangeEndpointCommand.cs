using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Setup.Autodiscover;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Finds the address of Exchange Web Services of a mailbox by Autodiscover.</para>
/// <para type="description">Asks Autodiscover V2 (JSON), which wants no sign-in, then with a credential POX (XML): at the domain of the
/// mailbox, at its host autodiscover, where http://autodiscover redirects to, and at the hosts of the SRV records in DNS if the session
/// has Resolve-DnsName. Before them come the service connection points of Active Directory, if the session has Get-ADRootDSE and
/// Get-ADObject: they may name an address that only the inner network knows. Every answer shows with -Verbose.</para>
/// <para type="description">The password is sent over https only, and only if Basic authentication is asked for. It goes to no
/// hosts but the first of these, those of your own directory, the one of -Server, and those of -TrustedHost. A redirect to any other host
/// is reported; if no
/// password is needed, it is followed without one. A password that is refused once is not tried again.</para>
/// </summary>
/// <example>
///   <para>Find the address and test it.</para>
///   <code>Find-AsExchangeEndpoint j.jansen@contoso.nl | ForEach-Object { Test-AsExchangeEndpoint $_.Url -Credential CONTOSO\svc-allsolutions }</code>
/// </example>
/// <example>
///   <para>See whether all mailboxes of a group have the same address.</para>
///   <code>Get-Mailbox -OrganizationalUnit Sales | Find-AsExchangeEndpoint -Credential CONTOSO\svc-allsolutions | Group-Object Url</code>
/// </example>
[Cmdlet(VerbsCommon.Find, "AsExchangeEndpoint")]
[OutputType(typeof(AutodiscoverResult))]
public sealed class FindAsExchangeEndpointCommand : AsyncCommand, IDisposable
{
    private readonly ConnectionPoints _connectionPoints = new();
    private AutodiscoverSearch? _search;
    private CommandPipeline? _pipeline;

    /// <summary><para type="description">The mailbox: an SMTP address, or the output of Get-Mailbox or Get-AsUserMailbox.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity[] Mailbox { get; set; } = [];

    /// <summary>
    /// <para type="description">The account that asks. Without it only Autodiscover V2 is asked, which Exchange 2013 and older do not
    /// have.</para>
    /// </summary>
    [Parameter]
    [Credential]
    [NoInvisibleCharacters]
    public PSCredential? Credential { get; set; }

    /// <summary><para type="description">Hosts that a redirect may lead the password to, as host or host:port.</para></summary>
    [Parameter]
    [HostName]
    [NoInvisibleCharacters]
    public string[]? TrustedHost { get; set; }

    /// <summary>
    /// <para type="description">The Autodiscover host that is asked instead of those that the domain of the mailbox names, as host or
    /// host:port.</para>
    /// </summary>
    [Parameter]
    [HostName]
    [NoInvisibleCharacters]
    public string? Server { get; set; }

    /// <summary>
    /// <para type="description">The thumbprint of the one certificate that is accepted, trusted by this computer or not: SHA-1
    /// or SHA-256.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>
    /// <para type="description">The address of the proxy that requests go through, such as http://proxy.contoso.nl:8080, without a user
    /// name or password; default: none. The proxy of the system is not used, as in the synchronisation.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? Proxy { get; set; }

    /// <summary><para type="description">How long each request may take, in seconds; default: 30.</para></summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 30;

    /// <summary>Closes the connections. Called by PowerShell when the pipeline has ended.</summary>
    public void Dispose() => _search?.Dispose();

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _pipeline = pipeline;
        _search ??= new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Credential = Credential is null ? null : Account.From(Credential),
                TrustedHosts = TrustedHost ?? [],
                Server = Server,
                CertificateThumbprint = Http.CertificateThumbprint.Parse(CertificateThumbprint),
                Proxy = Proxy is null ? null : ProxyAddress.Parse(Proxy),
                Timeout = TimeSpan.FromSeconds(Timeout),
                LookUpConnectionPoints = (domain, _) => _connectionPoints.LookUpAsync(_pipeline!, domain),
                LookUpServices = (name, _) => ServiceRecords.LookUpAsync(_pipeline!, name),
            }
        );
        foreach (var mailbox in Mailbox)
        {
            try
            {
                Write(await _search.FindAsync(mailbox.Address, pipeline.WriteVerbose, cancellationToken).ConfigureAwait(false), pipeline);
            }
            catch (AutodiscoverException exception)
            {
                pipeline.WriteError(ErrorRecords.From(exception, mailbox.Address)!);
            }
        }
    }

    private static void Write(AutodiscoverResult result, CommandPipeline pipeline)
    {
        if (EwsUrl.Parse(result.Url.AbsoluteUri).Warning is { } warning)
        {
            pipeline.WriteWarning(warning);
        }

        foreach (var redirect in result.Redirects.Where(redirect => !redirect.Followed))
        {
            pipeline.WriteWarning(
                $"A redirect was not followed: {redirect.From} -> {redirect.To}: {redirect.Reason}."
                    + (redirect.NeedsTrust ? " If that host is yours, name it with -TrustedHost." : string.Empty)
            );
        }

        pipeline.WriteObject(result);
    }
}
