using System.Xml;

namespace ExchangeSimulator.Soap;

/// <summary>Writes an operation's response: one message per part of the request, an error in its part's place.</summary>
internal static class ResponseMessages
{
    /// <param name="writer">The response.</param>
    /// <param name="operation">Its name, such as GetItem.</param>
    /// <param name="parts">What the request asks for, one message each.</param>
    /// <param name="emptyOnError">The element that the schema wants in an error too, or null.</param>
    /// <param name="execute">Does one part and returns what writes its content; or throws <see cref="EwsItemException"/>.</param>
    public static void Write<T>(
        XmlWriter writer,
        string operation,
        IEnumerable<T> parts,
        string? emptyOnError,
        Func<T, Action<XmlWriter>> execute
    )
    {
        writer.WriteStartElement("m", operation + "Response", Ews.MessagesUri);
        writer.WriteAttributeString("xmlns", "t", null, Ews.TypesUri);
        writer.WriteStartElement("m", "ResponseMessages", Ews.MessagesUri);
        foreach (var part in parts)
        {
            writer.WriteStartElement("m", operation + "ResponseMessage", Ews.MessagesUri);
            WriteMessage(writer, part, emptyOnError, execute);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteMessage<T>(XmlWriter writer, T part, string? emptyOnError, Func<T, Action<XmlWriter>> execute)
    {
        try
        {
            var content = execute(part);
            writer.WriteAttributeString("ResponseClass", "Success");
            writer.WriteElementString("m", "ResponseCode", Ews.MessagesUri, "NoError");
            content(writer);
        }
        catch (EwsItemException exception)
        {
            WriteError(writer, "Error", exception.Code, exception.Message);
            if (emptyOnError is not null)
            {
                writer.WriteElementString("m", emptyOnError, Ews.MessagesUri, null);
            }
        }
    }

    /// <summary>Writes class, text and code of a message that is no success.</summary>
    public static void WriteError(XmlWriter writer, string responseClass, string code, string text)
    {
        writer.WriteAttributeString("ResponseClass", responseClass);
        writer.WriteElementString("m", "MessageText", Ews.MessagesUri, text);
        writer.WriteElementString("m", "ResponseCode", Ews.MessagesUri, code);
        writer.WriteElementString("m", "DescriptiveLinkKey", Ews.MessagesUri, "0");
    }
}
