using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads the Items element of a response message.</summary>
internal static class EwsItemContent
{
    /// <summary>Adds every item of a RootFolder element, and reads past it.</summary>
    public static List<EwsCalendarItem> ReadRootFolder(XmlReader reader)
    {
        var items = new List<EwsCalendarItem>();
        if (!reader.Enter())
            return items;
        while (reader.NextChild())
        {
            if (reader.LocalName is not "Items")
                reader.Skip();
            else if (reader.Enter())
            {
                while (reader.NextChild())
                    items.Add(EwsCalendarItemReader.ReadWithId(reader));
            }
        }
        return items;
    }

    /// <summary>The one item of a response message; null, and past the element, when there is none.</summary>
    /// <exception cref="FormatException">There are several, it has no id, or a value of it cannot be read.</exception>
    public static EwsCalendarItem? ReadItem(XmlReader reader)
    {
        EwsCalendarItem? item = null;
        if (reader.LocalName is not "Items")
        {
            reader.Skip();
            return null;
        }
        if (!reader.Enter())
            return null;
        while (reader.NextChild())
            item = item is null ? EwsCalendarItemReader.ReadWithId(reader) : throw new FormatException("It holds more than one item.");
        return item;
    }
}
