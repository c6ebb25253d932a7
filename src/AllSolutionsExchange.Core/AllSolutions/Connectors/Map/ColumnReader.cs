using System.Text.Json;
using System.Text.Json.Nodes;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Reads the names of values in rows, and what belongs to no field.</summary>
internal sealed class ColumnReader
{
    private readonly MapObject _kind;
    private readonly string _zone;

    public ColumnReader(MapObject kind, string zone)
    {
        _kind = kind;
        _zone = zone;
    }

    /// <summary>The name of a value: a text, or a list of texts where it is inside of objects.</summary>
    public ColumnName? Name(MapObject map, string name, bool isRequired = false)
    {
        if (map.Node(name, isRequired) is not { } node)
        {
            return null;
        }

        if (node.Type == JsonTokenType.String && node.Text.Length > 0)
        {
            return new ColumnName([node.Text]);
        }

        var names = node.Members.Select(member => member.Value).ToList();
        if (
            node.Type == JsonTokenType.StartArray
            && names.Count > 0
            && names.TrueForAll(inner => inner.Type == JsonTokenType.String && inner.Text.Length > 0)
        )
        {
            return new ColumnName([.. names.Select(inner => inner.Text)]);
        }

        map.Fault(
            name,
            "the name of a value is asked for here",
            "Write it in quotation marks, or [\"outer\", \"inner\"] if it is inside of an object."
        );
        return null;
    }

    /// <summary>A moment that belongs to no field.</summary>
    public (ColumnName Name, MomentForm Form)? Moment(string name)
    {
        if (_kind.Object(name) is not { } map)
        {
            return null;
        }

        var column = Name(map, "name", isRequired: true);
        var form = Moment(map);
        map.Close();
        return column is null ? null : (column, form);
    }

    public MomentForm Moment(MapObject map) => new(Format(map), ConnectorMapReader.Zone(map, "zone") ?? _zone);

    /// <summary>A format of dates, as .NET names it.</summary>
    public static string? Format(MapObject map)
    {
        if (map.Text("format") is not { } format)
        {
            return null;
        }

        try
        {
            var written = Example.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
            if (
                format.Length > 1
                && DateTimeOffset.TryParseExact(
                    written,
                    format,
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.AssumeUniversal,
                    out var read
                )
                && read.Date == Example.Date
            )
            {
                return format;
            }
        }
        catch (FormatException)
        {
            // Told below.
        }

        map.Fault(
            "format",
            "dates cannot be written and read by this format",
            "Write one such as dd-MM-yyyy HH:mm, with year, month and day."
        );
        return null;
    }

    /// <summary>What every new item holds besides.</summary>
    public IReadOnlyList<(ColumnName Name, JsonNode? Value)> Constants()
    {
        var constants = new List<(ColumnName, JsonNode?)>();
        if (_kind.Object("constants") is not { } map)
        {
            return constants;
        }

        foreach (var (name, place, value) in map.Members)
        {
            if (Json(value) is { } json)
            {
                constants.Add((new ColumnName([name]), JsonNode.Parse(json)));
            }
            else
            {
                map.Faults.Add(place, "a single value is asked for here", "Write a text, a number, true, false or null.");
            }
        }

        return constants;
    }

    /// <summary>A single value as JSON; null if it is none.</summary>
    public static string? Json(MapNode node) =>
        node.Type switch
        {
            JsonTokenType.String => TableForm.Quoted(node.Text),
            JsonTokenType.Number => node.Text,
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Null => "null",
            _ => null,
        };

    private static readonly DateTimeOffset Example = new(2031, 12, 30, 21, 45, 56, TimeSpan.Zero);
}
