namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Exchange answered HTTP 401: the account or its password is refused, or Basic authentication is not offered.
/// Nothing more is sent on the connection after that, so that the account is not locked out.
/// </summary>
public sealed class EwsAuthenticationException : EwsException
{
    internal EwsAuthenticationException(string host, IReadOnlyList<string> offeredSchemes)
        : base(Describe(host, offeredSchemes), innerException: null)
    {
        Host = host;
        OfferedSchemes = offeredSchemes;
    }

    /// <summary>The host that answered.</summary>
    public string Host { get; }

    /// <summary>The authentication schemes of the WWW-Authenticate headers, for example Negotiate, NTLM, Basic.</summary>
    public IReadOnlyList<string> OfferedSchemes { get; }

    /// <summary>Whether the server offers Basic authentication, the one that this client speaks.</summary>
    public bool IsBasicOffered => OfferedSchemes.Contains("Basic", StringComparer.OrdinalIgnoreCase);

    private static string Describe(string host, IReadOnlyList<string> schemes)
    {
        if (schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase))
            return $"{host} refused the user name or password (HTTP 401). Check both, and whether the account is locked, disabled or expired. Nothing more is sent with this account.";
        var offered = schemes.Count == 0 ? "no authentication scheme" : string.Join(", ", schemes);
        return $"{host} does not offer Basic authentication (HTTP 401, offered: {offered}). Turn it on with Set-WebServicesVirtualDirectory -Identity 'SERVER\\EWS (Default Web Site)' -BasicAuthentication $true.";
    }
}
