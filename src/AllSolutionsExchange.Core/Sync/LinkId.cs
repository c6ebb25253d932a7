namespace AllSolutionsExchange.Sync;

/// <summary>
/// The identity of a link: the marker on an Exchange item, the sync id of an appointment in AllSolutions. Never given twice.
/// </summary>
/// <param name="Value">The id.</param>
internal readonly record struct LinkId(Guid Value)
{
    /// <summary>The id as it stands on items: 32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");

    /// <summary>Reads a marker.</summary>
    /// <param name="marker">What stands on an item, or null.</param>
    /// <returns>The link id, or null if it is none of ours.</returns>
    public static LinkId? Parse(string? marker) => Guid.TryParseExact(marker, "N", out var value) ? new LinkId(value) : null;

    /// <summary>
    /// A new id: a UUID of version 7 (RFC 9562, 5.7), whose first 48 bits are the time in milliseconds. Ids that are made one after
    /// another stand together in the store's indexes, so that a batch touches few of their pages.
    /// </summary>
    /// <param name="now">The time.</param>
    public static LinkId New(DateTimeOffset now)
    {
        var bytes = Guid.NewGuid().ToByteArray();
        var time = now.ToUnixTimeMilliseconds();
        var high = (int)(time >> 16);
        var version = (short)(0x7000 | (bytes[7] << 8 & 0x0F00) | bytes[6]);
        return new LinkId(
            new Guid(high, (short)time, version, bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15])
        );
    }
}
