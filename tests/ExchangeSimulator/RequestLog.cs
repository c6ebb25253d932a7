namespace ExchangeSimulator;

/// <summary>A request to the EWS address, before it is answered.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Operation">The operation, such as GetItem; empty where the request did not get so far as to have one.</param>
/// <param name="Mailbox">The address of the mailbox that is acted as; empty where there is none.</param>
/// <param name="Changes">Whether the operation changes the mailbox.</param>
public sealed record SimulatorRequest(int Number, string Operation, string Mailbox, bool Changes);

/// <summary>A request with its answer. Sizes are those of the bodies, in bytes.</summary>
/// <param name="Request">The request.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Status">The HTTP status; 0 where the connection was cut.</param>
/// <param name="RequestBytes">Bytes of the request's body.</param>
/// <param name="ResponseBytes">Bytes of the response's body.</param>
/// <param name="HadAuthorization">Whether it carried an Authorization header.</param>
/// <param name="Connection">Which connection it came over.</param>
/// <param name="ClientRequestId">The id that the client gave it, as Exchange writes it to the logs of IIS and EWS.</param>
public sealed record LoggedRequest(
    SimulatorRequest Request,
    string Method,
    int Status,
    long RequestBytes,
    long ResponseBytes,
    bool HadAuthorization,
    string Connection,
    string? ClientRequestId
)
{
    public string Operation => Request.Operation;

    public string Mailbox => Request.Mailbox;
}

/// <summary>Every request in the order of its answer. Safe to use from any thread.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<LoggedRequest> _requests = [];

    /// <summary>A copy of what is there now.</summary>
    public IReadOnlyList<LoggedRequest> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>All requests, to any address of the server.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>Requests that asked for an operation that changes a mailbox, be it refused or not.</summary>
    public int ChangingCount => CountWhere(r => r.Request.Changes);

    public int CountOf(string operation) => CountWhere(r => r.Operation == operation);

    public int CountWhere(Func<LoggedRequest, bool> predicate)
    {
        lock (_gate)
        {
            return _requests.Count(predicate);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    internal void Add(LoggedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }
}
