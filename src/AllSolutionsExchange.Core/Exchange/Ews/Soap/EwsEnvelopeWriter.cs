using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Writes a request: the SOAP envelope with the headers of EWS, and the operation in its body.</summary>
internal static class EwsEnvelopeWriter
{
    /// <summary>The floor that Exchange 2010 SP2 to Subscription Edition all understand.</summary>
    public const string RequestServerVersion = "Exchange2010_SP2";

    /// <param name="destination">Receives UTF-8.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="impersonatedSmtpAddress">The mailbox to act as; null acts as the account itself.</param>
    /// <param name="timeZoneId">The Windows zone of times without one; null means UTC.</param>
    public static void Write<T>(Stream destination, EwsOperation<T> operation, string? impersonatedSmtpAddress, string? timeZoneId)
        where T : class
    {
        using var writer = XmlWriter.Create(destination, EwsXmlWriter.Settings);
        writer.WriteStartDocument();
        writer.WriteStartElement("soap", "Envelope", EwsNamespaces.Soap);
        writer.WriteAttributeString("xmlns", "m", ns: null, EwsNamespaces.Messages);
        writer.WriteAttributeString("xmlns", "t", ns: null, EwsNamespaces.Types);
        WriteHeader(writer, impersonatedSmtpAddress, timeZoneId);
        writer.WriteStartElement("Body", EwsNamespaces.Soap);
        writer.StartMessage(operation.Name);
        operation.WriteBody(writer);
        writer.WriteEndDocument();
    }

    private static void WriteHeader(XmlWriter writer, string? impersonatedSmtpAddress, string? timeZoneId)
    {
        writer.WriteStartElement("Header", EwsNamespaces.Soap);
        writer.StartType("RequestServerVersion");
        writer.WriteAttributeString("Version", RequestServerVersion);
        writer.WriteEndElement();
        if (impersonatedSmtpAddress is not null)
        {
            writer.StartType("ExchangeImpersonation");
            writer.StartType("ConnectingSID");
            writer.WriteType("PrimarySmtpAddress", impersonatedSmtpAddress);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        if (timeZoneId is not null)
        {
            writer.StartType("TimeZoneContext");
            writer.WriteTimeZone("TimeZoneDefinition", timeZoneId);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }
}
