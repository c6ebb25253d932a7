using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Reads the elements that every response message, and the detail of every EWS fault, has: code, text and back-off
/// (MS-OXWSCDATA ResponseMessageType).
/// </summary>
internal sealed class EwsResponseStatus
{
    public string Code { get; private set; } = string.Empty;

    public string Text { get; private set; } = string.Empty;

    public TimeSpan? BackOff { get; private set; }

    /// <param name="otherText">What is told where no text came with the code.</param>
    public EwsError ToError(string otherText = "") =>
        Code switch
        {
            "" => new EwsError(EwsResponseCodes.InternalServerError, Text.Length > 0 ? Text : otherText, BackOff),
            EwsResponseCodes.NoError => EwsError.Unreadable("It says that something failed, and in its code that nothing did."),
            _ => new EwsError(Code, Text.Length > 0 ? Text : otherText, BackOff),
        };

    /// <summary>Reads the element that the reader stands on, and past it; false, and nothing read, when it is another one.</summary>
    public bool TryRead(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "ResponseCode":
                Code = reader.ReadText();
                return true;
            case "MessageText" or "Message":
                Text = reader.ReadText();
                return true;
            case "MessageXml":
                ReadMessageXml(reader);
                return true;
            case "DescriptiveLinkKey":
                reader.Skip();
                return true;
            default:
                return false;
        }
    }

    private void ReadMessageXml(XmlReader reader)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            var isBackOff = string.Equals(reader.GetAttribute("Name"), "BackOffMilliseconds", StringComparison.Ordinal);
            var value = reader.ReadText();
            if (
                isBackOff
                && int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var milliseconds)
                && milliseconds > 0
            )
            {
                BackOff = TimeSpan.FromMilliseconds(milliseconds);
            }
        }
    }
}
