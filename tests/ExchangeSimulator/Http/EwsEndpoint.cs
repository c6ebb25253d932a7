using System.Collections.Concurrent;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Operations;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Http;

/// <summary>What is behind the EWS address once a caller is let in: reads a request, lets the faults in, does it, answers.</summary>
internal sealed class EwsEndpoint(Organization organization, ExchangeProduct product, Impersonation impersonation, MailLog mail, FaultQueue faults, Authenticator authenticator)
{
    private readonly ConcurrentBag<MemoryStream> _buffers = [];
    private int _number;

    /// <summary>Answers a POST that was let in, and says what it was.</summary>
    public async Task<Answered> HandleAsync(HttpContext http, MemoryStream body)
    {
        var output = _buffers.TryTake(out var buffer) ? buffer : new MemoryStream(256 * 1024);
        try
        {
            return await HandleAsync(http, body, output);
        }
        finally
        {
            output.SetLength(0);
            _buffers.Add(output);
        }
    }

    private async Task<Answered> HandleAsync(HttpContext http, MemoryStream body, MemoryStream output)
    {
        var number = Interlocked.Increment(ref _number);
        var request = new SimulatorRequest(number, "", "", Changes: false);
        var status = StatusCodes.Status200OK;
        FaultAction? fault = null;
        try
        {
            var soap = SoapRequest.Read(body);
            request = request with { Operation = soap.Operation, Mailbox = impersonation.AddressOf(soap) ?? "", Changes = Operation.All.GetValueOrDefault(soap.Operation)?.Changes ?? false };
            fault = faults.Take(request);
            if (await FaultAnswer.AnswerBeforeAsync(http, fault, authenticator) is { } answered)
                return new Answered(request, answered, 0);
            Execute(soap, request, fault, output);
        }
        catch (EwsFaultException e)
        {
            output.SetLength(0);
            EnvelopeWriter.WriteFault(output, e);
            status = StatusCodes.Status500InternalServerError;
        }
        if (fault?.Kind == FaultKind.CutAfter)
        {
            http.Abort();
            return new Answered(request, 0, 0);
        }
        if (fault?.Kind == FaultKind.TruncatedXml)
            output.SetLength(output.Length / 2);
        await WriteAsync(http, status, output);
        return new Answered(request, status, output.Length);
    }

    private void Execute(SoapRequest soap, SimulatorRequest request, FaultAction? fault, MemoryStream output)
    {
        if (fault?.Kind == FaultKind.ServerBusy)
            throw FaultAnswer.ServerBusy(fault);
        if (!product.Accepts(soap.ServerVersion.Trim()))
            throw new EwsFaultException("ErrorInvalidServerVersion", "The specified server version is invalid.");
        var operation = Operation.All.GetValueOrDefault(soap.Operation) ?? throw EwsErrors.NotPlayed($"the operation {soap.Operation}");
        var mailbox = impersonation.Resolve(soap);
        var context = new OperationContext
        {
            Organization = organization,
            Mailbox = mailbox,
            Zone = ReadZone(soap),
            Mail = mail,
            ItemFault = subject => faults.TakeItemError(request, subject) is { } hit ? new EwsItemException(hit.ResponseCode, "An internal server error occurred. The operation failed.") : null,
            RefuseSyncState = fault?.Kind == FaultKind.InvalidSyncState,
        };
        lock (mailbox?.Gate ?? new Lock())
            EnvelopeWriter.Write(output, product, writer => operation.Execute(context, soap.Body, writer));
    }

    private static TimeZoneInfo ReadZone(SoapRequest soap)
    {
        try
        {
            return soap.TimeZone is null ? TimeZoneInfo.Utc : WindowsTimeZone.Read(soap.TimeZone);
        }
        catch (EwsItemException e)
        {
            throw new EwsFaultException(e.Code, e.Message);
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, MemoryStream output)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml; charset=utf-8";
        http.Response.ContentLength = output.Length;
        await http.Response.Body.WriteAsync(output.GetBuffer().AsMemory(0, (int)output.Length), http.RequestAborted);
    }
}

/// <summary>What a request was, and the status (0: cut) and body length with which it was answered.</summary>
internal sealed record Answered(SimulatorRequest Request, int Status, long Bytes);
