using System.Management.Automation;
using System.Net;

namespace AllSolutionsExchange.Binding;

/// <summary>An admin's credential as Exchange is to be sent it.</summary>
internal static class Account
{
    /// <summary>
    /// The credential. PowerShell's own conversion cuts a user principal name in two; it is sent whole here.
    /// </summary>
    public static NetworkCredential From(PSCredential credential)
    {
        var name = credential.UserName.Trim();
        var separator = name.IndexOf('\\');
        return separator < 0
            ? new NetworkCredential(name, credential.Password)
            : new NetworkCredential(name.Substring(separator + 1), credential.Password, name.Substring(0, separator));
    }
}
