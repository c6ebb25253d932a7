using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AllSolutionsExchange.Model;

/// <summary>The kinds of item, a row each.</summary>
internal static class Kinds
{
    public static readonly IReadOnlyList<Kind> All = [AppointmentFields.Kind, TaskFields.Kind];

    public static Kind Of(ItemKind id) =>
        All.FirstOrDefault(kind => kind.Id == id)
        ?? throw new ArgumentOutOfRangeException(nameof(id), id, "There is no such kind of item.");
}

/// <summary>The serializer's code, generated at build. Read-only properties follow from the others and are left out.</summary>
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(NumberOf<ShowAs>),
        typeof(NumberOf<Sensitivity>),
        typeof(NumberOf<AttendeeRole>),
        typeof(NumberOf<TodoStatus>),
        typeof(NumberOf<Importance>),
    ]
)]
[JsonSerializable(typeof(Appointment))]
[JsonSerializable(typeof(TodoTask))]
internal sealed partial class ContentJson : JsonSerializerContext;

/// <summary>A value of an enumeration as its number. A number of none of its values is refused: no reader of the content expects
/// it.</summary>
internal sealed class NumberOf<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = (T)Enum.ToObject(typeof(T), reader.GetInt32());
        return Enum.IsDefined(typeof(T), value) ? value : throw new JsonException($"{value} is not a value of {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Convert.ToInt32(value, CultureInfo.InvariantCulture));
}
