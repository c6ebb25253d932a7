using System.Text.Json.Serialization;

namespace AllSolutionsExchange.Model;

/// <summary>The kinds of item, a row each.</summary>
internal static class Kinds
{
    public static readonly IReadOnlyList<Kind> All = [AppointmentFields.Kind, TaskFields.Kind];

    public static Kind Of(ItemKind id) =>
        All.FirstOrDefault(kind => kind.Id == id) ?? throw new ArgumentOutOfRangeException(nameof(id), id, "There is no such kind of item.");
}

/// <summary>The serializer's code, generated at build. Read-only properties follow from the others and are left out.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Appointment))]
[JsonSerializable(typeof(TodoTask))]
internal sealed partial class ContentJson : JsonSerializerContext;
