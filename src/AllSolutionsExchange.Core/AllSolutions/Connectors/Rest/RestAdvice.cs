namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>What to do about a failure of an interface: beside what is known, the test shows which call it is.</summary>
internal static class RestAdvice
{
    /// <summary>The advice, with the command that shows more.</summary>
    public static string With(string? advice = null) =>
        advice is null
            ? "Run the command again. If it fails again, see what Test-AsConnector -User finds."
            : $"{advice} Test-AsConnector -User shows which call fails.";
}
