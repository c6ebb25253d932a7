using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Basic authentication (RFC 7617), with the account as <c>DOMAIN\user</c> or as user principal name.</summary>
internal static class EwsBasicAuthentication
{
    public static AuthenticationHeaderValue Header(NetworkCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountOf(credential)}:{credential.Password}")));

    /// <summary>What an HTTP 401 means. Only a server that offers Basic has looked at the account.</summary>
    /// <param name="host">The host that answered.</param>
    /// <param name="server">The server behind it, by its own name; null if it does not say it.</param>
    /// <param name="schemes">What it offers.</param>
    public static EwsException Refusal(string host, string? server, IReadOnlyList<string> schemes)
    {
        if (schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase))
        {
            return new EwsAuthenticationException(host, schemes);
        }

        var offered = schemes.Count == 0 ? "no authentication scheme" : string.Join(", ", schemes);
        var who = server is null ? host : $"{host} (server {server})";
        return new EwsConnectionException(
            EwsConnectionFailure.BasicNotOffered,
            $"{who} does not offer Basic authentication (HTTP 401, offered: {offered}), so it did not look at the account.",
            "If it was offered before, servers behind this name are set up differently: see Get-AsEwsAuthentication. To turn it on, in the "
                + "Exchange Management Shell: Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true."
        );
    }

    /// <summary>DOMAIN\user, or the user principal name.</summary>
    public static string AccountOf(NetworkCredential credential) =>
        credential.Domain.Length == 0 ? credential.UserName : $@"{credential.Domain}\{credential.UserName}";
}
