using AllSolutionsExchange.Setup.Mailboxes;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup;

/// <summary>
/// Tests one EWS endpoint: first, once, the way to it up to the sign-in; then as many mailboxes as are wanted, several at the same
/// time. The credential goes to the named host only, over TLS, once the host has asked for Basic; no redirect is followed.
/// </summary>
/// <remarks>
/// The test of the endpoint, and of a mailbox that must be out of reach, changes nothing on the server. The test of a mailbox makes
/// a message in it and removes it again. What is wrong is in the steps, and no exception.
/// </remarks>
public sealed class EndpointProbe : IDisposable
{
    private readonly EndpointProbeContext _context;
    private EndpointTestResult? _endpoint;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="options">What to test.</param>
    public EndpointProbe(EndpointProbeOptions options) => _context = new EndpointProbeContext(options);

    /// <summary>Whether the endpoint refused the account: then it must not be tried elsewhere, or it is locked out.</summary>
    public bool IsAccountRefused => _context.IsAccountRefused;

    /// <summary>Tests the address, the way to it, what it offers, the sign-in and the version: one sign-in at most.</summary>
    /// <param name="onStep">Told of each step when it has ended; may be null.</param>
    /// <param name="cancellationToken">Answered at once, also while the network is waited for.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<EndpointTestResult> TestEndpointAsync(Action<EndpointTestStep>? onStep, CancellationToken cancellationToken)
    {
        var sequence = new StepSequence(_context.Options.Timeout, before: [], onStep);
        foreach (var step in Steps())
        {
            await sequence.RunStepAsync(step, cancellationToken).ConfigureAwait(false);
        }

        return _endpoint = _context.ToResult(sequence.Done, mailbox: null);
    }

    /// <summary>
    /// Tests a mailbox as the Remote Connectivity Analyzer does: as its user, a message is made in a folder that must be empty,
    /// read back and removed. It is saved, never sent, and has no recipients.
    /// </summary>
    /// <param name="mailbox">The SMTP address.</param>
    /// <param name="cancellationToken">Answered at once; where a message was made, as soon as that is removed, which has a short
    /// limit.</param>
    /// <returns>The findings; those of the endpoint come before those of the mailbox.</returns>
    /// <exception cref="InvalidOperationException">The endpoint was not tested before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<EndpointTestResult> TestMailboxAsync(string mailbox, CancellationToken cancellationToken)
    {
        var sequence = AfterEndpoint();
        await new MailboxTest(new MailboxContext(_context, mailbox), sequence).RunAsync(cancellationToken).ConfigureAwait(false);
        return ToResult(sequence, mailbox);
    }

    /// <summary>Tests that a mailbox is out of the account's reach. Only the refusal to impersonate its user proves that.</summary>
    /// <param name="mailbox">The SMTP address.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <returns>The findings; those of the endpoint come before that of the mailbox.</returns>
    /// <exception cref="InvalidOperationException">The endpoint was not tested before.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<EndpointTestResult> TestNotAllowedAsync(string mailbox, CancellationToken cancellationToken)
    {
        var sequence = AfterEndpoint();
        await sequence.RunStepAsync(new NotAllowedStep(new MailboxContext(_context, mailbox)), cancellationToken).ConfigureAwait(false);
        return ToResult(sequence, mailbox);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _context.Dispose();

    private EndpointTestResult ToResult(StepSequence sequence, string mailbox) =>
        _context.ToResult(sequence.Done, mailbox) with
        {
            SharedSteps = _endpoint!.Steps.Count,
        };

    private StepSequence AfterEndpoint()
    {
        var endpoint = _endpoint ?? throw new InvalidOperationException("The endpoint is tested before its mailboxes.");
        return new StepSequence(_context.Options.Timeout, endpoint.Steps, onStep: null);
    }

    private IReadOnlyList<EndpointStep> Steps() =>
        [
            new UrlStep(_context),
            new DnsStep(_context),
            new TcpStep(_context),
            new TlsStep(_context),
            new CertificateTrustStep(_context),
            new CertificateNameStep(_context),
            new CertificateDatesStep(_context),
            new AuthenticationStep(_context),
            new SignInStep(_context),
            new VersionStep(_context),
        ];
}
