using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Basic authentication (RFC 7617), with the account as <c>DOMAIN\user</c> or as user principal name.</summary>
internal static class EwsBasicAuthentication
{
    public static AuthenticationHeaderValue Header(NetworkCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountOf(credential)}:{credential.Password}")));

    /// <summary>DOMAIN\user, or the user principal name.</summary>
    public static string AccountOf(NetworkCredential credential) =>
        credential.Domain.Length == 0 ? credential.UserName : $@"{credential.Domain}\{credential.UserName}";
}
