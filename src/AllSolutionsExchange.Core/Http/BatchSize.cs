namespace AllSolutionsExchange.Http;

/// <summary>
/// How many items go into one request: as many as the server takes. Halved when the server is busy or too slow, and
/// raised by a quarter with each full batch that went well.
/// </summary>
internal sealed class BatchSize(int initial)
{
    public const int Maximum = 100;

    private readonly object _lock = new();
    private int _current = Math.Min(Math.Max(initial, 1), Maximum);

    /// <summary>Items. A caller may store it and give it to the next connection to the same endpoint.</summary>
    public int Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    /// <param name="count">The size of the batch that failed; halving is by it, since several may fail at once.</param>
    public void Halve(int count)
    {
        lock (_lock)
        {
            _current = Math.Max(1, Math.Min(_current, count / 2));
        }
    }

    /// <param name="count">The size of the batch that went well.</param>
    public void Grow(int count)
    {
        lock (_lock)
        {
            if (count >= _current)
            {
                _current = Math.Min(Maximum, _current + Math.Max(1, _current / 4));
            }
        }
    }
}
