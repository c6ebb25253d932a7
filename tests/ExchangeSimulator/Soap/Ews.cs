using System.Xml.Linq;

namespace ExchangeSimulator.Soap;

/// <summary>The namespaces of EWS ([MS-OXWSCDATA] 2.2.1) and of SOAP 1.1.</summary>
internal static class Ews
{
    public const string SoapUri = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string TypesUri = "http://schemas.microsoft.com/exchange/services/2006/types";
    public const string MessagesUri = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public const string ErrorsUri = "http://schemas.microsoft.com/exchange/services/2006/errors";

    public static readonly XNamespace Soap = SoapUri;
    public static readonly XNamespace Types = TypesUri;
    public static readonly XNamespace Messages = MessagesUri;

    /// <summary>The child of the messages namespace, or null.</summary>
    public static XElement? Message(this XElement element, string name) => element.Element(Messages + name);

    /// <summary>The child of the types namespace, or null.</summary>
    public static XElement? Type(this XElement element, string name) => element.Element(Types + name);

    /// <summary>The value of an attribute, or null.</summary>
    public static string? Value(this XElement element, string attribute) => element.Attribute(attribute)?.Value;

    /// <summary>A required child; its absence is a schema violation.</summary>
    public static XElement RequiredMessage(this XElement element, string name) =>
        element.Message(name)
        ?? throw EwsFaultException.Schema(
            element,
            $"The element '{element.Name.LocalName}' has incomplete content. List of possible elements expected: '{name}'."
        );
}
