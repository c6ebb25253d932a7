using System.Globalization;
using System.Text;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// A 64-bit hash of an item's id or UID (FNV-1a over its UTF-16 code units). It is stored, so it never changes; two ids may share
/// one, so whoever finds a row by it compares the id itself.
/// </summary>
internal static class IdHash
{
    public static long? Of(string? id) => id is null ? null : Of(id, 14695981039346656037UL);

    /// <summary>The hashes of many ids, as a JSON array for one statement.</summary>
    public static string List(IReadOnlyList<string> ids)
    {
        var list = new StringBuilder("[", ids.Count * 21);
        foreach (var id in ids) list.Append(list.Length > 1 ? "," : "").Append(Of(id)!.Value.ToString(CultureInfo.InvariantCulture));
        return list.Append(']').ToString();
    }

    private static long Of(string id, ulong hash)
    {
        foreach (var unit in id)
        {
            hash ^= unit;
            hash *= 1099511628211UL;
        }

        return unchecked((long)hash);
    }
}
