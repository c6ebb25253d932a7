using System.Text.Json;
using System.Text.Json.Serialization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>Columns of the register that hold several values: JSON, which no value can break; empty for none.</summary>
internal static class AgendaLists
{
    public static string Text(IReadOnlyList<string> categories) =>
        categories.Count == 0 ? "" : JsonSerializer.Serialize([.. categories], AgendaJson.Default.StringArray);

    public static string Text(IReadOnlyList<Attendee> attendees) =>
        attendees.Count == 0 ? "" : JsonSerializer.Serialize([.. attendees], AgendaJson.Default.AttendeeArray);

    /// <exception cref="JsonException">The text is no list.</exception>
    public static IReadOnlyList<string> Categories(string text) =>
        text.Length == 0 ? [] : JsonSerializer.Deserialize(text, AgendaJson.Default.StringArray) ?? [];

    /// <exception cref="JsonException">The text is no list.</exception>
    public static IReadOnlyList<Attendee> Attendees(string text) =>
        text.Length == 0 ? [] : JsonSerializer.Deserialize(text, AgendaJson.Default.AttendeeArray) ?? [];
}

/// <summary>The serializer's code, generated at build.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Attendee[]))]
internal sealed partial class AgendaJson : JsonSerializerContext;
