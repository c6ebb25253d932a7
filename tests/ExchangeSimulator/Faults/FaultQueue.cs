namespace ExchangeSimulator;

/// <summary>The faults that wait. A request is hit by the first that matches and is due. Safe to use from any thread.</summary>
public sealed class FaultQueue
{
    private sealed class Waiting(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Seen { get; set; }

        public int Hits { get; set; }
    }

    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];

    /// <summary>Asked first, for every request that has an operation; null leaves the request to the queue.</summary>
    public Func<SimulatorRequest, FaultAction?>? Interceptor { get; set; }

    /// <summary>Faults that have not hit as often as they should.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _waiting.Add(new Waiting(fault));
        }
    }

    /// <summary>Removes all faults; the interceptor stays.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <summary>The fault that hits a request, or null.</summary>
    internal FaultAction? Take(SimulatorRequest request) =>
        Interceptor?.Invoke(request) ?? Take(w => w.Fault.Action.Kind != FaultKind.ItemError, request);

    /// <summary>The error that hits an item of a request, or null.</summary>
    internal FaultAction? TakeItemError(SimulatorRequest request, string subject) =>
        Take(
            w => w.Fault.Action.Kind == FaultKind.ItemError && (w.Fault.Action.Subject is null || w.Fault.Action.Subject == subject),
            request
        );

    private FaultAction? Take(Func<Waiting, bool> isCandidate, SimulatorRequest request)
    {
        lock (_gate)
        {
            FaultAction? hit = null;
            foreach (var waiting in _waiting.Where(w => isCandidate(w) && Matches(w.Fault, request)).ToArray())
            {
                waiting.Seen++;
                if (hit is not null || waiting.Seen < waiting.Fault.Nth)
                {
                    continue;
                }

                hit = waiting.Fault.Action;
                if (++waiting.Hits >= waiting.Fault.Times)
                {
                    _waiting.Remove(waiting);
                }
            }
            return hit;
        }
    }

    private static bool Matches(Fault fault, SimulatorRequest request) =>
        (fault.Operation is null || fault.Operation == request.Operation)
        && (fault.Mailbox is null || fault.Mailbox.Equals(request.Mailbox, StringComparison.OrdinalIgnoreCase));
}
