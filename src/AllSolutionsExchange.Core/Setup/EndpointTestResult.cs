using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Setup;

/// <summary>What the test of one endpoint found.</summary>
public sealed record EndpointTestResult
{
    /// <summary>
    /// True when no step failed. A sign-in without credential does not count; a mailbox without one fails, since nothing is proved of it.
    /// </summary>
    public required bool Succeeded { get; init; }

    /// <summary>The full address that was tested; where the one given was refused, that one, without a user name or password.</summary>
    public required string Url { get; init; }

    /// <summary>The SMTP address of the mailbox that was tested; null for the endpoint alone.</summary>
    public string? Mailbox { get; init; }

    /// <summary>For example <c>Exchange Server 2019</c>; null when the server did not say.</summary>
    public string? ServerProduct { get; init; }

    /// <summary>
    /// The build, for example 15.2.1748.39; null when the server did not say. It is the one of the process that answered:
    /// a security update does not always raise it.
    /// </summary>
    public Version? ServerBuild { get; init; }

    /// <summary>
    /// What the endpoint offers for a sign-in: the HTTP schemes, for example <c>Negotiate</c>, <c>NTLM</c>, <c>Basic</c>
    /// (the only one that the coupling uses); <c>Forms</c> for a logon page; <c>Anonymous</c> where none is asked.
    /// </summary>
    public required IReadOnlyList<string> AuthenticationMethods
    {
        get;
        init => field = ReadableList.Of(value);
    }

    /// <summary>The certificate that the server showed, accepted or not; null when it showed none.</summary>
    public EndpointCertificate? Certificate { get; init; }

    /// <summary>All steps, in the order in which they are taken.</summary>
    public required IReadOnlyList<EndpointTestStep> Steps
    {
        get;
        init => field = ReadableList.Of(value);
    }

    /// <summary>
    /// The first step that failed; else the first that warns, of a mailbox among its own steps; else the product. A warning about the
    /// endpoint holds for every mailbox there.
    /// </summary>
    public string? Finding =>
        Found(Steps, EndpointStepOutcome.Failed) ?? Found(Steps.Skip(SharedSteps), EndpointStepOutcome.Warning) ?? ServerProduct;

    /// <summary>How many of the steps are those of the endpoint, which every mailbox there has in common; 0 for the endpoint
    /// itself.</summary>
    internal int SharedSteps { get; init; }

    private static string? Found(IEnumerable<EndpointTestStep> steps, string outcome) =>
        steps.FirstOrDefault(step => step.Outcome == outcome) is { } step ? $"{step.Name}: {step.Detail}" : null;
}

/// <summary>A server's certificate.</summary>
/// <param name="Subject">For whom it was issued, as a distinguished name.</param>
/// <param name="Issuer">By whom it was issued, as a distinguished name.</param>
/// <param name="Thumbprint">The SHA-1 hash, 40 hexadecimal digits: what Get-ExchangeCertificate shows.</param>
/// <param name="NotAfter">The last moment at which it is valid, in UTC.</param>
public sealed record EndpointCertificate(string Subject, string Issuer, string Thumbprint, DateTimeOffset NotAfter)
{
    /// <summary>Whose it is, from whom, which one, and until when.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Subject}, issued by {Issuer}, thumbprint {Thumbprint}, valid until {NotAfter:yyyy-MM-dd}");
}
