using System.Text;
using System.Text.Json;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>A value of a map with the place where it is written, so that whoever wrote it can be told where.</summary>
internal sealed class MapNode
{
    private const int MaxDepth = 32;

    private MapNode(JsonTokenType type, string text, MapPlace place)
    {
        Type = type;
        Text = text;
        Place = place;
    }

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Type { get; }

    /// <summary>The text of a string, or the digits of a number; else empty.</summary>
    public string Text { get; }

    public MapPlace Place { get; }

    /// <summary>The members of an object in their order; of an array its values, without names.</summary>
    public List<(string Name, MapPlace Place, MapNode Value)> Members { get; } = [];

    /// <summary>The value alone: where it is written, and in which order the members of an object are, makes no difference.</summary>
    public override string ToString() =>
        Type switch
        {
            JsonTokenType.StartObject =>
                $"{{{string.Join(",", Members.OrderBy(member => member.Name, StringComparer.Ordinal).Select(Shown))}}}",
            JsonTokenType.StartArray => $"[{string.Join(",", Members.Select(member => member.Value))}]",
            _ => $"{Type} {JsonEncodedText.Encode(Text)}",
        };

    private static string Shown((string Name, MapPlace Place, MapNode Value) member) =>
        $"{JsonEncodedText.Encode(member.Name)}:{member.Value}";

    /// <summary>The whole document.</summary>
    /// <param name="utf8">Its bytes. Comments and commas before a closing bracket are passed over.</param>
    /// <param name="faults">Takes what is wrong with it.</param>
    /// <returns>Its value; null if it is not JSON.</returns>
    public static MapNode? Parse(byte[] utf8, MapFaults faults)
    {
        var start = utf8.Length >= 3 && utf8[0] == 0xEF && utf8[1] == 0xBB && utf8[2] == 0xBF ? 3 : 0;
        var lines = new Lines(utf8, start);
        var options = new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = MaxDepth,
        };
        try
        {
            var reader = new Utf8JsonReader(utf8.AsSpan(start), options);
            reader.Read();
            var node = Read(ref reader, lines, "$", faults);
            while (reader.Read())
            {
                // Nothing may follow: the reader throws.
            }

            return node;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var (line, inLine) = exception is JsonException json ? (json.LineNumber ?? 0, json.BytePositionInLine ?? 0) : (0, 0);
            faults.Add(
                lines.PlaceAt(line, inLine, "$"),
                "here it stops being JSON (or is nested too deep)",
                "Look for a bracket, a quotation mark or a comma that is missing or one too many, and save the file as UTF-8."
            );
            return null;
        }
    }

    private static MapNode Read(ref Utf8JsonReader reader, Lines lines, string path, MapFaults faults)
    {
        var place = lines.PlaceOf(reader.TokenStartIndex, path);
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan.ToArray()),
            _ => "",
        };
        var node = new MapNode(reader.TokenType, text, place);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                node.Members.Add(("", place, Read(ref reader, lines, $"{path}[{node.Members.Count}]", faults)));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(ref reader, lines, node, faults);
        }

        return node;
    }

    private static void ReadMembers(ref Utf8JsonReader reader, Lines lines, MapNode node, MapFaults faults)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var place = lines.PlaceOf(reader.TokenStartIndex, $"{node.Place.Path}.{name}");
            reader.Read();
            var value = Read(ref reader, lines, place.Path, faults);
            if (node.Members.Exists(member => string.Equals(member.Name, name, StringComparison.Ordinal)))
            {
                faults.Add(place, $"'{name}' is given a second time", "Keep one of the two.");
            }
            else
            {
                node.Members.Add((name, place, value));
            }
        }
    }

    /// <summary>Where lines begin, so that a byte has a line and a column as an editor counts them.</summary>
    private sealed class Lines
    {
        private readonly byte[] _utf8;
        private readonly int _start;
        private readonly List<int> _begins;

        public Lines(byte[] utf8, int start)
        {
            _utf8 = utf8;
            _start = start;
            _begins = [start];
            for (var i = start; i < utf8.Length; i++)
            {
                if (utf8[i] == (byte)'\n')
                {
                    _begins.Add(i + 1);
                }
            }
        }

        public MapPlace PlaceOf(long index, string path)
        {
            var at = _start + (int)index;
            var line = _begins.BinarySearch(at);
            line = line < 0 ? ~line - 1 : line;
            return PlaceAt(line, at - _begins[line], path);
        }

        public MapPlace PlaceAt(long line, long inLine, string path)
        {
            var begin = _begins[(int)Math.Min(line, _begins.Count - 1)];
            var count = (int)Math.Min(inLine, _utf8.Length - begin);
            return new MapPlace((int)line + 1, Encoding.UTF8.GetCharCount(_utf8, begin, count) + 1, path);
        }
    }
}

/// <summary>A place in a map.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Path">The JSON path.</param>
internal readonly record struct MapPlace(int Line, int Column, string Path)
{
    public override string ToString() => FormattableString.Invariant($"line {Line}, column {Column}, {Path}");
}
