using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Reads a SOAP 1.1 fault, with the detail that EWS gives or without one. The detail's elements are in the namespace of
/// errors (or, in old versions, of messages).
/// </summary>
internal static class EwsFaultReader
{
    public static EwsError Read(XmlReader reader)
    {
        string code = string.Empty,
            text = string.Empty;
        var status = new EwsResponseStatus();
        if (reader.Enter())
        {
            while (reader.NextElement())
            {
                switch (reader.LocalName)
                {
                    case "faultcode":
                        code = reader.ReadText();
                        break;
                    case "faultstring":
                        text = reader.ReadText();
                        break;
                    case "detail":
                        ReadDetail(reader, status);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        if (status.Code.Length > 0)
        {
            return status.ToError(text);
        }

        return new EwsError(CodeOf(code), text, status.BackOff);
    }

    private static void ReadDetail(XmlReader reader, EwsResponseStatus status)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextElement())
        {
            if (!status.TryRead(reader))
            {
                reader.Skip();
            }
        }
    }

    // Without a detail, the code may still be behind the prefix: "a:ErrorSchemaValidation". "soap:Client" says nothing.
    private static string CodeOf(string faultCode)
    {
        var local = faultCode.Substring(faultCode.IndexOf(':') + 1).Trim();
        return local.StartsWith("Error", StringComparison.Ordinal) ? local : EwsResponseCodes.InternalServerError;
    }
}
