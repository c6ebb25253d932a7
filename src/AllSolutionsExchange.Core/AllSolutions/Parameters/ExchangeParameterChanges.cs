using System.Net;
using System.Security;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// What to set of the parameters. Null leaves a parameter as it is; an empty string takes it away where it may be absent.
/// </summary>
public sealed class ExchangeParameterChanges
{
    /// <summary>The address of Exchange Web Services in any form that <see cref="EwsUrl.Parse"/> takes.</summary>
    public string? Url { get; init; }

    /// <summary>The Active Directory domain; empty for none.</summary>
    public string? Domain { get; init; }

    /// <summary>The service account: a name, DOMAIN\name, or a user principal name. Goes with <see cref="Password"/>.</summary>
    public string? UserName { get; init; }

    /// <summary>The service account's password.</summary>
    public SecureString? Password { get; init; }

    /// <summary>
    /// The thumbprint of the one certificate to take (SHA-1 or SHA-256, hexadecimal; blanks and colons are dropped); empty for none.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>The proxy's address, http or https; empty for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>The account that runs the sync; empty for the one that sets the parameters.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>A Windows or IANA time zone id.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The parameters as they would be after this.</summary>
    /// <param name="current">The parameters now, or null if there are none.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ParameterException">A parameter cannot be taken, or one is missing.</exception>
    internal ExchangeParameters ApplyTo(ExchangeParameters? current, DateTimeOffset now)
    {
        if (UserName is null != Password is null)
        {
            throw new ParameterException(
                ErrorIds.CredentialIncomplete,
                "The user name and the password go together.",
                "Give both with -Credential."
            );
        }

        var url = Url is not null ? EwsUrl.Parse(Url).Uri : current?.Url ?? throw Missing(ErrorIds.UrlMissing, "-Url");
        var (domain, userName) = Account(current);
        var isSameServer = url == current?.Url;
        return new ExchangeParameters
        {
            Url = url,
            Domain = domain,
            UserName = userName,
            CertificateThumbprint = CertificateThumbprint is null
                ? current?.CertificateThumbprint
                : Http.CertificateThumbprint.Parse(CertificateThumbprint),
            Proxy = Proxy is null ? current?.Proxy : ProxyAddress.Parse(Proxy),
            ServiceAccount = ServiceAccount is null ? current?.ServiceAccount : NullIfEmpty(ServiceAccount),
            TimeZone = Zone(current),
            BatchSize = isSameServer ? current!.BatchSize : null,
            Revision = (current?.Revision ?? 0) + 1,
            UpdatedUtc = now.UtcDateTime,
        };
    }

    /// <summary>The account to sign in with.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="password">Its password.</param>
    internal static NetworkCredential Credential(ExchangeParameters parameters, SecureString password) =>
        new(parameters.UserName, password, parameters.UserName.Contains("@") ? "" : parameters.Domain);

    private (string Domain, string UserName) Account(ExchangeParameters? current)
    {
        var (given, userName) = AccountName.Parse(
            UserName ?? current?.UserName ?? throw Missing(ErrorIds.CredentialMissing, "-Credential")
        );
        var domain = Domain?.Trim() ?? current?.Domain ?? "";
        if (given is not null)
        {
            if (Domain is not null && !string.Equals(given, domain, StringComparison.OrdinalIgnoreCase))
            {
                throw new ParameterException(
                    ErrorIds.DomainContradicts,
                    $"-Domain is '{domain}' but the user name says '{given}'.",
                    "Give one of them."
                );
            }

            domain = given;
        }

        // A colon ends the user name in Basic authentication (RFC 7617, section 2).
        if (userName.Length == 0 || userName.Contains(":") || domain.Contains(":"))
        {
            throw new ParameterException(
                ErrorIds.UserNameRefused,
                "The user name is empty or holds a colon, which Basic authentication cannot carry.",
                "Give the account as DOMAIN\\name or name@domain."
            );
        }

        return (domain, userName);
    }

    private string Zone(ExchangeParameters? current)
    {
        if (string.IsNullOrWhiteSpace(TimeZone))
        {
            return current?.TimeZone ?? TimeZones.Local;
        }

        try
        {
            return TimeZones.Canonical(TimeZone!.Trim());
        }
        catch (UnknownTimeZoneException exception)
        {
            throw new ParameterException(ErrorIds.TimeZoneUnknown, exception);
        }
    }

    private static string? NullIfEmpty(string text) => text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static ParameterException Missing(ErrorDescriptor error, string parameter) =>
        new(error, "The parameters are not set yet.", $"Give {parameter} too: Set-AsExchangeParameter -Url -Credential.");
}
