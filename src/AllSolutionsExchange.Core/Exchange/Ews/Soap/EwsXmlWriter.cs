using System.Text;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Writing in the namespaces of EWS. All text goes through <see cref="WriteText"/>.</summary>
internal static class EwsXmlWriter
{
    /// <summary>
    /// Carriage returns are entitized, since a parser would drop them. Checking stays on as the second line of defence.
    /// </summary>
    public static XmlWriterSettings Settings { get; } =
        new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            NewLineHandling = NewLineHandling.Entitize,
            CloseOutput = false,
        };

    public static void StartMessage(this XmlWriter writer, string element) =>
        writer.WriteStartElement("m", element, EwsNamespaces.Messages);

    public static void StartType(this XmlWriter writer, string element) => writer.WriteStartElement("t", element, EwsNamespaces.Types);

    public static void WriteMessage(this XmlWriter writer, string element, string text)
    {
        writer.StartMessage(element);
        writer.WriteText(text);
        writer.WriteEndElement();
    }

    public static void WriteType(this XmlWriter writer, string element, string text)
    {
        writer.StartType(element);
        writer.WriteText(text);
        writer.WriteEndElement();
    }

    public static void WriteText(this XmlWriter writer, string text) => writer.WriteString(EwsText.RemoveIllegal(text));

    public static void WriteItemId(this XmlWriter writer, EwsItemId id)
    {
        writer.StartType("ItemId");
        writer.WriteAttributeString("Id", id.Id);
        if (id.ChangeKey is not null)
        {
            writer.WriteAttributeString("ChangeKey", id.ChangeKey);
        }

        writer.WriteEndElement();
    }

    public static void WriteFolderId(this XmlWriter writer, EwsFolderId folder)
    {
        writer.StartType(folder.Id is null ? "DistinguishedFolderId" : "FolderId");
        writer.WriteAttributeString("Id", folder.Id ?? folder.DistinguishedName!);
        writer.WriteEndElement();
    }

    public static void WriteTimeZone(this XmlWriter writer, string element, string id)
    {
        writer.StartType(element);
        writer.WriteAttributeString("Id", EwsText.RemoveIllegal(id));
        writer.WriteEndElement();
    }
}
