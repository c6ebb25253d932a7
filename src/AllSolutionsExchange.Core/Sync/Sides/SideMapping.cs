using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// By what a side reads its items, where that can become another: a text for the whole and one for each field that it has. The canonical
/// form stays the same, so that the digests of a field that is read as before still tell an edit.
/// </summary>
internal static class SideMapping
{
    private const char Separator = ' ';

    /// <summary>The mapping as stored.</summary>
    /// <param name="whole">What is no field: ids, versions, the mark.</param>
    /// <param name="fields">How each field is read that the side has, by its place in the kind.</param>
    public static string Of(string whole, IEnumerable<(int Place, string Text)> fields) =>
        string.Join(
            Separator.ToString(),
            new[] { Hash(whole) }.Concat(
                fields.OrderBy(field => field.Place).Select(field => FormattableString.Invariant($"{field.Place}:{Hash(field.Text)}"))
            )
        );

    /// <summary>The fields that are read in another way than before, those that are new or gone included.</summary>
    public static FieldSet Changed(string before, string now)
    {
        var (old, fields) = (Fields(before), Fields(now));
        return old
            .Keys.Union(fields.Keys)
            .Where(place => !(old.TryGetValue(place, out var was) && fields.TryGetValue(place, out var text) && text == was))
            .Aggregate(FieldSet.None, (changed, place) => changed | FieldSet.Of(place));
    }

    private static Dictionary<int, string> Fields(string mapping) =>
        mapping
            .Split(Separator)
            .Skip(1)
            .Select(text => text.Split(':'))
            .ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1]);

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 12);
    }
}
