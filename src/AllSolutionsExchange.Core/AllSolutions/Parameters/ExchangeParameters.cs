namespace AllSolutionsExchange.AllSolutions;

/// <summary>The parameters of the coupling (MZZPAR), without the password.</summary>
public sealed record ExchangeParameters
{
    /// <summary>The full path of the store that they are kept in.</summary>
    public string Store { get; init; } = "";

    /// <summary>The address of Exchange Web Services, with its path.</summary>
    public required Uri Url { get; init; }

    /// <summary>The Active Directory domain, or an empty string.</summary>
    public required string Domain { get; init; }

    /// <summary>The service account's name, without the domain, or its user principal name.</summary>
    public required string UserName { get; init; }

    /// <summary>
    /// The thumbprint of the one certificate that is taken (SHA-1 or SHA-256, upper-case hexadecimal), or null: then the system decides.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The proxy that requests go through, or null for none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The account that runs the sync, if it is not the one that set the parameters; else null.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The time zone of appointments that name none: the Windows id where there is one, else the IANA id.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The number of items per request that last worked, or null if it was never lowered.</summary>
    public int? BatchSize { get; init; }

    /// <summary>
    /// When the server refused the account (401), in UTC; null if it did not. No run starts until the parameters are set again.
    /// </summary>
    public DateTime? AccountRefusedUtc { get; init; }

    /// <summary>Why the account was refused, or null.</summary>
    public string? AccountRefusedReason { get; init; }

    /// <summary>Goes up each time the parameters are set.</summary>
    public long Revision { get; init; }

    /// <summary>When the parameters were last set, in UTC.</summary>
    public DateTime UpdatedUtc { get; init; }
}
