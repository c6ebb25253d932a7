namespace AllSolutionsExchange.Setup.Steps;

/// <summary>One step of the test. What it works on is given to it when it is made.</summary>
internal abstract class EndpointStep
{
    public abstract string Name { get; }

    /// <summary>The names of the steps without whose success this one makes no sense.</summary>
    public virtual IReadOnlyList<string> DependsOn => [];

    /// <exception cref="Exchange.Ews.EwsConnectionException">No usable answer came; the step failed.</exception>
    /// <exception cref="Exchange.Ews.EwsAuthenticationException">The account was refused; the step failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the step's time was over.</exception>
    public abstract Task<Finding> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a step found. Advice comes with what is not as it should be, and only then.</summary>
internal sealed record Finding
{
    private Finding(string outcome, string detail, string? advice)
    {
        Outcome = outcome;
        Detail = ForeignText.Shown(detail);
        Advice = advice is null ? null : ForeignText.Shown(advice);
    }

    public string Outcome { get; }

    public string Detail { get; }

    public string? Advice { get; }

    public static Finding Passed(string detail) => new(EndpointStepOutcome.Passed, detail, advice: null);

    public static Finding Warning(string detail, string advice) => new(EndpointStepOutcome.Warning, detail, advice);

    public static Finding Failed(string detail, string advice) => new(EndpointStepOutcome.Failed, detail, advice);

    public static Finding Skipped(string detail) => new(EndpointStepOutcome.Skipped, detail, advice: null);
}
