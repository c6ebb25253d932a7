using System.Net;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The service account as an admin writes it in a command.</summary>
internal static class AccountName
{
    /// <summary>DOMAIN\user, or the user principal name.</summary>
    public static string Of(NetworkCredential credential) =>
        credential.Domain.Length == 0 ? credential.UserName : $@"{credential.Domain}\{credential.UserName}";
}
