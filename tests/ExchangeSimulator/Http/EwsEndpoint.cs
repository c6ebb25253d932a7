using System.Collections.Concurrent;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Operations;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Http;

/// <summary>What is behind the EWS address once a caller is let in: reads a request, lets the faults in, does it, answers.</summary>
internal sealed class EwsEndpoint(
    Organization organization,
    ExchangeProduct product,
    Impersonation impersonation,
    MailLog mail,
    FaultQueue faults,
    Authenticator authenticator
)
{
    private readonly ConcurrentBag<MemoryStream> _buffers = [];
    private int _number;

    /// <summary>Answers a POST that was let in. False where the connection is to be cut instead.</summary>
    /// <remarks>Leaves a <see cref="SimulatorRequest"/> among the features of the request.</remarks>
    public async Task<bool> HandleAsync(HttpContext http, MemoryStream body)
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

    private async Task<bool> HandleAsync(HttpContext http, MemoryStream body, MemoryStream output)
    {
        var request = new SimulatorRequest(Interlocked.Increment(ref _number), "", "", Changes: false);
        var status = StatusCodes.Status200OK;
        FaultAction? fault = null;
        try
        {
            var soap = SoapRequest.Read(body);
            var changes = Operation.All.GetValueOrDefault(soap.Operation)?.Changes ?? false;
            request = request with { Operation = soap.Operation, Mailbox = impersonation.AddressOf(soap) ?? "", Changes = changes };
            http.Features.Set(request);
            fault = faults.Take(request);
            if (fault?.Kind == FaultKind.CutBefore)
            {
                return false;
            }

            if (await FaultAnswer.TryAnswerAsync(http, fault, authenticator))
            {
                return true;
            }

            Execute(soap, request, fault, output);
        }
        catch (EwsFaultException exception)
        {
            output.SetLength(0);
            EnvelopeWriter.WriteFault(output, exception);
            status = StatusCodes.Status500InternalServerError;
        }
        if (fault?.Kind == FaultKind.CutAfter)
        {
            return false;
        }

        if (fault?.Kind == FaultKind.TruncatedXml)
        {
            output.SetLength(output.Length / 2);
        }

        await WriteAsync(http, status, output);
        return true;
    }

    private void Execute(SoapRequest soap, SimulatorRequest request, FaultAction? fault, MemoryStream output)
    {
        if (fault?.Kind == FaultKind.ServerBusy)
        {
            throw FaultAnswer.ServerBusy(fault);
        }

        var version =
            product.Accept(soap.ServerVersion.Trim())
            ?? throw new EwsFaultException("ErrorInvalidServerVersion", "The specified server version is invalid.");
        var operation = Operation.All.GetValueOrDefault(soap.Operation) ?? throw EwsErrors.NotPlayed($"the operation {soap.Operation}");
        var mailbox = impersonation.Resolve(soap);
        var context = new OperationContext
        {
            Organization = organization,
            Mailbox = mailbox,
            Versions = new SchemaVersions(version, product.Highest),
            Zone = ReadZone(soap),
            Mail = mail,
            ItemFault = subject =>
                faults.TakeItemError(request, subject) is { } hit
                    ? new EwsItemException(hit.ResponseCode, "An internal server error occurred. The operation failed.")
                    : null,
            RefuseSyncState = fault?.Kind == FaultKind.InvalidSyncState,
        };
        lock (mailbox?.Gate ?? new Lock())
        {
            EnvelopeWriter.Write(output, product, writer => operation.Execute(context, soap.Body, writer));
        }
    }

    private static ZoneDefinition ReadZone(SoapRequest soap)
    {
        try
        {
            return soap.TimeZone is null ? ZoneDefinition.Unnamed : ZoneDefinition.Read(soap.TimeZone);
        }
        catch (EwsItemException exception)
        {
            throw new EwsFaultException(exception.Code, exception.Message);
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
