using System.Xml;
using System.Xml.Linq;

namespace ExchangeSimulator.Soap;

/// <summary>A failure of the whole request: a SOAP fault over HTTP 500.</summary>
internal sealed class EwsFaultException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>What is written within <c>MessageXml</c>: name to value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    /// <summary>For ErrorSchemaValidation: where the request is at fault, and how.</summary>
    public SchemaViolation? Violation { get; init; }

    public static EwsFaultException Schema(XObject at, string violation)
    {
        var line = (IXmlLineInfo)at;
        return Schema(new SchemaViolation(line.LineNumber, line.LinePosition, violation));
    }

    public static EwsFaultException Schema(SchemaViolation violation) =>
        new("ErrorSchemaValidation", "The request failed schema validation: " + violation.Text) { Violation = violation };
}

internal sealed record SchemaViolation(int Line, int Position, string Text);

/// <summary>A failure of one item or folder: an error in its place in the response.</summary>
internal sealed class EwsItemException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The errors that several operations share, with Exchange's own texts.</summary>
internal static class EwsErrors
{
    public static EwsItemException ItemNotFound() => new("ErrorItemNotFound", "The specified object was not found in the store.");

    public static EwsItemException FolderNotFound() => new("ErrorFolderNotFound", "The specified folder could not be found in the store.");

    public static EwsItemException MalformedId() => new("ErrorInvalidIdMalformed", "Id is malformed.");

    public static EwsItemException NoSuchMailbox() => new("ErrorNonExistentMailbox", "No mailbox with such guid.");

    public static EwsItemException NoMailboxForAddress() =>
        new("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it.");

    public static EwsItemException UnsupportedPath() =>
        new("ErrorUnsupportedPathForQuery", "The property can not be used with this type of restriction.");

    /// <summary>A code that clients take for an answer: after ErrorInvalidRequest some of them try again in another version.</summary>
    public static EwsFaultException NotPlayed(string what) =>
        new("ErrorInvalidOperation", $"The operation is invalid: the simulated Exchange does not play {what}.");
}
