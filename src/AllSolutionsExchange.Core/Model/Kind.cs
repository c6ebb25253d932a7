using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AllSolutionsExchange.Model;

/// <summary>
/// What there is to know of a kind of item. The engine and the store go by this and know no kind; a new one is a row of
/// <see cref="Kinds"/>.
/// </summary>
internal abstract class Kind
{
    private protected Kind(ItemKind id, byte mappingVersion, IReadOnlyList<string> fields)
    {
        Id = id;
        MappingVersion = mappingVersion;
        Fields = fields;
        AllFields = FieldSet.All(fields.Count);
    }

    public ItemKind Id { get; }

    /// <summary>
    /// Goes up when another mapping makes another digest of what a side holds. Every item is then read again, and what nobody changed
    /// meanwhile stays agreed.
    /// </summary>
    public byte MappingVersion { get; }

    /// <summary>The names of the fields, by their places.</summary>
    public IReadOnlyList<string> Fields { get; }

    public FieldSet AllFields { get; }

    /// <summary>Whether an item counts from its start. If not, a person knows it by another time than the window is judged by.</summary>
    public bool HasStart { get; init; } = true;

    /// <summary>
    /// The fields of which an empty value says only that nobody entered anything, such as a text. The status of a task is none of them: not
    /// started is a value.
    /// </summary>
    public FieldSet FillableFields { get; init; } = FieldSet.Every;

    /// <summary>
    /// The fields without which two items that match need not be the same, such as the dates of a task: with the subject alone everybody
    /// has two. They are linked then only if they hold the same.
    /// </summary>
    public FieldSet CertainBy { get; init; }

    /// <summary>The names of some fields.</summary>
    public IReadOnlyList<string> Names(FieldSet fields) => [.. Fields.Where((_, place) => fields.Contains(FieldSet.Of(place)))];

    /// <summary>A digest a field, by their places.</summary>
    public abstract FieldDigests Digests(CanonicalItem item);

    /// <summary>An item with some of its fields taken from another one.</summary>
    public abstract CanonicalItem Merge(CanonicalItem into, CanonicalItem from, FieldSet fields);

    /// <summary>An item without the differences that carry no meaning.</summary>
    public abstract CanonicalItem Normalized(CanonicalItem item);

    /// <summary>The item as bytes (JSON in UTF-8).</summary>
    public abstract byte[] Encode(CanonicalItem item);

    /// <summary>The item of what <see cref="Encode"/> gave.</summary>
    /// <exception cref="JsonException">It gave something else, or holds a value that no item has.</exception>
    public abstract CanonicalItem Decode(byte[] body);
}

/// <inheritdoc/>
/// <typeparam name="T">The kind's items.</typeparam>
internal sealed class Kind<T> : Kind
    where T : CanonicalItem
{
    private readonly Field<T>[] _fields;
    private readonly JsonTypeInfo<T> _json;
    private readonly Func<T, T> _normalize;

    public Kind(ItemKind id, byte mappingVersion, JsonTypeInfo<T> json, Func<T, T> normalize, params Field<T>[] fields)
        : base(id, mappingVersion, [.. fields.Select(field => field.Name)])
    {
        for (var place = 0; place < fields.Length; place++)
        {
            if (fields[place].Place != place)
            {
                throw new ArgumentException($"The field {fields[place].Name} is not at its place {fields[place].Place}.", nameof(fields));
            }
        }

        _fields = fields;
        _json = json;
        _normalize = normalize;
    }

    public override FieldDigests Digests(CanonicalItem item)
    {
        using var writer = new FieldDigestWriter();
        foreach (var field in _fields)
        {
            field.Digest(writer, (T)item);
        }

        return writer.ToDigests(MappingVersion);
    }

    public override CanonicalItem Merge(CanonicalItem into, CanonicalItem from, FieldSet fields)
    {
        var merged = (T)into;
        foreach (var field in _fields)
        {
            if (fields.Contains(field))
            {
                merged = field.With(merged, field.Get((T)from));
            }
        }

        return merged;
    }

    public override CanonicalItem Normalized(CanonicalItem item) => _normalize((T)item);

    public override byte[] Encode(CanonicalItem item) => JsonSerializer.SerializeToUtf8Bytes((T)item, _json);

    public override CanonicalItem Decode(byte[] body)
    {
        RefuseNull(body);
        return JsonSerializer.Deserialize(body, _json)!;
    }

    // None is ever written, and most members are not made for one.
    private static void RefuseNull(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                throw new JsonException("A value is missing.");
            }
        }
    }
}
