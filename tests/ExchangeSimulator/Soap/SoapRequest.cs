using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Http;

namespace ExchangeSimulator.Soap;

/// <summary>A request as read from the wire: the headers that EWS knows, and the operation's element.</summary>
internal sealed record SoapRequest(XElement Body, string ServerVersion, XElement? Impersonation, XElement? TimeZone)
{
    private static readonly XmlReaderSettings ReaderSettings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 64 * 1024 * 1024,
    };

    public string Operation => Body.Name.LocalName;

    /// <summary>Reads the envelope.</summary>
    /// <exception cref="EwsFaultException">The request is not well-formed, or no envelope of EWS.</exception>
    public static SoapRequest Read(Stream stream)
    {
        var envelope = Load(stream).Root!;
        if (envelope.Name != Ews.Soap + "Envelope")
        {
            throw EwsFaultException.Schema(envelope, $"The root element '{envelope.Name}' is no SOAP 1.1 envelope.");
        }

        var body =
            envelope.Element(Ews.Soap + "Body")?.Elements().FirstOrDefault()
            ?? throw EwsFaultException.Schema(envelope, "The SOAP body is empty.");
        if (body.Name.Namespace != Ews.Messages)
        {
            throw EwsFaultException.Schema(body, $"Could not find schema information for the element '{body.Name}'.");
        }

        var header = envelope.Element(Ews.Soap + "Header");
        return new SoapRequest(
            body,
            header?.Type("RequestServerVersion")?.Value("Version") ?? ExchangeProduct.VersionWhenAbsent,
            header?.Type("ExchangeImpersonation"),
            header?.Type("TimeZoneContext")?.Type("TimeZoneDefinition")
        );
    }

    private static XDocument Load(Stream stream)
    {
        try
        {
            using var reader = XmlReader.Create(stream, ReaderSettings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException exception)
        {
            throw EwsFaultException.Schema(new SchemaViolation(exception.LineNumber, exception.LinePosition, exception.Message));
        }
    }
}
