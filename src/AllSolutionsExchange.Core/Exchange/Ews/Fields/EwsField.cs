using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A field of an item: how it is named in requests, how it is read, and how it is written if it can be.</summary>
internal sealed class EwsField<T>
{
    private readonly Action<XmlReader, T> _read;
    private readonly Func<T, bool>? _isPresent;
    private readonly Action<XmlWriter, T>? _write;

    private EwsField(EwsPropertyPath path, Action<XmlReader, T> read, Func<T, bool>? isPresent = null, Action<XmlWriter, T>? write = null)
    {
        Path = path;
        _read = read;
        _isPresent = isPresent;
        _write = write;
    }

    public EwsPropertyPath Path { get; }

    /// <summary>Whether it can be set and emptied. What cannot is the server's, or is never written by us.</summary>
    public bool IsWritable => _write is not null;

    /// <summary>A field that is read and written. An item in which it is null, or an empty list, does not have it.</summary>
    public static EwsField<T> Of<TValue>(EwsPropertyPath path, EwsValue<TValue> value, Func<T, TValue?> get, Action<T, TValue> set) =>
        new(
            path,
            (reader, item) => set(item, value.Read(reader)),
            item => get(item) is { } present && present is not IReadOnlyCollection<string> { Count: 0 },
            (writer, item) => value.Write(writer, path.Element, get(item)!)
        );

    /// <inheritdoc cref="Of{TValue}(EwsPropertyPath, EwsValue{TValue}, Func{T, TValue}, Action{T, TValue})"/>
    public static EwsField<T> Of<TValue>(string uri, EwsValue<TValue> value, Func<T, TValue?> get, Action<T, TValue> set) =>
        Of(EwsPropertyPath.Field(uri), value, get, set);

    /// <summary>A field that is only read.</summary>
    public static EwsField<T> ReadOnly(EwsPropertyPath path, Action<XmlReader, T> read) => new(path, read);

    /// <inheritdoc cref="ReadOnly(EwsPropertyPath, Action{XmlReader, T})"/>
    public static EwsField<T> ReadOnly(string uri, Action<XmlReader, T> read) => new(EwsPropertyPath.Field(uri), read);

    /// <summary>Reads the element with the value, which the reader stands on, and past it.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public void Read(XmlReader reader, T item) => _read(reader, item);

    /// <summary>Whether an item to be sent has it; what it does not have is left as it is.</summary>
    public bool IsPresent(T item) => _isPresent?.Invoke(item) == true;

    /// <summary>Writes it with its value.</summary>
    public void Write(XmlWriter writer, T item)
    {
        if (!Path.IsExtended)
        {
            _write!(writer, item);
            return;
        }
        writer.StartType("ExtendedProperty");
        Path.Write(writer);
        _write!(writer, item);
        writer.WriteEndElement();
    }
}
