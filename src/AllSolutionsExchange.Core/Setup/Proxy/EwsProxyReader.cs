namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>Reads what a defaultProxy element means. Names are taken as .NET takes them, by case; values are not.</summary>
internal static class EwsProxyReader
{
    /// <summary>The settings; null where the file has none.</summary>
    public static EwsProxySettings? Read(ConfigElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var others = new List<string>();
        var enabled = true;
        var useDefaultCredentials = false;
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Key == "enabled" && Boolean(attribute.Value) is { } isEnabled)
            {
                enabled = isEnabled;
            }
            else if (attribute.Key == "useDefaultCredentials" && Boolean(attribute.Value) is { } usesCredentials)
            {
                useDefaultCredentials = usesCredentials;
            }
            else
            {
                others.Add(Written(element, attribute));
            }
        }

        var proxy = element.Children.Find(child => child.Name == "proxy");
        var list = element.Children.Find(child => child.Name == "bypasslist");
        others.AddRange(element.Children.Where(child => child != proxy && child != list).Select(child => $"<{child.Name}>"));
        return ReadProxy(proxy, others) with
        {
            Enabled = enabled,
            UseDefaultCredentials = useDefaultCredentials,
            BypassList = ReadList(list, others),
            Others = others,
        };
    }

    private static EwsProxySettings ReadProxy(ConfigElement? proxy, List<string> others)
    {
        var settings = new EwsProxySettings { UseSystemDefault = true };
        foreach (var attribute in proxy?.Attributes ?? [])
        {
            var isUnspecified = attribute.Value.Equals("Unspecified", StringComparison.OrdinalIgnoreCase);
            if (attribute.Key is "usesystemdefault" or "bypassonlocal" or "autoDetect" && isUnspecified)
            {
                continue;
            }

            if (attribute.Key == "usesystemdefault" && Boolean(attribute.Value) is { } system)
            {
                settings = settings with { UseSystemDefault = system };
            }
            else if (attribute.Key == "bypassonlocal" && Boolean(attribute.Value) is { } local)
            {
                settings = settings with { BypassOnLocal = local };
            }
            else if (attribute.Key == "proxyaddress" && Uri.TryCreate(attribute.Value, UriKind.Absolute, out var address))
            {
                settings = settings with { ProxyAddress = WithoutUser(address) };
            }
            else
            {
                others.Add(Written(proxy!, attribute));
            }
        }

        return settings;
    }

    // .NET takes no account from there; what somebody put there is not shown.
    private static Uri WithoutUser(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;

    private static IReadOnlyList<string> ReadList(ConfigElement? list, List<string> others)
    {
        var addresses = new List<string>();
        foreach (var entry in list?.Children ?? [])
        {
            if (entry is { Name: "add", Attributes.Count: 1 } && entry.Attributes.TryGetValue("address", out var address))
            {
                addresses.Add(address);
            }
            else
            {
                others.Add($"<bypasslist> with <{entry.Name}>");
            }
        }

        return addresses;
    }

    private static bool? Boolean(string value) => bool.TryParse(value, out var boolean) ? boolean : null;

    // An address in the file may hold a password that somebody put there.
    private static string Written(ConfigElement element, KeyValuePair<string, string> attribute) =>
        $"<{element.Name} {attribute.Key}=\"{(attribute.Value.Contains("@") ? "…" : attribute.Value)}\">";
}
