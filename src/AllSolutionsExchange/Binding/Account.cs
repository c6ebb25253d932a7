using System.Management.Automation;
using System.Net;
using AllSolutionsExchange.Exchange;

namespace AllSolutionsExchange.Binding;

/// <summary>An admin's credential as Exchange is to be sent it.</summary>
internal static class Account
{
    /// <summary>
    /// The credential. PowerShell's own conversion cuts a user principal name in two; it is sent whole here.
    /// </summary>
    public static NetworkCredential From(PSCredential credential)
    {
        var account = AccountName.Parse(credential.UserName);
        return account.Domain is null
            ? new NetworkCredential(account.Name, credential.Password)
            : new NetworkCredential(account.Name, credential.Password, account.Domain);
    }
}
