using System.Globalization;
using System.Text;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>Where in the text a proxy comes or goes. What it writes is ASCII, so that every encoding holds it.</summary>
internal static class EwsProxyEditor
{
    /// <summary>Puts the proxy in, or in the place of the one that is there.</summary>
    public static TextSplice Set(ConfigDocument document, EwsProxySettings settings)
    {
        var layout = new ConfigLayout(document);
        var proxy = Lines(settings);
        if (document.Proxy is { } present)
        {
            return new TextSplice(present.Start, present.End - present.Start, layout.Write(proxy, layout.IndentOf(present)).TrimStart());
        }

        if (document.SystemNet is { } systemNet)
        {
            return layout.InsertFirst(systemNet, proxy);
        }

        var group = proxy
            .Select(line => (Depth: line.Depth + 1, line.Text))
            .Prepend((0, "<system.net>"))
            .Append((0, "</system.net>"))
            .ToList();
        return document.Sections is { } sections ? layout.InsertAfter(sections, group) : layout.InsertFirst(document.Root, group);
    }

    /// <summary>Takes the proxy out, and the group around it where nothing else is in it.</summary>
    public static TextSplice Remove(ConfigDocument document)
    {
        var proxy = document.Proxy!;
        var group = proxy.Parent!;
        var isAlone =
            string.IsNullOrWhiteSpace(document.Text.Substring(group.StartTagEnd, proxy.Start - group.StartTagEnd))
            && string.IsNullOrWhiteSpace(document.Text.Substring(proxy.End, group.EndTagStart - proxy.End));
        var gone = isAlone ? group : proxy;
        var start = new ConfigLayout(document).LineStart(gone) ?? gone.Start;
        return new TextSplice(start, gone.End - start, "");
    }

    private static List<(int Depth, string Text)> Lines(EwsProxySettings settings)
    {
        var lines = new List<(int, string)>
        {
            (
                0,
                $"<defaultProxy enabled=\"{(settings.Enabled ? "true" : "false")}\" "
                    + $"useDefaultCredentials=\"{(settings.UseDefaultCredentials ? "true" : "false")}\">"
            ),
            (1, ProxyLine(settings)),
        };
        if (settings.BypassList.Count > 0)
        {
            lines.Add((1, "<bypasslist>"));
            lines.AddRange(settings.BypassList.Select(expression => (2, $"<add address=\"{Escape(expression)}\" />")));
            lines.Add((1, "</bypasslist>"));
        }

        lines.Add((0, "</defaultProxy>"));
        return lines;
    }

    private static string ProxyLine(EwsProxySettings settings)
    {
        var line = new StringBuilder($"<proxy usesystemdefault=\"{(settings.UseSystemDefault ? "True" : "False")}\"");
        if (settings.ProxyAddress is { } address)
        {
            line.Append($" proxyaddress=\"{Escape(address.GetLeftPart(UriPartial.Authority))}\"");
        }

        if (settings.BypassOnLocal is { } local)
        {
            line.Append($" bypassonlocal=\"{(local ? "True" : "False")}\"");
        }

        return line.Append(" />").ToString();
    }

    private static string Escape(string value)
    {
        var escaped = new StringBuilder();
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] is >= ' ' and <= '~' and not ('&' or '<' or '>' or '"'))
            {
                escaped.Append(value[index]);
                continue;
            }

            escaped.Append("&#x").Append(char.ConvertToUtf32(value, index).ToString("X", CultureInfo.InvariantCulture)).Append(';');
            if (char.IsHighSurrogate(value[index]))
            {
                index++;
            }
        }

        return escaped.ToString();
    }
}
