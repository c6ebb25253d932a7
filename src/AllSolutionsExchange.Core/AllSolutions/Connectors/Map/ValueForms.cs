using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Text, also where a number is there in its place.</summary>
internal sealed record TextForm : ValueForm
{
    public override object Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.Null => "",
            _ => throw new FormatException($"a text is asked for, and {Found(json)} is there"),
        };

    public override JsonNode? Write(object? value) => JsonValue.Create((string?)value ?? "");
}

/// <summary>Several texts: a list, or one text that a separator parts.</summary>
/// <param name="Separator">The separator; null for a list.</param>
internal sealed record TextsForm(string? Separator) : ValueForm
{
    public override object Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => Array.Empty<string>(),
            JsonValueKind.Array when Separator is null && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                json.EnumerateArray().Select(item => item.GetString()!).ToArray(),
            JsonValueKind.String when Separator is not null => json.GetString()!.Split([Separator], StringSplitOptions.RemoveEmptyEntries),
            _ => throw new FormatException(
                $"{(Separator is null ? "a list of texts" : "a text of several parts")} is asked for, and {Found(json)} is there"
            ),
        };

    public override JsonNode? Write(object? value)
    {
        var texts = (IReadOnlyList<string>)value!;
        if (Separator is null)
        {
            return new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
        }

        return texts.FirstOrDefault(text => text.Contains(Separator)) is null
            ? JsonValue.Create(string.Join(Separator, texts))
            : throw new FormatException($"one of them holds '{Separator}', which parts them there");
    }
}

/// <summary>A whole number, or none.</summary>
internal sealed record NumberForm : ValueForm
{
    public override object? Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when json.TryGetDecimal(out var number) && number == decimal.Truncate(number) && InRange(number) =>
                (int)number,
            JsonValueKind.Number => throw new FormatException("a whole number is asked for, and another one is there"),
            _ => throw new FormatException($"a whole number is asked for, and {Found(json)} is there"),
        };

    public override JsonNode? Write(object? value) => value is int number ? JsonValue.Create(number) : null;

    private static bool InRange(decimal number) => number is >= int.MinValue and <= int.MaxValue;
}

/// <summary>One of several values, by a table.</summary>
/// <param name="Table">The values and what is written for each; the first is what is written, and all of them are read.</param>
internal sealed record TableForm(IReadOnlyList<(object Value, IReadOnlyList<string> Json)> Table) : ValueForm
{
    public override object Read(JsonElement json)
    {
        var raw = json.ValueKind == JsonValueKind.String ? Quoted(json.GetString()!) : json.GetRawText();
        foreach (var (value, written) in Table)
        {
            if (written.Contains(raw))
            {
                return value;
            }
        }

        throw new FormatException($"{Found(json)} is there that \"values\" of the map does not have");
    }

    /// <summary>A text as it is compared: each has one form, however its signs were escaped.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public override JsonNode? Write(object? value) => JsonNode.Parse(Table.First(row => row.Value.Equals(value)).Json[0]);
}

/// <summary>True or false.</summary>
internal sealed record FlagForm : ValueForm
{
    public override object Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new FormatException($"true or false is asked for, and {Found(json)} is there"),
        };

    public override JsonNode? Write(object? value) => JsonValue.Create((bool)value!);
}

/// <summary>A day, or none.</summary>
/// <param name="Format">How it is written, as .NET names it; null for 2026-12-31.</param>
internal sealed record DayForm(string? Format) : ValueForm
{
    private const string Iso = "yyyy-MM-dd";

    public override object? Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when json.GetString()!.Length == 0 => null,
            JsonValueKind.String when Parse(json.GetString()!) is { } day => day,
            _ => throw new FormatException($"a day written as {Format ?? Iso} is asked for, and something else is there"),
        };

    public override JsonNode? Write(object? value) =>
        value is DateTime day ? JsonValue.Create(day.ToString(Format ?? Iso, CultureInfo.InvariantCulture)) : null;

    private DateTime? Parse(string text) =>
        DateTime.TryParseExact(text, Format ?? Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Date : null;
}

/// <summary>A moment, or none.</summary>
/// <param name="Format">How it is written, as .NET names it; null for ISO 8601.</param>
/// <param name="Zone">The zone that is meant where none is written.</param>
internal sealed record MomentForm(string? Format, string Zone) : ValueForm
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ssK";
    private static readonly string[] Iso = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private string[] Formats => Format is null ? Iso : [Format];

    public override object? Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when json.GetString()!.Length == 0 => null,
            JsonValueKind.String when Parse(json.GetString()!) is { } moment => moment,
            _ => throw new FormatException(
                $"a date with its time, written as {Format ?? "2026-12-31T09:30:00 (ISO 8601)"}, is asked for, and something else is there"
            ),
        };

    /// <summary>Of what lasts whole days midnight, in this form's zone.</summary>
    public override JsonNode? Write(object? value)
    {
        if (value is not ZonedTime time)
        {
            return null;
        }

        var moment = time.Zone.Length == 0 ? ZonedTime.FromLocal(time.Local, Zone) : ZonedTime.FromUtc(time.Utc, Zone);
        var offset = moment.Local - DateTime.SpecifyKind(moment.Utc, DateTimeKind.Unspecified);
        return JsonValue.Create(new DateTimeOffset(moment.Local, offset).ToString(Format ?? Written, CultureInfo.InvariantCulture));
    }

    private ZonedTime? Parse(string text)
    {
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return null;
        }

        return parsed.Kind == DateTimeKind.Unspecified ? ZonedTime.FromLocal(parsed, Zone) : ZonedTime.FromUtc(parsed, Zone);
    }
}
