using System.Diagnostics;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup;

/// <summary>Takes steps one after the other, each with a limit of its own; one whose predecessor failed is skipped.</summary>
/// <param name="timeout">How long each step may take.</param>
/// <param name="before">Steps that were taken before, which later ones may depend on.</param>
/// <param name="onStep">Told of each step when it has ended; may be null.</param>
internal sealed class StepSequence(TimeSpan timeout, IEnumerable<EndpointTestStep> before, Action<EndpointTestStep>? onStep)
{
    private readonly List<EndpointTestStep> _done = [.. before];

    /// <summary>All steps so far, those before included, in the order in which they were run.</summary>
    public IReadOnlyList<EndpointTestStep> Done => _done;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunStepAsync(EndpointStep step, CancellationToken cancellationToken)
    {
        var ended = SkipAfter(step) ?? await RunAsync(step, cancellationToken).ConfigureAwait(false);
        _done.Add(ended);
        onStep?.Invoke(ended);
    }

    private EndpointTestStep? SkipAfter(EndpointStep step)
    {
        var needed = _done.FindAll(other => step.DependsOn.Contains(other.Name, StringComparer.Ordinal));
        if (needed.Find(other => other.Outcome == EndpointStepOutcome.Failed) is { } failed)
        {
            return Skipped(step, $"Not done, because {failed.Name} failed.");
        }

        return needed.Find(other => other.Outcome == EndpointStepOutcome.Skipped) is { } skipped ? Skipped(step, skipped.Detail) : null;
    }

    private static EndpointTestStep Skipped(EndpointStep step, string reason) =>
        new(step.Name, EndpointStepOutcome.Skipped, reason, Advice: null, TimeSpan.Zero);

    private async Task<EndpointTestStep> RunAsync(EndpointStep step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var time = Stopwatch.StartNew();
        var finding = await FindAsync(step, cancellationToken).ConfigureAwait(false);
        var duration = finding.Outcome == EndpointStepOutcome.Skipped ? TimeSpan.Zero : time.Elapsed;
        return new EndpointTestStep(step.Name, finding.Outcome, finding.Detail, finding.Advice, duration);
    }

    private async Task<Finding> FindAsync(EndpointStep step, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await step.RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Finding.Failed(
                $"No answer within {timeout.TotalSeconds:0.#} s.",
                "Look for a firewall that drops packets, and at the load of the server. If the server is only slow, give a longer -Timeout."
            );
        }
        catch (EwsConnectionException exception)
        {
            return Finding.Failed(
                exception.Message,
                "Run the test again. If it fails again, look for a proxy, load balancer or firewall between this machine and Exchange "
                    + "that cuts or changes what passes."
            );
        }
        catch (EwsAuthenticationException exception)
        {
            return Finding.Failed(
                $"{exception.Host} let the account sign in before, and refuses it here (HTTP 401).",
                "Look for servers behind the same name that are set up differently: Get-AsEwsAuthentication. Nothing more is sent "
                    + "with this account in this run."
            );
        }
    }
}
