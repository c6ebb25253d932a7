using System.Net;

namespace AllSolutionsExchange.Setup;

/// <summary>What <see cref="EndpointProbe"/> tests, and with what.</summary>
public sealed record EndpointProbeOptions
{
    /// <summary>The address as the admin typed it: a host name, or a URL as <see cref="Exchange.EwsUrl"/> reads it.</summary>
    public required string Url { get; init; }

    /// <summary>The service account; null tests only what needs no sign-in.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The endpoint that refused this account in the same run: it is not tried again. Null where none did.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>The HTTP proxy that requests go through; null goes directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long each step may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The SHA-1 or SHA-256 thumbprint, in hexadecimal, of the one certificate that is accepted, trusted or not. Null
    /// accepts what the system trusts.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The folder in which a mailbox is tested: a well-known one for messages, by its name in EWS, in any case.</summary>
    public string Folder { get; init; } = "Outbox";

    /// <summary>Whether that folder may hold items.</summary>
    public bool AllowItemsInFolder { get; init; }

    /// <summary>How many mailboxes are tested at the same time.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>The clock by which the dates of certificate and support are judged.</summary>
    public required Func<DateTimeOffset> Clock { get; init; }

    /// <summary>How long the removal of a test message may hold up a cancellation.</summary>
    internal TimeSpan CleanUpLimit { get; init; } = TimeSpan.FromSeconds(5);
}
