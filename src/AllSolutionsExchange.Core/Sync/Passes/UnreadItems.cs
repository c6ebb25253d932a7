namespace AllSolutionsExchange.Sync;

/// <summary>
/// The items of one mailbox that could not be read, those of earlier passes and of this one. Each is tried once in a pass.
/// </summary>
internal sealed class UnreadItems
{
    private readonly Dictionary<(SideName Side, string Id), Trouble> _known = [];
    private readonly HashSet<(SideName Side, string Id)> _due = [];
    private readonly HashSet<(SideName Side, string Id)> _failedNow = [];
    private readonly Func<DateTimeOffset> _clock;

    /// <param name="known">Those of earlier passes.</param>
    /// <param name="areAllDue">Whether each is tried now, whenever its time comes.</param>
    /// <param name="clock">The time.</param>
    public UnreadItems(IReadOnlyList<UnreadItem> known, bool areAllDue, Func<DateTimeOffset> clock)
    {
        _clock = clock;
        foreach (var (id, trouble, _) in known)
        {
            _known.Add((trouble.Side, id), trouble);
            if (areAllDue || RetrySchedule.IsDue(trouble.NextTryTicks, clock()))
            {
                _due.Add((trouble.Side, id));
            }
        }
    }

    /// <summary>Whether an item is not to be read now: it failed in this pass, or its time has not come.</summary>
    public bool IsWaiting(SideName side, string id) => _known.ContainsKey((side, id)) && !_due.Contains((side, id));

    /// <summary>Whether reading an item failed in this pass.</summary>
    public bool FailedNow(SideName side, string id) => _failedNow.Contains((side, id));

    /// <summary>How many items of a side cannot be read, as far as known.</summary>
    public int Count(SideName side) => _known.Keys.Count(item => item.Side == side);

    /// <summary>How many items of a side cannot be read beside these.</summary>
    public int CountBeside(SideName side, ISet<string> ids) => _known.Keys.Count(item => item.Side == side && !ids.Contains(item.Id));

    /// <summary>The items of a side that are not to be read now.</summary>
    public ISet<string> Waiting(SideName side) =>
        new HashSet<string>(
            _known.Keys.Where(item => item.Side == side && IsWaiting(side, item.Id)).Select(item => item.Id),
            StringComparer.Ordinal
        );

    /// <summary>The items whose time has come, in a stable order.</summary>
    public List<string> Due(SideName side) =>
        [.. _due.Where(item => item.Side == side).Select(item => item.Id).OrderBy(id => id, StringComparer.Ordinal)];

    /// <summary>Something was heard of an item, so that it is tried now.</summary>
    public void Wake(SideName side, string id)
    {
        if (_known.ContainsKey((side, id)) && !FailedNow(side, id))
        {
            _due.Add((side, id));
        }
    }

    /// <summary>An item could not be read now.</summary>
    /// <returns>What is to be stored of it.</returns>
    public UnreadItem Failed(SideName side, string id, ItemError error)
    {
        var key = (side, id);
        _known.TryGetValue(key, out var before);
        if (_failedNow.Add(key))
        {
            _known[key] = Trouble.After(before, side, error, _clock());
        }

        _due.Remove(key);
        return new UnreadItem(id, _known[key]);
    }

    /// <summary>An item was read, or is gone.</summary>
    /// <returns>Whether it was known here, so that it is to be removed from the store.</returns>
    public bool Remove(SideName side, string id)
    {
        _due.Remove((side, id));
        return _known.Remove((side, id));
    }
}
