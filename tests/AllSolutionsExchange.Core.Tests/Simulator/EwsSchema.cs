using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AllSolutionsExchange.Tests.Ews;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>The schemas of EWS, by the operations that they are of; empty where the shared data is absent.</summary>
internal static class EwsSchema
{
    // Two files of messages cannot be added together: each belongs to a set of its own.
    private static readonly Lazy<XmlSchemaSet?> Main = new(() => Load("MS-OXWSMTGS-messages.xsd"));
    private static readonly Lazy<XmlSchemaSet?> TimeZones = new(() => Load("MS-OXWSGTZ-messages.xsd"));
    private static readonly Lazy<XmlSchemaSet?> Ids = new(() => Load("MS-OXWSCVTID-messages.xsd"));

    /// <summary>Validates the child of Body, unless it is a fault, and each header.</summary>
    /// <exception cref="XmlSchemaValidationException">It is not valid.</exception>
    public static void Validate(XElement envelope)
    {
        var body = envelope.Element(EwsWire.Soap + "Body")!.Elements().Single();
        foreach (var header in envelope.Element(EwsWire.Soap + "Header")?.Elements() ?? [])
        {
            ValidateElement(header, Main.Value);
        }

        if (body.Name != EwsWire.Soap + "Fault")
        {
            ValidateElement(body, SetOf(body.Name.LocalName).Value);
        }
    }

    private static Lazy<XmlSchemaSet?> SetOf(string response) =>
        response switch
        {
            "GetServerTimeZonesResponse" => TimeZones,
            "ConvertIdResponse" => Ids,
            _ => Main,
        };

    private static void ValidateElement(XElement element, XmlSchemaSet? schemas)
    {
        if (schemas is null)
        {
            return;
        }

        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => throw new XmlSchemaValidationException(e.Message + "\n" + element);
        using var reader = XmlReader.Create(new StringReader(element.ToString(SaveOptions.DisableFormatting)), settings);
        while (reader.Read())
        {
            // Reading is what validates.
        }
    }

    private static XmlSchemaSet? Load(string file)
    {
        if (SharedData.Folder is null)
        {
            return null;
        }

        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, SharedData.Path("ews-schema", file));
        schemas.Compile();
        return schemas;
    }
}
