using System.Management.Automation;
using AllSolutionsExchange.Setup;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// What one Test-AsExchangeEndpoint has under way: each endpoint tested once, and mailboxes several at the same time, of which the
/// results are written in the order of the input. Mailboxes are still tested while the next ones come through the pipeline.
/// </summary>
internal sealed class EndpointTesting : IDisposable
{
    private const int ActivityId = 1;

    private readonly Dictionary<string, (EndpointProbe Probe, EndpointTestResult Result)> _endpoints = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly EndpointProbeOptions _options;
    private readonly IReadOnlyList<string> _notAllowed;
    private readonly bool _isQuiet;
    private readonly EndpointTestRun _run;
    private string? _refusedBy;
    private int _done;
    private int _failed;

    public EndpointTesting(EndpointProbeOptions options, IReadOnlyList<string> notAllowed, bool isQuiet, CancellationToken stopping)
    {
        _options = options;
        _notAllowed = notAllowed;
        _isQuiet = isQuiet;
        _run = new EndpointTestRun(options.ThrottleLimit, stopping);
    }

    /// <summary>Tests mailboxes at an endpoint, and the endpoint itself when it is new.</summary>
    /// <param name="url">The endpoint; null is the one of the options.</param>
    /// <param name="mailboxes">Their addresses; empty for the endpoint alone.</param>
    /// <param name="pipeline">Where results and progress go.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task TestAsync(string? url, IReadOnlyList<string> mailboxes, CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var address = url ?? _options.Url;
        if (!_endpoints.TryGetValue(address, out var endpoint))
        {
            _endpoints[address] = endpoint = await OpenAsync(address, pipeline, cancellationToken).ConfigureAwait(false);
            if (mailboxes.Count == 0 && _notAllowed.Count == 0)
            {
                Write(endpoint.Result, pipeline);
            }
            else if (!_isQuiet)
            {
                WarnOf(endpoint.Result, pipeline);
            }
        }
        else if (url is not null)
        {
            pipeline.WriteVerbose($"{ForeignText.WithoutUser(url)} was tested before in this command.");
            return;
        }

        foreach (var mailbox in mailboxes)
        {
            await AddAsync(stop => endpoint.Probe.TestMailboxAsync(mailbox, stop), pipeline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tests, at each endpoint, the mailboxes that must be out of reach, and waits for what is still under way.</summary>
    public async Task EndAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var (probe, _) in _endpoints.Values)
        {
            foreach (var mailbox in _notAllowed)
            {
                await AddAsync(stop => probe.TestNotAllowedAsync(mailbox, stop), pipeline, cancellationToken).ConfigureAwait(false);
            }
        }

        await _run.EndAsync(result => Write(result, pipeline), cancellationToken).ConfigureAwait(false);
        pipeline.WriteProgress(new ProgressRecord(ActivityId, "Testing", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>Ends what is under way; a message that was made is removed first.</summary>
    public void Dispose()
    {
        _run.Dispose();
        foreach (var (probe, _) in _endpoints.Values)
        {
            probe.Dispose();
        }
    }

    private Task AddAsync(
        Func<CancellationToken, Task<EndpointTestResult>> test,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    ) => _run.AddAsync(test, result => Write(result, pipeline), cancellationToken);

    private async Task<(EndpointProbe Probe, EndpointTestResult Result)> OpenAsync(
        string url,
        CommandPipeline pipeline,
        CancellationToken cancellationToken
    )
    {
        var probe = new EndpointProbe(_options with { Url = url, RefusedBy = _refusedBy });
        try
        {
            var result = await probe
                .TestEndpointAsync(
                    step => pipeline.WriteProgress(new ProgressRecord(ActivityId, "Testing the endpoint", $"{step.Name}: {step.Outcome}")),
                    cancellationToken
                )
                .ConfigureAwait(false);
            _refusedBy ??= probe.IsAccountRefused ? result.Url : null;
            return (probe, result);
        }
        catch
        {
            probe.Dispose();
            throw;
        }
    }

    /// <summary>What warns about the endpoint holds for each of its mailboxes, and is said once.</summary>
    private static void WarnOf(EndpointTestResult endpoint, CommandPipeline pipeline)
    {
        foreach (var step in endpoint.Steps.Where(step => step.Outcome == EndpointStepOutcome.Warning))
        {
            pipeline.WriteWarning($"{step.Name}: {step.Detail} {step.Advice}".TrimEnd());
        }
    }

    private void Write(EndpointTestResult result, CommandPipeline pipeline)
    {
        _done++;
        _failed += result.Succeeded ? 0 : 1;
        pipeline.WriteProgress(
            new ProgressRecord(ActivityId, "Testing", $"{_done} tested, {_failed} failed: {result.Mailbox ?? result.Url}")
        );
        pipeline.WriteObject(_isQuiet ? (object)result.Succeeded : result);
    }
}
