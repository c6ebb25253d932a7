using System.Diagnostics;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup;

/// <summary>
/// Tests an EWS endpoint step by step, from the URL to an impersonated mailbox. It changes nothing on the server. The
/// credential goes to the named host only, over TLS, once the host has asked for Basic; no redirect is followed.
/// </summary>
public static class EndpointProbe
{
    /// <summary>Takes all steps; one whose predecessor failed is skipped.</summary>
    /// <param name="options">What to test.</param>
    /// <param name="progress">Told of each step when it has ended; null tells nobody.</param>
    /// <param name="cancellationToken">Answered at once, also while the network is waited for.</param>
    /// <returns>The findings. What is wrong with the endpoint is in the steps, and no exception.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<EndpointTestResult> RunAsync(EndpointProbeOptions options, IProgress<EndpointTestStep>? progress, CancellationToken cancellationToken)
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        using var context = new EndpointProbeContext(options);
        var done = new List<EndpointTestStep>();
        foreach (var step in Steps())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ended = SkipAfter(step, done) ?? await RunAsync(step, context, cancellationToken).ConfigureAwait(false);
            done.Add(ended);
            progress?.Report(ended);
        }
        return context.ToResult(done);
    }

    private static IReadOnlyList<EndpointStep> Steps() =>
        [new UrlStep(), new DnsStep(), new TcpStep(), new TlsStep(), new AuthenticationStep(), new SignInStep(), new VersionStep(), new ImpersonationStep()];

    private static EndpointTestStep? SkipAfter(EndpointStep step, List<EndpointTestStep> done)
    {
        var before = done.Find(other => string.Equals(other.Name, step.DependsOn, StringComparison.Ordinal));
        return before?.Outcome switch
        {
            EndpointStepOutcome.Failed => Skipped(step, $"Not done, because {before.Name} failed."),
            EndpointStepOutcome.Skipped => Skipped(step, before.Detail),
            _ => null,
        };
    }

    private static EndpointTestStep Skipped(EndpointStep step, string reason) =>
        new(step.Name, EndpointStepOutcome.Skipped, reason, Advice: null, TimeSpan.Zero);

    private static async Task<EndpointTestStep> RunAsync(EndpointStep step, EndpointProbeContext context, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        var finding = await FindAsync(step, context, cancellationToken).ConfigureAwait(false);
        var duration = finding.Outcome == EndpointStepOutcome.Skipped ? TimeSpan.Zero : time.Elapsed;
        return new EndpointTestStep(step.Name, finding.Outcome, finding.Detail, finding.Advice, duration);
    }

    private static async Task<Finding> FindAsync(EndpointStep step, EndpointProbeContext context, CancellationToken cancellationToken)
    {
        var timeout = context.Options.Timeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await step.RunAsync(context, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed($"No answer within {timeout.TotalSeconds:0.#} s.", "Look for a firewall that drops packets, and at the load of the server. Where the server is only slow, give a longer -Timeout.");
        }
        catch (EwsConnectionException e)
        {
            return Finding.Failed(e.Message, "Run the test again. Where it stays so, look for a proxy, load balancer or firewall between this machine and Exchange that cuts or changes what passes.");
        }
    }
}
