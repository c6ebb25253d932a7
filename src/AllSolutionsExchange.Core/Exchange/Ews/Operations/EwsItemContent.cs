using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads the Items element of a response message.</summary>
internal static class EwsItemContent
{
    /// <summary>Adds every item of a RootFolder element, and reads past it.</summary>
    public static List<T> ReadRootFolder<T>(XmlReader reader, EwsFields<T> fields)
        where T : EwsItem, new()
    {
        var items = new List<T>();
        if (!reader.Enter())
        {
            return items;
        }

        while (reader.NextChild())
        {
            if (reader.LocalName is not "Items")
            {
                reader.Skip();
            }
            else if (reader.Enter())
            {
                while (reader.NextChild())
                {
                    items.Add(fields.ReadWithId(reader));
                }
            }
        }
        return items;
    }

    /// <summary>The one item of a response message; null, and past the element, when there is none.</summary>
    /// <exception cref="FormatException">There are several, it has no id, or a value of it cannot be read.</exception>
    public static T? ReadItem<T>(XmlReader reader, EwsFields<T> fields)
        where T : EwsItem, new()
    {
        T? item = null;
        if (reader.LocalName is not "Items")
        {
            reader.Skip();
            return null;
        }
        if (!reader.Enter())
        {
            return null;
        }

        while (reader.NextChild())
        {
            item = item is null ? fields.ReadWithId(reader) : throw new FormatException("It holds more than one item.");
        }

        return item;
    }

    /// <summary>The id of the one item of a response message, of whatever kind; null, and past the element, when there is none.</summary>
    /// <exception cref="FormatException">There are several, or it has no id.</exception>
    public static EwsItemId? ReadId(XmlReader reader) => ReadItem(reader, EwsAnyItem.Fields)?.ItemId;
}
