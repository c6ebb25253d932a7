using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What the test of the connector found for one user's items of one kind.</summary>
public sealed record ConnectorTestResult
{
    /// <summary>True when no step failed.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>The user in AllSolutions whose items were tested.</summary>
    public required string User { get; init; }

    /// <summary>The kind of item, such as Appointment.</summary>
    public required string Kind { get; init; }

    /// <summary>Where all addresses of the interface begin.</summary>
    public required string Url { get; init; }

    /// <summary>All steps, in the order in which they are taken.</summary>
    public required IReadOnlyList<ConnectorTestStep> Steps
    {
        get;
        init => field = ReadableList.Of(value);
    }

    /// <summary>The first step that failed; else the first that warns; else null.</summary>
    public string? Finding => Found(ConnectorTestStep.Failed) ?? Found(ConnectorTestStep.Warning);

    private string? Found(string outcome) =>
        Steps.FirstOrDefault(step => step.Outcome == outcome) is { } step ? $"{step.Name}: {step.Detail}" : null;
}

/// <summary>One step of the test of a connector.</summary>
/// <param name="Name">SignIn, List, Read, Create, ReadBack, Change, Delete, Gone. The names do not change.</param>
/// <param name="Outcome">How it ended: Passed, Warning, Failed or Skipped.</param>
/// <param name="Detail">What was found, or why the step was skipped.</param>
/// <param name="Advice">What to do about it; null on a step that passed or was skipped.</param>
public sealed record ConnectorTestStep(string Name, string Outcome, string Detail, string? Advice)
{
    internal const string Passed = nameof(Passed);
    internal const string Warning = nameof(Warning);
    internal const string Failed = nameof(Failed);
    internal const string Skipped = nameof(Skipped);

    /// <summary>The step's name and how it ended.</summary>
    public override string ToString() => $"{Name} {Outcome}";
}
