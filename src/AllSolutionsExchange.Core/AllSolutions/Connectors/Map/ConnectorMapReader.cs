using AllSolutionsExchange.Http;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Reads connector.json. What it takes is what connector.schema.json says, and what only more than one place can tell.</summary>
internal static class ConnectorMapReader
{
    private const int MaxRequests = 16;
    private static readonly string[] SignIns = ["none", "basic", "header", "bearer", "clientCredentials"];
    private static readonly string[] OurHeaders = ["Authorization", "Cookie", "Host", "Content-Type", "Content-Length", "If-Match"];

    /// <exception cref="ConnectorMapException">It has faults; all of them are named.</exception>
    public static ConnectorMap Read(byte[] utf8)
    {
        var faults = new MapFaults();
        var map = MapNode.Parse(utf8, faults) is { } node && MapObject.Of(node, faults) is { } root ? Read(root) : null;
        faults.ThrowIfAny();
        return map!;
    }

    private static ConnectorMap? Read(MapObject root)
    {
        root.Text("$schema");
        root.Text("description");
        var zone = Zone(root, "timeZone", isRequired: true) ?? "UTC";
        var server = root.Object("rest", isRequired: true) is { } rest ? Server(rest) : null;
        var kinds = new Dictionary<ItemKind, KindMap>();
        if (root.Object("kinds", isRequired: true) is { } all)
        {
            foreach (var kind in KindParts.Kinds)
            {
                if (all.Object(kind.ToString()) is { } inner && new KindMapReader(inner, kind, zone).Read() is { } read)
                {
                    kinds.Add(kind, read);
                }
            }

            if (!all.Members.Any())
            {
                all.Faults.Add(all.Place, "no kind is here", $"Add one of: {string.Join(", ", KindParts.Kinds)}.");
            }

            all.Close();
        }

        root.Close();
        return server is null ? null : new ConnectorMap(zone, server, kinds);
    }

    /// <summary>A time zone in canonical form.</summary>
    public static string? Zone(MapObject map, string name, bool isRequired = false)
    {
        if (map.Text(name, isRequired) is not { } zone)
        {
            return null;
        }

        if (TimeZones.IsKnown(zone))
        {
            return TimeZones.Canonical(zone);
        }

        map.Fault(name, $"'{zone}' is not a time zone that is known here", "Write Europe/Amsterdam, UTC, or another IANA or Windows id.");
        return null;
    }

    private static RestServer? Server(MapObject rest)
    {
        var url = Url(rest, "url");
        var signIn = rest.Object("signIn", isRequired: true) is { } inner ? SignIn(inner) : null;
        var headers = rest.Texts("headers");
        foreach (var (name, _) in headers.Where(header => OurHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase)))
        {
            rest.Fault("headers", $"the header {name} is not the map's to set", "Take it out. Who asks is told with \"signIn\".");
        }

        foreach (var (name, _) in headers.Where(header => !IsHeader(header.Name)))
        {
            rest.Fault(
                "headers",
                $"'{name}' cannot be the name of a header",
                "Write letters, digits and hyphens, such as Accept-Language."
            );
        }

        var thumbprint = Thumbprint(rest);
        var requests = rest.Number("requests", 1, MaxRequests, otherwise: 4);
        rest.Close();
        return url is null || signIn is null ? null : new RestServer(url, signIn, headers, thumbprint, requests);
    }

    private static string? Thumbprint(MapObject rest)
    {
        var text = rest.Text("certificate");
        try
        {
            return CertificateThumbprint.Parse(text);
        }
        catch (ParameterException exception)
        {
            rest.Fault("certificate", exception.Fault.TrimEnd('.'), exception.Advice);
            return null;
        }
    }

    /// <summary>An address that a credential may be sent to.</summary>
    private static Uri? Url(MapObject map, string name)
    {
        if (map.Text(name, isRequired: true) is not { } text)
        {
            return null;
        }

        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url);
        if (!isUrl || !(url!.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            map.Fault(name, "this is not an https address", "Write it as https://erp.contoso.nl/api/; http is taken on this machine only.");
            return null;
        }

        if (url!.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            map.Fault(
                name,
                "the address holds a user name, a password, a query or a fragment",
                "Write scheme, host and path alone. Who asks is told with \"signIn\", and a query in the paths."
            );
            return null;
        }

        return url.AbsolutePath.EndsWith("/", StringComparison.Ordinal) || name != "url" ? url : new Uri(url.AbsoluteUri + "/");
    }

    private static SignInMap? SignIn(MapObject map)
    {
        var type = map.Choice("type", SignIns, isRequired: true);
        var secret = map.Text("secret", isRequired: type is not (null or "none"));
        SignInMap? signIn = type switch
        {
            "basic" => User(map) is { } user ? new SignInMap.Basic(user) : null,
            "header" => HeaderName(map) is { } name ? new SignInMap.Header(name) : null,
            "bearer" => new SignInMap.Bearer(),
            "clientCredentials" => Client(map),
            "none" => new SignInMap.None(),
            _ => null,
        };
        if (type is not null)
        {
            map.Close();
        }

        if (type == "none" && secret is not null)
        {
            map.Fault("secret", "nobody signs in with it", "Take it out, or write another \"type\".");
        }

        return signIn is null ? null : signIn with { Secret = secret };
    }

    /// <summary>A colon would end the user name (RFC 7617).</summary>
    private static string? User(MapObject map)
    {
        var user = map.Text("user", isRequired: true);
        if (user?.Contains(':') == true)
        {
            map.Fault(
                "user",
                "a user name with a colon cannot sign in by Basic authentication",
                "Write the name alone; the password is the secret."
            );
        }

        return user;
    }

    private static string? HeaderName(MapObject map)
    {
        var name = map.Text("name", isRequired: true);
        if (name is not null && !IsHeader(name))
        {
            map.Fault("name", $"'{name}' cannot be the name of a header", "Write letters, digits and hyphens, such as X-Api-Key.");
        }

        return name;
    }

    private static bool IsHeader(string name) =>
        name.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');

    private static SignInMap.ClientCredentials? Client(MapObject map)
    {
        var url = Url(map, "tokenUrl");
        var client = map.Text("clientId", isRequired: true);
        var scope = map.Text("scope");
        return url is null || client is null ? null : new SignInMap.ClientCredentials(url, client, scope);
    }
}
