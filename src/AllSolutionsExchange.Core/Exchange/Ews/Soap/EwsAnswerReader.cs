using System.Text;
using System.Xml;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads the body of an HTTP answer, and tells what is wrong with one that cannot be read.</summary>
internal static class EwsAnswerReader
{
    /// <exception cref="EwsResponseException">The answer is a SOAP fault.</exception>
    /// <exception cref="EwsConnectionException">The answer ended early, or is not one of EWS.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EwsAnswer<T> Read<T>(EwsHttpAnswer answer, EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return ReadBody(answer.Body, operation, cancellationToken);
        }
        catch (XmlException exception)
        {
            throw Describe(exception, answer, operation.Name);
        }
        catch (EwsConnectionException exception) when (exception.Failure == EwsConnectionFailure.InvalidResponse && IsPage(answer.Body))
        {
            // A page may be well-formed too.
            throw Page(exception, answer, operation.Name);
        }
        catch (EwsConnectionException exception)
        {
            exception.StatusCode ??= answer.StatusCode;
            throw;
        }
    }

    // Exchange writes what users typed as character references, which the reader lets through. Other servers write it bare, and
    // what is between also adds to answers: then the answer is repaired and read again.
    private static EwsAnswer<T> ReadBody<T>(PooledStream body, EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            body.Position = 0;
            return EwsEnvelopeReader<T>.Read(body, operation, cancellationToken);
        }
        catch (XmlException)
        {
            if (!EwsBodyRepair.Repair(body))
            {
                throw;
            }

            body.Position = 0;
            return EwsEnvelopeReader<T>.Read(body, operation, cancellationToken);
        }
    }

    private static EwsConnectionException Describe(XmlException exception, EwsHttpAnswer answer, string operation)
    {
        if (answer.StatusCode < 400 && IsPage(answer.Body))
        {
            return Page(exception, answer, operation);
        }

        var (failure, fault, advice) = answer switch
        {
            { StatusCode: >= 500 } => (
                EwsConnectionFailure.ServerError,
                $"The server failed on {operation} (HTTP {answer.StatusCode}) and did not answer with SOAP.",
                "Try again later; if it keeps failing, check the health of EWS on the server."
            ),
            { StatusCode: >= 400 } => (
                EwsConnectionFailure.NotEws,
                $"The server answered {operation} with HTTP {answer.StatusCode} and without SOAP.",
                "Check the URL and the health of EWS on the server."
            ),
            { Body.Length: 0 } => (EwsConnectionFailure.ConnectionLost, $"The answer to {operation} is empty.", null),
            _ when !IsXml(answer.Body) => (
                EwsConnectionFailure.InvalidResponse,
                $"The answer to {operation} is neither XML nor a web page.",
                "Check the URL, and that no gateway answers instead of EWS."
            ),
            _ when EwsBodyRepair.EndOfEnvelope(answer.Body) is null => (
                EwsConnectionFailure.ConnectionLost,
                $"The answer to {operation} ended before its end.",
                (string?)null
            ),
            _ => (
                EwsConnectionFailure.InvalidResponse,
                $"The answer to {operation} is not well-formed XML, or has a DTD.",
                "Check that no proxy changes the answers of the server."
            ),
        };
        return new EwsConnectionException(failure, fault, advice, exception) { StatusCode = answer.StatusCode };
    }

    private static EwsConnectionException Page(Exception exception, EwsHttpAnswer answer, string operation) =>
        new(
            EwsConnectionFailure.NotEws,
            $"A web page came as the answer to {operation}.",
            "Check the URL, and that no gateway answers instead of EWS.",
            exception
        )
        {
            StatusCode = answer.StatusCode,
        };

    private static bool IsXml(PooledStream body) =>
        Encoding.ASCII.GetString(body.Peek(0, 1024)).TrimStart('?', '\uFEFF', ' ', '\t', '\r', '\n', '\0') is var head
        && (head.Length == 0 || head[0] == '<');

    private static bool IsPage(PooledStream body) =>
        Encoding.ASCII.GetString(body.Peek(0, 1024)) is var head
        && (
            head.IndexOf("<html", StringComparison.OrdinalIgnoreCase) >= 0
            || head.IndexOf("<!doctype html", StringComparison.OrdinalIgnoreCase) >= 0
        );
}
