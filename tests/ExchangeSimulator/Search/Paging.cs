using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>A page of what was found, and the attributes of RootFolder that tell of it.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total, int? NextOffset, bool IncludesLast)
{
    public void WriteAttributes(XmlWriter writer)
    {
        if (NextOffset is { } offset)
        {
            writer.WriteAttributeString("IndexedPagingOffset", XmlConvert.ToString(offset));
        }

        writer.WriteAttributeString("TotalItemsInView", XmlConvert.ToString(Total));
        writer.WriteAttributeString("IncludesLastItemInRange", IncludesLast ? "true" : "false");
    }
}

/// <summary>Cuts a page as an indexed or fractional view asks for it. At most 1,000 entries, EWSFindCountLimit's default.</summary>
internal static class Paging
{
    private const int MaxEntries = 1000;

    /// <param name="all">Everything that was found, in order.</param>
    /// <param name="request">The request, with its view if it has one.</param>
    /// <param name="kind">Item or Folder: the views' elements are named after it.</param>
    public static Page<T> Cut<T>(IReadOnlyList<T> all, XElement request, string kind)
    {
        if (request.Message($"IndexedPage{kind}View") is { } indexed)
        {
            return Indexed(all, indexed);
        }

        if (request.Message($"FractionalPage{kind}View") is { } fractional)
        {
            return Slice(
                all,
                (int)((long)all.Count * Number(fractional, "Numerator") / Math.Max(1, Number(fractional, "Denominator"))),
                Limit(fractional)
            );
        }

        if (request.Message($"SeekToConditionPage{kind}View") is not null)
        {
            throw EwsErrors.NotPlayed("SeekToConditionPageItemView");
        }

        return Slice(all, 0, MaxEntries);
    }

    private static Page<T> Indexed<T>(IReadOnlyList<T> all, XElement view)
    {
        var offset = Number(view, "Offset");
        if (offset < 0)
        {
            throw new EwsItemException("ErrorInvalidIndexedPagingParameters", "Indexed paging offset must be zero or more.");
        }

        if (view.Value("BasePoint") != "End")
        {
            return Slice(all, offset, Limit(view));
        }

        var limit = Limit(view);
        var end = Math.Max(0, all.Count - offset);
        var start = Math.Max(0, end - limit);
        return new Page<T>([.. all.Skip(start).Take(end - start)], all.Count, all.Count - start, start == 0);
    }

    private static Page<T> Slice<T>(IReadOnlyList<T> all, int offset, int limit)
    {
        var items = all.Skip(offset).Take(limit).ToArray();
        var next = Math.Min(offset + items.Length, all.Count);
        return new Page<T>(items, all.Count, next, next >= all.Count);
    }

    private static int Limit(XElement view)
    {
        if (view.Value("MaxEntriesReturned") is null)
        {
            return MaxEntries;
        }

        var limit = Number(view, "MaxEntriesReturned");
        return limit > 0
            ? Math.Min(limit, MaxEntries)
            : throw EwsFaultException.Schema(view, "The 'MaxEntriesReturned' attribute is invalid: it must be greater than zero.");
    }

    private static int Number(XElement view, string attribute) =>
        int.TryParse(view.Value(attribute), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw EwsFaultException.Schema(view, $"The '{attribute}' attribute is missing or no number.");
}
