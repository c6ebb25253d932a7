namespace AllSolutionsExchange.Setup;

/// <summary>How a step of the endpoint test ended.</summary>
public static class EndpointStepOutcome
{
    /// <summary>As it should be.</summary>
    public const string Passed = nameof(Passed);

    /// <summary>The coupling works, and something deserves a look.</summary>
    public const string Warning = nameof(Warning);

    /// <summary>The coupling cannot work so.</summary>
    public const string Failed = nameof(Failed);

    /// <summary>Not done: a step before it failed, or nothing was given to do it with.</summary>
    public const string Skipped = nameof(Skipped);
}

/// <summary>One step of the endpoint test.</summary>
/// <param name="Name">
/// Of the endpoint: Url, Dns, Tcp, Tls, CertificateTrust, CertificateName, CertificateDates, Authentication, SignIn, Version. Of a
/// mailbox: Impersonation, Folder, Create, Read, Delete; or NotAllowed. The names do not change.
/// </param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What was found, or why the step was skipped.</param>
/// <param name="Advice">What to do about it, with the command to run; null on a step that passed or was skipped.</param>
/// <param name="Duration">How long it took; zero on a skipped step.</param>
public sealed record EndpointTestStep(string Name, string Outcome, string Detail, string? Advice, TimeSpan Duration)
{
    /// <summary>The step's name and how it ended.</summary>
    public override string ToString() => $"{Name} {Outcome}";
}
