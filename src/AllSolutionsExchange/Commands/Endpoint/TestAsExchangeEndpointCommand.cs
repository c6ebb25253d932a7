using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Setup;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Tests step by step whether the coupling with Exchange can work.</para>
/// <para type="description">Tests the address, name resolution, network, TLS and certificate, what sign-in is offered, the sign-in and the
/// version of Exchange: once for each address, with one sign-in, so that a wrong password counts once. Then, for each mailbox, what the
/// Remote Connectivity Analyzer's test of a service account does: as the user of the mailbox it reads a folder that must be empty, saves a
/// message without recipients in it, reads it back and removes it for good. Nothing is ever sent. Without -Mailbox nothing is changed on
/// the server. The steps say what is wrong, each with what to do about it.</para>
/// <para type="description">The password goes to the named host only, over TLS, and no redirect is followed. After Ctrl+C the message that
/// was just made is still removed, for which there are five seconds.</para>
/// <para type="bool">With -Quiet: whether the test succeeded, for each mailbox in the order of the input.</para>
/// </summary>
/// <example>
///   <para>Test an address and an account before they are stored, and show the steps.</para>
///   <code>Test-AsExchangeEndpoint mail.contoso.nl -Credential CONTOSO\svc-allsolutions -Mailbox j.jansen@contoso.nl | Select-Object -ExpandProperty Steps</code>
/// </example>
/// <example>
///   <para>With the stored parameters, find the registered mailboxes that the account does not reach; and prove that the director's is out
/// of its reach.</para>
///   <code>Get-AsUserMailbox | Test-AsExchangeEndpoint -NotAllowed director@contoso.nl | Where-Object { -not $_.Succeeded }</code>
/// </example>
/// <example>
///   <para>Test the address of each server.</para>
///   <code>Get-WebServicesVirtualDirectory -ADPropertiesOnly | Test-AsExchangeEndpoint -Credential CONTOSO\svc-allsolutions</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AsExchangeEndpoint", DefaultParameterSetName = ByUrl)]
[OutputType(typeof(EndpointTestResult), typeof(bool))]
public sealed class TestAsExchangeEndpointCommand : StoreCommand
{
    private const string ByUrl = "Url";
    private const string ByVirtualDirectory = "VirtualDirectory";

    private EndpointTesting? _testing;

    /// <summary>
    /// <para type="description">The address of Exchange Web Services: a host name, or the https address; default: the stored
    /// one, with the stored credential, certificate and proxy.</para>
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ByUrl)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Url { get; set; }

    /// <summary>
    /// <para type="description">The output of Get-WebServicesVirtualDirectory: its ExternalUrl is tested, or its
    /// InternalUrl if that is empty. The same address is tested once.</para>
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByVirtualDirectory)]
    [VirtualDirectoryTransformation]
    public VirtualDirectoryUrl? VirtualDirectory { get; set; }

    /// <summary>
    /// <para type="description">The service account and its password. With -Url and without a credential, only what needs no
    /// sign-in is tested.</para>
    /// </summary>
    [Parameter]
    [Credential]
    [NoInvisibleCharacters]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// <para type="description">Mailboxes that the service account should be able to reach: SMTP addresses, or the output of
    /// Get-Mailbox or Get-AsUserMailbox. In each a message is made and removed again.</para>
    /// </summary>
    [Parameter(ParameterSetName = ByVirtualDirectory)]
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByUrl)]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity[]? Mailbox { get; set; }

    /// <summary>
    /// <para type="description">Mailboxes that the service account must not be able to reach. The test of such a mailbox passes only if
    /// Exchange refuses to let the account act as its user; any other error proves nothing.</para>
    /// </summary>
    [Parameter]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity[]? NotAllowed { get; set; }

    /// <summary><para type="description">The folder of the mailboxes in which a message is made; default: Outbox.</para></summary>
    [Parameter]
    [ValidateSet("Outbox", "Drafts", "Inbox", "SentItems", "JunkEmail", "DeletedItems")]
    [NoInvisibleCharacters]
    public string Folder { get; set; } = "Outbox";

    /// <summary><para type="description">How long each step may take, in seconds; default: 30.</para></summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Timeout { get; set; } = 30;

    /// <summary>
    /// <para type="description">The thumbprint of the one certificate that is accepted, trusted by this computer or not: SHA-1
    /// or SHA-256.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>
    /// <para type="description">The address of the proxy that requests go through, such as http://proxy.contoso.nl:8080, without a user
    /// name or password; an empty text for none. Default: the stored one, or none if -Url is given. The proxy of the system is not used, as
    /// in the synchronisation.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? Proxy { get; set; }

    /// <summary><para type="description">How many mailboxes are tested at the same time; default: 8.</para></summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary><para type="description">Tests a mailbox even if the folder holds items. They are not touched.</para></summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary><para type="description">Returns true or false only.</para></summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Url is null ? null : ForeignText.WithoutUser(Url);

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _testing ??= new EndpointTesting(
            await OptionsAsync(cancellationToken).ConfigureAwait(false),
            Addresses(NotAllowed),
            Quiet,
            StopToken
        );
        await _testing.TestAsync(VirtualDirectory?.Url, Addresses(Mailbox), pipeline, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    protected override async Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        // Nothing came through the pipeline, and these were named all the same.
        if (_testing is null && NotAllowed is not null)
        {
            await ProcessRecordAsync(pipeline, cancellationToken).ConfigureAwait(false);
        }

        if (_testing is not null)
        {
            await _testing.EndAsync(pipeline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _testing?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IReadOnlyList<string> Addresses(MailboxIdentity[]? mailboxes) =>
        [.. (mailboxes ?? []).Select(mailbox => mailbox.Address)];

    private async Task<EndpointProbeOptions> OptionsAsync(CancellationToken cancellationToken)
    {
        var given = new EndpointProbeOptions
        {
            Url = VirtualDirectory?.Url ?? Url ?? "",
            Credential = Credential is null ? null : Account.From(Credential),
            Proxy = Proxy is null ? null : ProxyAddress.Parse(Proxy),
            CertificateThumbprint = Http.CertificateThumbprint.Parse(CertificateThumbprint),
            Timeout = TimeSpan.FromSeconds(Timeout),
            Folder = Folder,
            AllowItemsInFolder = Force,
            ThrottleLimit = ThrottleLimit,
            Clock = SystemClock.Now,
        };
        if (given.Url.Length > 0)
        {
            return given;
        }

        var parameters = OpenCoupling().Parameters;
        var stored = await parameters.GetAsync(cancellationToken).ConfigureAwait(false);
        return given with
        {
            Url = stored.Url.AbsoluteUri,
            Credential = given.Credential ?? await parameters.GetCredentialAsync(cancellationToken).ConfigureAwait(false),
            Proxy = Proxy is null ? stored.Proxy : given.Proxy,
            CertificateThumbprint = given.CertificateThumbprint ?? stored.CertificateThumbprint,
        };
    }
}
