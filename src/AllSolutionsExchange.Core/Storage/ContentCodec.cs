using System.Text.Json;
using System.Text.Json.Serialization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Storage;

/// <summary>Items in canonical form as bytes and back (JSON in UTF-8).</summary>
internal static class ContentCodec
{
    public static byte[] Encode(CanonicalItem content) => content switch
    {
        Appointment appointment => JsonSerializer.SerializeToUtf8Bytes(appointment, ContentJson.Default.Appointment),
        _ => throw new ArgumentOutOfRangeException(nameof(content), content.Kind, "This kind of item has no stored form yet."),
    };

    public static CanonicalItem Decode(ItemKind kind, byte[] body) => kind switch
    {
        ItemKind.Appointment => JsonSerializer.Deserialize(body, ContentJson.Default.Appointment)!,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of item has no stored form yet."),
    };
}

/// <summary>The serializer's code, generated at build. Read-only properties follow from the others and are left out.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Appointment))]
internal sealed partial class ContentJson : JsonSerializerContext;
