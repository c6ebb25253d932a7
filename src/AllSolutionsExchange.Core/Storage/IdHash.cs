using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// A 64-bit hash of an item's id or UID: FNV-1a over its UTF-16 code units, four at a time, the rest one by one; what the high bits
/// know is folded into the low ones. It is stored, so it never changes; two ids may share one, so whoever finds a row by it compares
/// the id itself.
/// </summary>
internal static class IdHash
{
    private const ulong Prime = 1099511628211UL;

    public static long? Of(string? id) => id is null ? null : Of(id, 14695981039346656037UL);

    /// <summary>The hashes of many ids, as a JSON array for one statement.</summary>
    public static string List(IReadOnlyList<string> ids)
    {
        var list = new StringBuilder("[", ids.Count * 21);
        foreach (var id in ids)
        {
            list.Append(list.Length > 1 ? "," : "").Append(Of(id)!.Value.ToString(CultureInfo.InvariantCulture));
        }

        return list.Append(']').ToString();
    }

    private static long Of(string id, ulong hash)
    {
        var units = id.AsSpan();
        foreach (var four in MemoryMarshal.Cast<char, ulong>(units))
        {
            hash = (hash ^ four) * Prime;
        }

        foreach (var unit in units.Slice(units.Length & ~3))
        {
            hash = (hash ^ unit) * Prime;
        }

        return unchecked((long)(hash ^ (hash >> 32)));
    }
}
