using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>
/// XML comments by the conventions of XmlDoc2CmdletDoc: <c>para</c> elements of the types <c>synopsis</c>, <c>description</c> and
/// <c>link</c>, and <c>example</c> elements with paragraphs around a <c>code</c>.
/// </summary>
internal sealed partial class XmlComments(IEnumerable<string> paths)
{
    private readonly Dictionary<string, XElement> _members = paths
        .SelectMany(path => XDocument.Load(path).Descendants("member"))
        .GroupBy(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
        .ToDictionary(members => members.Key, members => members.First(), StringComparer.Ordinal);

    /// <summary>What kind of object a type is: the summary of it.</summary>
    public IReadOnlyList<string> Of(Type type) =>
        _members.TryGetValue("T:" + type.FullName, out var member) && member.Element("summary") is { } summary ? [Text(summary)] : [];

    /// <summary>The paragraphs of one type on a cmdlet.</summary>
    public IReadOnlyList<string> Of(Type type, string paragraph) => Paragraphs("T:" + type.FullName, paragraph);

    /// <summary>The description of a parameter.</summary>
    public IReadOnlyList<string> Of(PropertyInfo property) =>
        Paragraphs($"P:{property.DeclaringType!.FullName}.{property.Name}", "description");

    /// <summary>What a property of a result is; of a record, what its parameter is. Empty where nothing is said.</summary>
    public string Summary(PropertyInfo property)
    {
        var type = property.DeclaringType!.FullName;
        var text =
            _members.TryGetValue($"P:{type}.{property.Name}", out var member) ? member.Element("summary")
            : _members.TryGetValue("T:" + type, out var record)
                ? record.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == property.Name)
            : null;
        return text is null ? "" : Text(text);
    }

    /// <summary>The remarks on a property, or nothing.</summary>
    public string Remarks(PropertyInfo property) =>
        _members.TryGetValue($"P:{property.DeclaringType!.FullName}.{property.Name}", out var member)
        && member.Element("remarks") is { } remarks
            ? Text(remarks)
            : "";

    /// <summary>All that is said of a cmdlet and its parameters, examples included.</summary>
    public string Everything(Cmdlet cmdlet) =>
        string.Join(
            '\n',
            new[] { "T:" + cmdlet.Type.FullName }
                .Concat(cmdlet.Parameters.Select(parameter => $"P:{parameter.Property.DeclaringType!.FullName}.{parameter.Name}"))
                .Select(name => _members.TryGetValue(name, out var member) ? member.Value : "")
        );

    /// <summary>The links of a cmdlet: what to call them, and where they lead (null for the help of another command).</summary>
    public IEnumerable<(string Text, string? Address)> Links(Type type) =>
        Member("T:" + type.FullName)
            .Where(paragraph => (string?)paragraph.Attribute("type") == "link")
            .Select(paragraph => (Text(paragraph), (string?)paragraph.Attribute("uri")));

    public IEnumerable<HelpExample> Examples(Type type) =>
        _members.TryGetValue("T:" + type.FullName, out var member)
            ? member
                .Elements("example")
                .Select(example => new HelpExample(
                    [.. example.Element("code")?.ElementsBeforeSelf("para").Select(Text) ?? []],
                    Code(example.Element("code")),
                    [.. example.Element("code")?.ElementsAfterSelf("para").Select(Text) ?? []]
                ))
            : [];

    private IReadOnlyList<string> Paragraphs(string name, string type) =>
        [.. Member(name).Where(paragraph => (string?)paragraph.Attribute("type") == type).Select(Text)];

    private IEnumerable<XElement> Member(string name) => _members.TryGetValue(name, out var member) ? member.Descendants("para") : [];

    private static string Text(XElement element) => Blank().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "seealso" } reference => (
                (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? ""
            ).Split('.', ':')[^1],
            XElement { Name.LocalName: "paramref" } reference => (string?)reference.Attribute("name") ?? "",
            XElement element => Text(element),
            _ => "",
        };

    /// <summary>The lines of a code, without the indentation that they have in common.</summary>
    private static string Code(XElement? code)
    {
        var lines = (code?.Value ?? "")
            .Replace("\r", "", StringComparison.Ordinal)
            .Trim('\n')
            .Split('\n')
            .Select(line => line.TrimEnd())
            .ToList();
        var indents = lines
            .Skip(1)
            .Where(line => line.Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0)
            .Min();
        return string.Join(
                '\n',
                lines.Select(
                    (line, index) =>
                        index == 0 ? line.TrimStart()
                        : line.Length > 0 ? line[indents..]
                        : line
                )
            )
            .Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}

/// <summary>An example of a cmdlet.</summary>
/// <param name="Introduction">What is wanted.</param>
/// <param name="Code">What to type.</param>
/// <param name="Remarks">What to know of it.</param>
internal sealed record HelpExample(IReadOnlyList<string> Introduction, string Code, IReadOnlyList<string> Remarks);
