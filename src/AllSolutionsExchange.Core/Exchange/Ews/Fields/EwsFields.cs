using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// The fields of one kind of item. This one list says what GetItem asks for, how an item is read, and what is written of it.
/// </summary>
internal sealed class EwsFields<T>
    where T : EwsItem, new()
{
    private readonly Dictionary<string, EwsField<T>> _byElement;
    private readonly EwsField<T>[] _extended;

    /// <param name="inOrder">In the order of the schema (MS-OXWSCORE ItemType, then the kind's own), which Exchange insists on.</param>
    public EwsFields(params EwsField<T>[] inOrder)
    {
        var plain = Array.FindAll(inOrder, field => !field.Path.IsExtended);
        _extended = Array.FindAll(inOrder, field => field.Path.IsExtended);
        _byElement = plain.ToDictionary(field => field.Path.Element, StringComparer.Ordinal);
        Written = Array.FindAll(inOrder, field => field.IsWritable);
        Whole = new EwsItemShape([.. plain.Concat(_extended).Select(field => field.Path)]);
    }

    /// <summary>Those that can be written, in the order of the schema.</summary>
    public IReadOnlyList<EwsField<T>> Written { get; }

    /// <summary>Every field. For GetItem.</summary>
    public EwsItemShape Whole { get; }

    /// <summary>The item whose start tag the reader stands on, and past it.</summary>
    /// <exception cref="FormatException">It has no id, or a value of it cannot be read.</exception>
    public T ReadWithId(XmlReader reader) =>
        Read(reader) is { ItemId: not null } item ? item : throw new FormatException("It holds an item without an id.");

    /// <summary>
    /// The item whose start tag the reader stands on, and past it. One of another kind is read as far as it has the same fields; what is
    /// no field is passed over.
    /// </summary>
    /// <exception cref="FormatException">A value of it cannot be read.</exception>
    public T Read(XmlReader reader)
    {
        var item = new T();
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                ReadElement(reader, item);
            }
        }
        return item;
    }

    private void ReadElement(XmlReader reader, T item)
    {
        if (_byElement.TryGetValue(reader.LocalName, out var field))
        {
            field.Read(reader, item);
        }
        else if (reader.LocalName is "ItemId")
        {
            item.ItemId = reader.ReadItemId();
        }
        else if (reader.LocalName is "ExtendedProperty")
        {
            ReadExtendedProperty(reader, item);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadExtendedProperty(XmlReader reader, T item)
    {
        EwsField<T>? field = null;
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            switch (reader.LocalName)
            {
                case "ExtendedFieldURI":
                    field = FindExtended(reader);
                    reader.Skip();
                    break;
                case "Value" when field is not null:
                    field.Read(reader, item);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private EwsField<T>? FindExtended(XmlReader reader)
    {
        foreach (var field in _extended)
        {
            if (field.Path.IsNamedBy(reader))
            {
                return field;
            }
        }
        return null;
    }
}
