namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Exchange answered HTTP 401 and offers Basic authentication: the account or its password is refused. Nothing more is sent
/// on the connection after that, so that the account is not locked out.
/// </summary>
/// <remarks>
/// A server that offers no Basic authentication has not looked at the account: that is
/// <see cref="EwsConnectionFailure.BasicNotOffered"/>.
/// </remarks>
public sealed class EwsAuthenticationException : EwsException
{
    internal EwsAuthenticationException(string host, IReadOnlyList<string> offeredSchemes)
        : base(
            ErrorIds.AccountRefused,
            $"{host} refused the user name or password (HTTP 401).",
            "Check both, and whether the account is locked, disabled or expired. Nothing more is sent with this account.",
            host
        )
    {
        Host = host;
        OfferedSchemes = offeredSchemes;
    }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;

    /// <summary>The host that answered.</summary>
    public string Host { get; }

    /// <summary>The authentication schemes of the WWW-Authenticate headers, for example Negotiate, NTLM, Basic.</summary>
    public IReadOnlyList<string> OfferedSchemes { get; }
}
