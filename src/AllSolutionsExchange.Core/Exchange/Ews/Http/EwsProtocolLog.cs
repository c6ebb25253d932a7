using System.Globalization;
using System.Text;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// One line for each request and answer. HTTP headers are never logged, so no Authorization header can be; bodies only
/// when asked for, and then without anything private.
/// </summary>
internal sealed class EwsProtocolLog(Action<string>? write, bool logBodies)
{
    public void Exchanged(string url, EwsCall call, PooledStream request, EwsHttpAnswer answer, TimeSpan time)
    {
        if (write is null)
        {
            return;
        }

        var cost = FormattableString.Invariant(
            $"{request.Length} bytes sent, {answer.Body.Length} received, {time.TotalMilliseconds:0} ms"
        );
        var trace = $"request-id {answer.ServerRequestId ?? "none"}, front end {answer.FrontEnd ?? "unknown"}";
        write(FormattableString.Invariant($"POST {url} {Describe(call)}: HTTP {answer.StatusCode}, {cost}, {trace}"));
        if (!logBodies)
        {
            return;
        }

        write($"{call.ClientRequestId:D} request: {EwsBodyRedactor.Redact(request)}");
        write($"{call.ClientRequestId:D} answer: {EwsBodyRedactor.Redact(answer.Body)}");
    }

    public void Answered<T>(EwsCall call, IReadOnlyList<EwsItemResult<T>> results)
        where T : class
    {
        if (write is null)
        {
            return;
        }

        var codes = new StringBuilder();
        foreach (var group in results.GroupBy(result => result.Error?.ResponseCode ?? EwsResponseCodes.NoError, StringComparer.Ordinal))
        {
            codes.Append(' ').Append(group.Key).Append(" x ").Append(group.Count().ToString(CultureInfo.InvariantCulture));
        }

        write($"{call.ClientRequestId:D} {call.Operation}:{codes}");
    }

    public void Failed(string url, EwsCall call, Exception exception, TimeSpan time)
    {
        if (write is null)
        {
            return;
        }

        var what = exception switch
        {
            EwsResponseException response => response.ResponseCode,
            EwsConnectionException connection => connection.Failure.ToString(),
            OperationCanceledException => "cancelled",
            _ => exception.GetType().Name,
        };
        write(FormattableString.Invariant($"POST {url} {Describe(call)}: failed, {what}, {time.TotalMilliseconds:0} ms"));
    }

    private static string Describe(EwsCall call) =>
        $"{call.Operation} for {call.Mailbox ?? "the account itself"}, client-request-id {call.ClientRequestId:D}";
}
