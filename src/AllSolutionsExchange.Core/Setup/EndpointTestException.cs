namespace AllSolutionsExchange.Setup;

/// <summary>The test of an endpoint failed, and what was to follow was not done.</summary>
public sealed class EndpointTestException : CouplingException
{
    /// <summary>A failed test.</summary>
    /// <param name="result">What the test found.</param>
    public EndpointTestException(EndpointTestResult result)
        : base(ErrorIds.EndpointTestFailed, Describe(FailedStep(result), result.Url), FailedStep(result).Advice, result.Url) =>
        Result = result;

    /// <summary>What the test found.</summary>
    public EndpointTestResult Result { get; }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;

    private static string Describe(EndpointTestStep failed, string url) =>
        $"The test of {url} failed at {failed.Name}, and nothing was stored: {failed.Detail}";

    private static EndpointTestStep FailedStep(EndpointTestResult result) =>
        result.Steps.First(step => step.Outcome == EndpointStepOutcome.Failed);
}
