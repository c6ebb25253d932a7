namespace AllSolutionsExchange.Model;

/// <summary>
/// A digest of 8 bytes per mapped field. Two of them tell which fields differ, so that a three-way merge needs no stored
/// content. A field that is empty has the digest 0.
/// </summary>
internal readonly struct FieldDigests : IEquatable<FieldDigests>
{
    /// <summary>Of a field of which it is not known what the item held: it differs from nothing.</summary>
    private const long Unknown = long.MinValue;

    private readonly byte[]? _bytes;

    private FieldDigests(byte[] bytes) => _bytes = bytes;

    /// <summary>Whether there are no digests: the item was never read, or is left untouched.</summary>
    public bool IsNone => _bytes is null;

    /// <summary>The version of the mapping that made them (<see cref="Kind.MappingVersion"/>); 0 if there are none.</summary>
    public byte MappingVersion => _bytes is null ? (byte)0 : _bytes[0];

    /// <summary>How many fields.</summary>
    public int Count => _bytes is null ? 0 : (_bytes.Length - 1) / 8;

    /// <summary>The digest of one field.</summary>
    /// <param name="field">The field's place in its kind, from 0.</param>
    /// <returns>The digest; 0 for an empty field.</returns>
    public long this[int field] => BitConverter.ToInt64(_bytes!, 1 + (field * 8));

    /// <summary>The digests as stored: the mapping's version, then 8 bytes a field.</summary>
    /// <returns>The stored form, or null for none. Not to be changed.</returns>
    public byte[]? ToStored() => _bytes;

    /// <summary>Reads the stored form.</summary>
    /// <param name="stored">What <see cref="ToStored"/> gave, or null.</param>
    /// <returns>The digests, of whatever mapping version.</returns>
    public static FieldDigests FromStored(byte[]? stored) => stored is { Length: > 1 } ? new FieldDigests(stored) : default;

    internal static FieldDigests FromFields(byte mappingVersion, byte[] fields, int length)
    {
        var stored = new byte[length + 1];
        stored[0] = mappingVersion;
        Buffer.BlockCopy(fields, 0, stored, 1, length);
        return new FieldDigests(stored);
    }

    /// <summary>The fields in which two items differ.</summary>
    /// <param name="other">The other item's digests.</param>
    /// <returns>The fields that differ; all of them where either has no digests, or they are of two mappings.</returns>
    public FieldSet Differences(FieldDigests other)
    {
        if (MappingVersion != other.MappingVersion || Count != other.Count)
        {
            return FieldSet.All(Math.Max(Count, other.Count));
        }

        var fields = FieldSet.None;
        for (var field = 0; field < Count; field++)
        {
            if (this[field] != other[field] && this[field] != Unknown && other[field] != Unknown)
            {
                fields |= FieldSet.Of(field);
            }
        }

        return fields;
    }

    /// <summary>The fields that are empty.</summary>
    /// <returns>The empty fields.</returns>
    public FieldSet EmptyFields()
    {
        var fields = FieldSet.None;
        for (var field = 0; field < Count; field++)
        {
            if (this[field] == 0)
            {
                fields |= FieldSet.Of(field);
            }
        }

        return fields;
    }

    /// <summary>These digests with some fields taken from another item's.</summary>
    /// <param name="fields">The fields to take.</param>
    /// <param name="from">Where to take them from.</param>
    /// <returns>The mixed digests; of two mappings, which do not mix, the others where all fields are taken, and else these.</returns>
    public FieldDigests With(FieldSet fields, FieldDigests from)
    {
        if (IsNone || from.IsNone)
        {
            return from;
        }

        if (MappingVersion != from.MappingVersion)
        {
            return fields.Contains(FieldSet.All(Count)) ? from : this;
        }

        var mixed = (byte[])_bytes!.Clone();
        for (var field = 0; field < Count; field++)
        {
            if (fields.Contains(FieldSet.Of(field)))
            {
                Buffer.BlockCopy(from._bytes!, 1 + (field * 8), mixed, 1 + (field * 8), 8);
            }
        }

        return new FieldDigests(mixed);
    }

    /// <summary>These digests, of which some fields are not known.</summary>
    public FieldDigests WithUnknown(FieldSet fields)
    {
        if (IsNone)
        {
            return this;
        }

        var bytes = (byte[])_bytes!.Clone();
        for (var field = 0; field < Count; field++)
        {
            if (fields.Contains(FieldSet.Of(field)))
            {
                Buffer.BlockCopy(BitConverter.GetBytes(Unknown), 0, bytes, 1 + (field * 8), 8);
            }
        }

        return new FieldDigests(bytes);
    }

    /// <summary>These digests, with what is not known taken from another item's.</summary>
    public FieldDigests Learned(FieldDigests from)
    {
        var fields = FieldSet.None;
        for (var field = 0; field < Count; field++)
        {
            fields |= this[field] == Unknown ? FieldSet.Of(field) : FieldSet.None;
        }

        return fields.IsEmpty || from.IsNone ? this : With(fields, from);
    }

    /// <inheritdoc/>
    public bool Equals(FieldDigests other) => IsNone ? other.IsNone : !other.IsNone && Differences(other).IsEmpty;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FieldDigests other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsNone ? 0 : this[0].GetHashCode();

    /// <summary>Whether both have the same digests.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they are the same.</returns>
    public static bool operator ==(FieldDigests left, FieldDigests right) => left.Equals(right);

    /// <summary>Whether their digests differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True where they differ.</returns>
    public static bool operator !=(FieldDigests left, FieldDigests right) => !left.Equals(right);
}
