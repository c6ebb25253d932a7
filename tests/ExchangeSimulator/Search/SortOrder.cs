using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>Reads a SortOrder; without one, the newest item comes first.</summary>
internal static class SortOrder
{
    public static IEnumerable<Item> Apply(IEnumerable<Item> items, XElement? sortOrder, SchemaVersion version)
    {
        if (sortOrder is null)
        {
            return items.Reverse();
        }

        var comparer = Comparer<object?>.Create(SearchValue.Compare);
        IOrderedEnumerable<Item>? sorted = null;
        foreach (var field in sortOrder.Elements())
        {
            var path = SearchPath.Read(
                field.Elements().FirstOrDefault() ?? throw EwsFaultException.Schema(field, "A path is missing."),
                version
            );
            var descends = field.Value("Order") == "Descending";
            sorted = (sorted, descends) switch
            {
                (null, false) => items.OrderBy(path, comparer),
                (null, true) => items.OrderByDescending(path, comparer),
                (not null, false) => sorted.ThenBy(path, comparer),
                _ => sorted.ThenByDescending(path, comparer),
            };
        }
        return sorted ?? items;
    }
}
