namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// The address of an HTTP proxy, as an admin names it. Requests go through the one that is named, and through none where none is:
/// the proxy of the system is that of whoever is signed in, and the synchronisation runs as another account.
/// </summary>
public static class ProxyAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">The address, http or https; empty for none.</param>
    /// <returns>The address; null for none.</returns>
    /// <exception cref="ParameterException">It is not an address, or it holds a user name or a password. The message does not show
    /// it.</exception>
    public static Uri? Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw Refused("The proxy is not an address.", "Give it as http://proxy.contoso.nl:8080.");
        }

        return uri.UserInfo.Length == 0
            ? uri
            : throw Refused("The proxy's address holds a user name or a password, which would be kept in clear.", "Give it without them.");
    }

    private static ParameterException Refused(string fault, string advice) => new(ErrorIds.ProxyRefused, fault, advice);
}
