using System.Text;
using System.Text.Json;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>
/// What was known of a list when it was last read: its rows with their versions. The next list is compared with it, so that a source
/// needs no feed of changes, and one that tells a change twice is heard once.
/// </summary>
internal sealed class RestCursor
{
    private RestCursor(Dictionary<string, string> rows) => Rows = rows;

    /// <summary>The versions by the ids.</summary>
    public Dictionary<string, string> Rows { get; }

    /// <summary>The latest moment, by the source's clock, at which a row was changed; null where nothing tells.</summary>
    public DateTime? SinceUtc { get; set; }

    /// <summary>When the whole list was last read, by this machine's clock.</summary>
    public DateTime WholeUtc { get; set; }

    /// <summary>What is known before the first list.</summary>
    public static RestCursor None() => new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <exception cref="CursorInvalidException">It is not a cursor of this side.</exception>
    public static RestCursor Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var rows = root.GetProperty("rows")
                .EnumerateObject()
                .ToDictionary(row => row.Name, row => row.Value.GetString()!, StringComparer.Ordinal);
            return new RestCursor(rows)
            {
                SinceUtc = root.TryGetProperty("since", out var since) ? new DateTime(since.GetInt64(), DateTimeKind.Utc) : null,
                WholeUtc = new DateTime(root.GetProperty("whole").GetInt64(), DateTimeKind.Utc),
            };
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new CursorInvalidException("What was kept of the last list of AllSolutions cannot be read.");
        }
    }

    public override string ToString()
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteNumber("whole", WholeUtc.Ticks);
            if (SinceUtc is { } since)
            {
                writer.WriteNumber("since", since.Ticks);
            }

            writer.WriteStartObject("rows");
            foreach (var row in Rows)
            {
                writer.WriteString(row.Key, row.Value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
