namespace AllSolutionsExchange.Commands;

/// <summary>
/// Hands on the output of several users in their order, although they are worked on at the same time. That of the first user who
/// has not ended goes on at once; that of later users waits for it.
/// </summary>
internal sealed class OrderedOutput
{
    private readonly Queue<string> _users;
    private readonly Dictionary<string, List<object>> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly Action<object> _write;

    /// <param name="users">The users, each once, in the order of their output.</param>
    /// <param name="write">Takes what is handed on.</param>
    public OrderedOutput(IEnumerable<string> users, Action<object> write)
    {
        _users = new Queue<string>(users);
        _write = write;
    }

    /// <summary>Takes an object of a user.</summary>
    public void Add(string user, object output)
    {
        if (_users.Count > 0 && _users.Peek() == user)
        {
            _write(output);
            return;
        }

        if (!_waiting.TryGetValue(user, out var waiting))
        {
            _waiting.Add(user, waiting = []);
        }

        waiting.Add(output);
    }

    /// <summary>Nothing more comes of a user.</summary>
    public void End(string user)
    {
        _ended.Add(user);
        while (_users.Count > 0 && _ended.Contains(_users.Peek()))
        {
            _users.Dequeue();
            if (_users.Count > 0)
            {
                WriteWaiting(_users.Peek());
            }
        }
    }

    /// <summary>Hands on all that still waits, where the work ended before some user did.</summary>
    public void EndAll()
    {
        while (_users.Count > 0)
        {
            WriteWaiting(_users.Dequeue());
        }
    }

    private void WriteWaiting(string user)
    {
        if (!_waiting.TryGetValue(user, out var waiting))
        {
            return;
        }

        _waiting.Remove(user);
        waiting.ForEach(_write);
    }
}
