using System.Net;

namespace AllSolutionsExchange.Setup;

/// <summary>What <see cref="EndpointProbe"/> tests, and with what.</summary>
public sealed record EndpointProbeOptions
{
    /// <summary>The address as the admin typed it: a host name, or a URL as <see cref="AllSolutions.EwsUrl"/> reads it.</summary>
    public required string Url { get; init; }

    /// <summary>The service account; null tests only what needs no sign-in.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The SMTP address of a mailbox to impersonate; null impersonates none.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The HTTP proxy that requests go through; null takes the system's, if it has one for the host.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long each step may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The SHA-1 or SHA-256 thumbprint, in hexadecimal, of the one certificate that is accepted, trusted or not. Null
    /// accepts what the system trusts.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The clock by which the dates of certificate and support are judged.</summary>
    public required Func<DateTimeOffset> Clock { get; init; }
}
