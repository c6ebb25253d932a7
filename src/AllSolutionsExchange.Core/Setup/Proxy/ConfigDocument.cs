using System.Xml;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>An element, with the places in the text where it begins and ends.</summary>
internal sealed class ConfigElement
{
    public required string Name { get; init; }

    public required ConfigElement? Parent { get; init; }

    /// <summary>The index of its &lt;.</summary>
    public required int Start { get; init; }

    /// <summary>The index behind the &gt; of its start tag.</summary>
    public required int StartTagEnd { get; init; }

    /// <summary>Whether it is written as one tag.</summary>
    public required bool IsSelfClosing { get; init; }

    /// <summary>The index of the &lt;/ of its end tag; behind the element where it is one tag.</summary>
    public int EndTagStart { get; set; }

    /// <summary>The index behind it.</summary>
    public int End { get; set; }

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public List<ConfigElement> Children { get; } = [];

    public IEnumerable<ConfigElement> Descendants => Children.SelectMany(child => child.Descendants.Prepend(child));
}

/// <summary>
/// The elements of a configuration file and where they are. The framework's own reader tells; nothing is written by it.
/// </summary>
internal sealed class ConfigDocument
{
    private ConfigDocument(ConfigText file, ConfigElement root, string path)
    {
        File = file;
        Root = root;
        Path = path;
        Sections = root.Children.Find(child => child.Name == "configSections");
        SystemNet = root.Children.Find(child => child.Name == "system.net");
        if (root.Name != "configuration")
        {
            throw Unparsable(path, $"its root is <{root.Name}> instead of <configuration>", innerException: null);
        }

        if (Sections is not null && root.Children[0] != Sections)
        {
            throw Unparsable(path, "<configSections> is not the first element, as .NET demands", innerException: null);
        }

        Proxy = FindProxy();
    }

    public ConfigText File { get; }

    public ConfigElement Root { get; }

    public string Path { get; }

    public string Text => File.Text;

    public ConfigElement? Sections { get; }

    public ConfigElement? SystemNet { get; }

    /// <summary>The one defaultProxy of the application; null if there is none.</summary>
    public ConfigElement? Proxy { get; }

    /// <summary>Reads a file's content.</summary>
    /// <exception cref="EwsProxyException">It is not a configuration file, or has a proxy where none can be worked with.</exception>
    public static ConfigDocument Parse(byte[] bytes, string path)
    {
        var file = ConfigText.Decode(bytes, path);
        try
        {
            return new ConfigDocument(file, Read(file.Text), path);
        }
        catch (XmlException exception)
        {
            throw Unparsable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    private ConfigElement? FindProxy()
    {
        var proxies = Root.Descendants.Where(element => element is { Name: "defaultProxy", Parent.Name: "system.net" }).ToList();
        if (proxies.Exists(proxy => proxy.Parent!.Parent != Root))
        {
            throw new EwsProxyException(
                ErrorIds.ProxyInLocation,
                Path,
                $"'{Path}' has a <defaultProxy> inside a <location>, which overrides what is set for the application.",
                "Take it out by hand."
            );
        }

        return proxies.Count <= 1
            ? proxies.FirstOrDefault()
            : throw new EwsProxyException(
                ErrorIds.ProxyTwice,
                Path,
                $"'{Path}' has more than one <defaultProxy>, with which .NET loads none.",
                "Leave one by hand."
            );
    }

    private static ConfigElement Read(string text)
    {
        var lines = LineStarts(text);
        ConfigElement? root = null,
            current = null;
        using var reader = XmlReader.Create(
            new StringReader(text),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );
        var position = (IXmlLineInfo)reader;
        while (reader.Read())
        {
            // The reader points at the name, behind < or </.
            var name = reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement
                ? lines[position.LineNumber - 1] + position.LinePosition - 1
                : 0;
            if (reader.NodeType == XmlNodeType.Element)
            {
                var element = Begin(reader, text, name - 1, current);
                current?.Children.Add(element);
                root ??= element;
                current = element.IsSelfClosing ? current : element;
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                current!.EndTagStart = name - 2;
                current.End = text.IndexOf('>', name) + 1;
                current = current.Parent;
            }
        }

        return root!;
    }

    private static ConfigElement Begin(XmlReader reader, string text, int start, ConfigElement? parent)
    {
        var tagEnd = TagEnd(text, start);
        var element = new ConfigElement
        {
            Name = reader.Name,
            Parent = parent,
            Start = start,
            StartTagEnd = tagEnd,
            IsSelfClosing = reader.IsEmptyElement,
            EndTagStart = tagEnd,
            End = tagEnd,
        };
        while (reader.MoveToNextAttribute())
        {
            element.Attributes[reader.Name] = reader.Value;
        }

        reader.MoveToElement();
        return element;
    }

    // A > may be in an attribute's value.
    private static int TagEnd(string text, int start)
    {
        var quote = '\0';
        for (var index = start; ; index++)
        {
            var character = text[index];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '>')
            {
                return index + 1;
            }
        }
    }

    // Lines as the reader counts them: CR, LF and CR LF each end one.
    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                starts.Add(index + 1);
            }
        }

        return starts;
    }

    private static EwsProxyException Unparsable(string path, string reason, Exception? innerException) =>
        new(
            ErrorIds.ConfigFileUnreadable,
            path,
            $"'{path}' is not a configuration file that .NET would load: {reason}.",
            "Repair it, or put back a copy that is whole.",
            innerException
        );
}
