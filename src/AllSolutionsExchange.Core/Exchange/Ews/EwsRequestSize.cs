namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// How many bytes go into one request with several items: at first below 1 MB, beyond which nginx answers 413 by default; then what
/// the way to the server was seen to take.
/// </summary>
internal sealed class EwsRequestSize
{
    /// <summary>Below this nothing is bounded: 48 KB is the smallest default that is known (uploadReadAheadSize of IIS).</summary>
    private const long Minimum = 32 * 1024;

    private readonly object _lock = new();
    private long _current = 1_000_000;

    /// <summary>Bytes of the whole request.</summary>
    public long Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <summary>A request was refused, and of its parts the largest that was taken had so many bytes.</summary>
    public void Learn(long taken)
    {
        lock (_lock)
        {
            _current = Math.Min(_current, Math.Max(taken, Minimum));
        }
    }
}
