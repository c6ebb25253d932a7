namespace AllSolutionsExchange.Setup;

/// <summary>The test of an endpoint failed, and what was to follow was not done.</summary>
public sealed class EndpointTestException : CouplingException
{
    /// <summary>A failed test.</summary>
    /// <param name="result">What the test found.</param>
    public EndpointTestException(EndpointTestResult result)
        : base("EndpointTestFailed", Describe(result), innerException: null) => Result = result;

    /// <summary>What the test found.</summary>
    public EndpointTestResult Result { get; }

    private static string Describe(EndpointTestResult result)
    {
        var failed = result.Steps.First(step => step.Outcome == EndpointStepOutcome.Failed);
        return $"The test of {result.Url} failed at {failed.Name}, and nothing was stored: {failed.Detail} {failed.Advice}".TrimEnd();
    }
}
