using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>What a part of a field holds.</summary>
internal enum PartType
{
    /// <summary>Text, on one line or many.</summary>
    Text,

    /// <summary>Several texts.</summary>
    Texts,

    /// <summary>A whole number, or none.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>One of the values of an enumeration.</summary>
    Choice,

    /// <summary>A moment, or none; of what lasts whole days a day.</summary>
    Moment,

    /// <summary>A day, or none.</summary>
    Day,
}

/// <summary>One value of a field: the start of a time, the status of a progress. A field of one value is its own only part.</summary>
/// <param name="Field">The field's name, as the kind has it.</param>
/// <param name="Name">The part's name in the map; null for the only one.</param>
/// <param name="Type">What it holds.</param>
internal sealed record FieldPart(string Field, string? Name, PartType Type)
{
    /// <summary>Whether the field cannot be mapped without it: what is written would come back as something else.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The values that it can have, if it is a choice.</summary>
    public Type? Choice { get; init; }

    /// <summary>Whether each of the values must be another one there too: what comes back other than it was sent is an error.</summary>
    public bool IsExact { get; init; }

    /// <summary>The values by their names.</summary>
    public IReadOnlyDictionary<string, object> Values() =>
        Choice is { } choice
            ? Enum.GetNames(choice).ToDictionary(name => name, name => Enum.Parse(choice, name), StringComparer.Ordinal)
            : Flags;

    private static readonly Dictionary<string, object> Flags = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };
}

/// <summary>The parts of the fields of a kind: what a map can name, and how items are made of it.</summary>
internal abstract class KindParts
{
    private static readonly KindParts[] All = [new AppointmentParts(), new TaskParts()];

    public abstract ItemKind Kind { get; }

    public abstract IReadOnlyList<FieldPart> Parts { get; }

    /// <summary>The fields without which two items cannot be told to be the same.</summary>
    public abstract IReadOnlyList<string> RequiredFields { get; }

    /// <summary>An item of what a row holds.</summary>
    /// <param name="values">The values of the parts that the map has.</param>
    /// <param name="zone">The zone of moments that have none of their own.</param>
    public abstract CanonicalItem Read(PartValues values, string zone);

    /// <summary>What an item holds of a part.</summary>
    public abstract object? Value(CanonicalItem item, FieldPart part);

    public static KindParts Of(ItemKind kind) => Array.Find(All, parts => parts.Kind == kind)!;

    /// <summary>The kinds that a map can have.</summary>
    public static IReadOnlyList<ItemKind> Kinds { get; } = [.. All.Select(parts => parts.Kind)];
}

/// <summary>The values that were read of an item's row.</summary>
internal sealed class PartValues
{
    private readonly Dictionary<FieldPart, object?> _values = [];

    public void Set(FieldPart part, object? value) => _values[part] = value;

    public bool Has(FieldPart part) => _values.ContainsKey(part);

    /// <summary>A value; the default where the map does not have it or the row holds none.</summary>
    public T? Get<T>(FieldPart part) => _values.TryGetValue(part, out var value) && value is T typed ? typed : default;

    /// <summary>A value, or another one if there is none.</summary>
    public T Get<T>(FieldPart part, T otherwise) => _values.TryGetValue(part, out var value) && value is T typed ? typed : otherwise;
}
