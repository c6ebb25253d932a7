using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>A link's id as 16 bytes in the order of its digits (RFC 9562), so that ids sort by the time in them.</summary>
internal static class LinkKey
{
    /// <summary>Before the first.</summary>
    private static readonly byte[] Start = [];

    public static byte[] Of(LinkId id) => InDigitOrder(id.Value.ToByteArray());

    /// <summary>The place to read on from: after this link.</summary>
    public static byte[] Of(LinkId? after) => after is { } id ? Of(id) : Start;

    public static LinkId Read(byte[] key) => new(new Guid(InDigitOrder(key)));

    /// <summary>Guid keeps its first three fields lowest byte first; turning them round goes both ways.</summary>
    private static byte[] InDigitOrder(byte[] bytes)
    {
        Array.Reverse(bytes, 0, 4);
        Array.Reverse(bytes, 4, 2);
        Array.Reverse(bytes, 6, 2);
        return bytes;
    }
}
