namespace AllSolutionsExchange.Model;

/// <summary>Some of the fields of a kind, by their places (<see cref="Kind.Fields"/>).</summary>
/// <param name="Bits">A bit a field, the first field the lowest.</param>
internal readonly record struct FieldSet(ulong Bits)
{
    /// <summary>As many fields a kind can have.</summary>
    public const int Capacity = 64;

    /// <summary>No field.</summary>
    public static readonly FieldSet None;

    /// <summary>Every field that any kind can have.</summary>
    public static readonly FieldSet Every = new(ulong.MaxValue);

    public bool IsEmpty => Bits == 0;

    /// <summary>One field.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind has a field there.</exception>
    public static FieldSet Of(int place) =>
        place is >= 0 and < Capacity
            ? new FieldSet(1UL << place)
            : throw new ArgumentOutOfRangeException(nameof(place), place, $"A kind has at most {Capacity} fields.");

    /// <summary>The first fields.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No kind has so many.</exception>
    public static FieldSet All(int count) => count == 0 ? None : new FieldSet((Of(count - 1).Bits << 1) - 1);

    /// <summary>Whether all of these fields are among them.</summary>
    public bool Contains(FieldSet fields) => (fields.Bits & ~Bits) == 0;

    public static FieldSet operator |(FieldSet left, FieldSet right) => new(left.Bits | right.Bits);

    public static FieldSet operator &(FieldSet left, FieldSet right) => new(left.Bits & right.Bits);

    public static FieldSet operator ~(FieldSet fields) => new(~fields.Bits);
}
