using System.Text;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads the body of an HTTP answer, and tells what is wrong with one that cannot be read.</summary>
internal static class EwsAnswerReader
{
    /// <exception cref="EwsResponseException">The answer is a SOAP fault.</exception>
    /// <exception cref="EwsConnectionException">The answer ended early, or is not one of EWS.</exception>
    public static EwsAnswer<T> Read<T>(EwsHttpAnswer answer, EwsOperation<T> operation)
        where T : class
    {
        try
        {
            return ReadBody(answer.Body, operation);
        }
        catch (XmlException e)
        {
            throw Describe(e, answer, operation.Name);
        }
    }

    // Control characters that users typed come as character references, which the reader lets through, from Exchange,
    // and bare from some other servers: then they are blanked, and the answer is read again.
    private static EwsAnswer<T> ReadBody<T>(PooledStream body, EwsOperation<T> operation)
        where T : class
    {
        try
        {
            body.Position = 0;
            return EwsEnvelopeReader<T>.Read(body, operation);
        }
        catch (XmlException)
        {
            if (!body.Replace(IsControl, (byte)' '))
                throw;
            body.Position = 0;
            return EwsEnvelopeReader<T>.Read(body, operation);
        }
    }

    private static bool IsControl(byte value) => value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r');

    private static EwsConnectionException Describe(XmlException e, EwsHttpAnswer answer, string operation)
    {
        var (failure, message) = answer switch
        {
            { StatusCode: >= 400 } => (EwsConnectionFailure.NotEws, $"The server answered {operation} with HTTP {answer.StatusCode} and no SOAP. Check the URL and the health of EWS on the server."),
            _ when !EndsWithEnvelope(answer.Body) => (EwsConnectionFailure.ConnectionLost, $"The answer to {operation} ended before its end."),
            _ => (EwsConnectionFailure.InvalidResponse, $"The answer to {operation} is not well-formed XML, or has a DTD. Check that no proxy changes the answers of the server."),
        };
        return new EwsConnectionException(failure, message, e) { StatusCode = answer.StatusCode };
    }

    private static bool EndsWithEnvelope(PooledStream body) =>
        Encoding.ASCII.GetString(body.Peek(body.Length - 64, 64)).TrimEnd().EndsWith("Envelope>", StringComparison.Ordinal);
}
