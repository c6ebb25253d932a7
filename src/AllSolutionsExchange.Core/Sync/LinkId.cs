namespace AllSolutionsExchange.Sync;

/// <summary>The identity of a link: the marker on an Exchange item, the sync id of an appointment in AllSolutions. Never given twice.</summary>
/// <param name="Value">The id.</param>
internal readonly record struct LinkId(Guid Value)
{
    /// <summary>The id as it stands on items: 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");

    /// <summary>Reads a marker.</summary>
    /// <param name="marker">What stands on an item, or null.</param>
    /// <returns>The link id, or null where it is none of ours.</returns>
    public static LinkId? Parse(string? marker) => Guid.TryParseExact(marker, "N", out var value) ? new LinkId(value) : null;

    /// <summary>A new id.</summary>
    public static LinkId New() => new(Guid.NewGuid());
}
