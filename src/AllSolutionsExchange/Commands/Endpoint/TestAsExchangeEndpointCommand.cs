using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Setup;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Tests step by step whether the coupling with Exchange can work.</para>
/// <para type="description">Tests the address, name resolution, network, TLS, what sign-in is offered, the sign-in, the version
/// of Exchange and, per mailbox, whether the service account may act as its user. Changes nothing on the server. The
/// password goes to the named host only, over TLS. What is wrong stands in the steps, each with what to do about it.</para>
/// </summary>
/// <example>
///   <para>Test an address and an account before they are stored, and show the steps.</para>
///   <code>Test-AsExchangeEndpoint mail.contoso.nl -Credential CONTOSO\svc-allsolutions | Select-Object -ExpandProperty Steps</code>
/// </example>
/// <example>
///   <para>Test with the stored parameters which registered mailboxes the service account may not reach.</para>
///   <code>Get-AsUserMailbox | Test-AsExchangeEndpoint | Where-Object { -not $_.Succeeded }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AsExchangeEndpoint")]
[OutputType(typeof(EndpointTestResult), typeof(bool))]
public sealed class TestAsExchangeEndpointCommand : StoreCommand
{
    private EndpointProbeOptions? _options;
    private EndpointTestResult? _notReached;

    /// <summary>
    /// <para type="description">The address of Exchange Web Services: a host name, or the https address. Without it the stored
    /// parameters and credential are used.</para>
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Url { get; set; }

    /// <summary>
    /// <para type="description">The service account and its password. With -Url and without a credential, only what needs no
    /// sign-in is tested.</para>
    /// </summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// <para type="description">Mailboxes that the service account should be able to reach: SMTP addresses, or the output of
    /// Get-Mailbox or Get-AsUserMailbox.</para>
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    public MailboxIdentity[]? Mailbox { get; set; }

    /// <summary><para type="description">How long each step may take, in seconds.</para></summary>
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

    /// <summary><para type="description">Returns true or false only.</para></summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Url;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _options ??= await OptionsAsync(cancellationToken).ConfigureAwait(false);
        var mailboxes = Mailbox is null ? new string?[] { null } : Mailbox.Select(mailbox => (string?)mailbox.Address);
        foreach (var mailbox in mailboxes)
        {
            var result = await TestAsync(_options with { Mailbox = mailbox }, cancellationToken).ConfigureAwait(false);
            pipeline.WriteObject(Quiet ? (object)result.Succeeded : result);
        }
    }

    /// <summary>One mailbox after another; where the way to all of them failed, it is not tried again, so that a wrong password counts once.</summary>
    private async Task<EndpointTestResult> TestAsync(EndpointProbeOptions options, CancellationToken cancellationToken)
    {
        if (_notReached is not null)
        {
            return _notReached with { Mailbox = options.Mailbox };
        }

        var result = await EndpointProbe.RunAsync(options, progress: null, cancellationToken).ConfigureAwait(false);
        if (result.Steps.Any(step => step.Outcome == EndpointStepOutcome.Failed && step.Name != "Impersonation"))
        {
            _notReached = result;
        }

        return result;
    }

    private async Task<EndpointProbeOptions> OptionsAsync(CancellationToken cancellationToken)
    {
        var given = new EndpointProbeOptions
        {
            Url = Url ?? "",
            Credential = Credential is null ? null : Account.From(Credential),
            CertificateThumbprint = CertificateThumbprint,
            Timeout = TimeSpan.FromSeconds(Timeout),
            Clock = SystemClock.Now,
        };
        if (Url is not null)
        {
            return given;
        }

        var parameters = OpenCoupling().Parameters;
        var stored = await parameters.GetAsync(cancellationToken).ConfigureAwait(false);
        return given with
        {
            Url = stored.Url.AbsoluteUri,
            Credential = given.Credential ?? await parameters.GetCredentialAsync(cancellationToken).ConfigureAwait(false),
            Proxy = stored.Proxy,
            CertificateThumbprint = CertificateThumbprint ?? stored.CertificateThumbprint,
        };
    }
}
