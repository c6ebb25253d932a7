using System.Text;
using System.Xml;
using ExchangeSimulator.Http;

namespace ExchangeSimulator.Soap;

/// <summary>Writes the envelope around a response, and SOAP faults.</summary>
internal static class EnvelopeWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return within text must survive the reader's line end rules.
        NewLineHandling = NewLineHandling.Entitize,
        // As Exchange, which gives out what a user pasted, be it no character of XML.
        CheckCharacters = false,
        CloseOutput = false,
    };

    /// <summary>Writes a successful answer; <paramref name="writeBody"/> writes the child of Body.</summary>
    public static void Write(Stream output, ExchangeProduct product, Action<XmlWriter> writeBody)
    {
        using var writer = XmlWriter.Create(output, Settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("s", "Envelope", Ews.SoapUri);
        writer.WriteStartElement("s", "Header", Ews.SoapUri);
        WriteServerVersion(writer, product);
        writer.WriteEndElement();
        writer.WriteStartElement("s", "Body", Ews.SoapUri);
        // Some clients know a prefix only if an element before declared it.
        writer.WriteAttributeString("xmlns", "xsi", null, "http://www.w3.org/2001/XMLSchema-instance");
        writer.WriteAttributeString("xmlns", "xsd", null, "http://www.w3.org/2001/XMLSchema");
        writeBody(writer);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>Writes a SOAP fault in Exchange's form: no header, the response code in detail.</summary>
    public static void WriteFault(Stream output, EwsFaultException fault)
    {
        using var writer = XmlWriter.Create(output, Settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("s", "Envelope", Ews.SoapUri);
        writer.WriteStartElement("s", "Body", Ews.SoapUri);
        writer.WriteStartElement("s", "Fault", Ews.SoapUri);
        writer.WriteStartElement("faultcode");
        writer.WriteAttributeString("xmlns", "a", null, Ews.TypesUri);
        writer.WriteString("a:" + fault.Code);
        writer.WriteEndElement();
        writer.WriteStartElement("faultstring");
        writer.WriteAttributeString("xml", "lang", null, "en-US");
        writer.WriteString(fault.Message);
        writer.WriteEndElement();
        writer.WriteStartElement("detail");
        writer.WriteElementString("e", "ResponseCode", Ews.ErrorsUri, fault.Code);
        writer.WriteElementString(
            "e",
            "Message",
            Ews.ErrorsUri,
            fault.Violation is null ? fault.Message : "The request failed schema validation."
        );
        WriteMessageXml(writer, fault);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteServerVersion(XmlWriter writer, ExchangeProduct product)
    {
        writer.WriteStartElement("h", "ServerVersionInfo", Ews.TypesUri);
        writer.WriteAttributeString("MajorVersion", XmlConvert.ToString(product.Build.Major));
        writer.WriteAttributeString("MinorVersion", XmlConvert.ToString(product.Build.Minor));
        writer.WriteAttributeString("MajorBuildNumber", XmlConvert.ToString(product.Build.Build));
        writer.WriteAttributeString("MinorBuildNumber", XmlConvert.ToString(product.Build.Revision));
        writer.WriteAttributeString("Version", product.SchemaLabel);
        writer.WriteEndElement();
    }

    private static void WriteMessageXml(XmlWriter writer, EwsFaultException fault)
    {
        if (fault.Violation is null && fault.Values.Count == 0)
        {
            return;
        }

        writer.WriteStartElement("t", "MessageXml", Ews.TypesUri);
        if (fault.Violation is { } violation)
        {
            writer.WriteElementString("t", "LineNumber", Ews.TypesUri, XmlConvert.ToString(violation.Line));
            writer.WriteElementString("t", "LinePosition", Ews.TypesUri, XmlConvert.ToString(violation.Position));
            writer.WriteElementString("t", "Violation", Ews.TypesUri, violation.Text);
        }
        foreach (var (name, value) in fault.Values)
        {
            writer.WriteStartElement("t", "Value", Ews.TypesUri);
            writer.WriteAttributeString("Name", name);
            writer.WriteString(value);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }
}
