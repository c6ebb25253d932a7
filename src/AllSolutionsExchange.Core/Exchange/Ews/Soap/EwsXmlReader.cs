using System.Globalization;
using System.Text;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Walking through an answer forwards, once. The pattern is
/// <c>if (reader.Enter()) while (reader.NextChild()) switch (reader.LocalName) ...</c>, where every branch consumes its
/// element, unknown ones with Skip.
/// </summary>
internal static class EwsXmlReader
{
    /// <summary>
    /// Exchange writes what users typed, and that can hold characters that XML 1.0 forbids: they are let through. A DTD
    /// is not.
    /// </summary>
    public static XmlReaderSettings Settings(long maxCharacters) =>
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = maxCharacters,
            CloseInput = false,
        };

    /// <summary>Goes from the start tag into the element; false, and past it, when it has no content.</summary>
    public static bool Enter(this XmlReader reader)
    {
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        return !isEmpty;
    }

    /// <summary>Goes to the next child, of any namespace; false, and past the end tag, when there is none.</summary>
    public static bool NextElement(this XmlReader reader)
    {
        while (true)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    reader.Read();
                    return false;
                case XmlNodeType.None:
                    throw new XmlException("The answer ended inside an element.");
                default:
                    reader.Read();
                    break;
            }
        }
    }

    /// <summary>Goes to the next child of EWS; false, and past the end tag, when there is none.</summary>
    public static bool NextChild(this XmlReader reader)
    {
        while (reader.NextElement())
        {
            if (IsEws(reader.NamespaceURI))
            {
                return true;
            }

            reader.Skip();
        }
        return false;
    }

    /// <summary>The text of the element, and past it. Usually one node, whose value is then the string itself.</summary>
    public static string ReadText(this XmlReader reader)
    {
        if (!reader.Enter())
        {
            return string.Empty;
        }

        var text = string.Empty;
        StringBuilder? parts = null;
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                reader.Skip();
                continue;
            }
            if (reader.NodeType is XmlNodeType.None)
            {
                throw new XmlException("The answer ended inside an element.");
            }

            if (text.Length == 0)
            {
                text = reader.Value;
            }
            else
            {
                (parts ??= new StringBuilder(text)).Append(reader.Value);
            }

            reader.Read();
        }
        reader.Read();
        return parts?.ToString() ?? text;
    }

    /// <exception cref="FormatException">The text is not an xs:boolean.</exception>
    public static bool ReadBoolean(this XmlReader reader)
    {
        var text = reader.ReadText();
        return text switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => XmlConvert.ToBoolean(text.Trim()),
        };
    }

    /// <exception cref="FormatException">The text is not an xs:int.</exception>
    public static int ReadInt32(this XmlReader reader)
    {
        var text = reader.ReadText();
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("The number is not a 32-bit integer.");
    }

    /// <exception cref="FormatException">The text is not an xs:dateTime.</exception>
    public static DateTime ReadDateTime(this XmlReader reader) => EwsDateTime.Parse(reader.ReadText());

    /// <summary>An ItemId element with its change key, and past it.</summary>
    /// <exception cref="FormatException">It has no id, or one that no request can name.</exception>
    public static EwsItemId ReadItemId(this XmlReader reader)
    {
        var id = new EwsItemId(reader.RequireId(), reader.GetAttribute("ChangeKey") is { } changeKey ? Checked(changeKey) : null);
        reader.Skip();
        return id;
    }

    /// <summary>The Id attribute of a FolderId or ParentFolderId element, and past it.</summary>
    /// <exception cref="FormatException">It has no id, or one that no request can name.</exception>
    public static string ReadFolderId(this XmlReader reader)
    {
        var id = reader.RequireId();
        reader.Skip();
        return id;
    }

    /// <summary>Whether no further page follows; null when the page does not say it.</summary>
    public static bool? ReadIsLastPage(this XmlReader reader) =>
        reader.GetAttribute("IncludesLastItemInRange") switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => null,
        };

    private static string RequireId(this XmlReader reader) =>
        reader.GetAttribute("Id") is { Length: > 0 } id
            ? Checked(id)
            : throw new FormatException($"An element {reader.LocalName} has no id.");

    // The reader lets through what no request can carry back.
    private static string Checked(string id) =>
        ReferenceEquals(EwsText.RemoveIllegal(id), id) ? id : throw new FormatException("An id holds characters that XML forbids.");

    private static bool IsEws(string ns) =>
        string.Equals(ns, EwsNamespaces.Types, StringComparison.Ordinal)
        || string.Equals(ns, EwsNamespaces.Messages, StringComparison.Ordinal);
}
