namespace AllSolutionsExchange.Sync;

/// <summary>
/// Tells a store that was put back by itself. Each pass that changes the store gives it a new random stamp, and leaves that with the sides
/// which keep one; the store remembers the one before, too, since the process may die between the two. A store that was put back has
/// neither.
/// </summary>
internal sealed class StoreStamps
{
    private readonly PassContext _pass;
    private readonly Dictionary<SideName, string> _held = [];
    private readonly HashSet<SideName> _given = [];

    public StoreStamps(PassContext pass) => _pass = pass;

    /// <summary>
    /// Whether a side holds a stamp of this store, or none at all. A store that has left none has linked nothing yet: it fits any.
    /// </summary>
    public async Task<bool> FitsAsync(SideName side, SideMemory memory, CancellationToken cancellationToken)
    {
        await ReadAsync(side, cancellationToken).ConfigureAwait(false);
        return memory.Stamps is null || !_held.TryGetValue(side, out var held) || Of(memory.Stamps).Contains(held, StringComparer.Ordinal);
    }

    /// <summary>Reads the stamp that a side holds, of whatever store: it is remembered until the side has the new one.</summary>
    public async Task ReadAsync(SideName side, CancellationToken cancellationToken)
    {
        if (!_pass.Side(side).Capabilities.KeepsStamp)
        {
            return;
        }

        if (await _pass.Side(side).StampAsync(cancellationToken).ConfigureAwait(false) is { } held)
        {
            _held[side] = held;
        }
    }

    /// <summary>Adds the new stamps to the first changes of a pass, in one transaction with them.</summary>
    /// <returns>The stamps that the sides are to be given when the changes are stored.</returns>
    public List<(SideName Side, string Stamp)> Next(StoreChanges changes)
    {
        var next = new List<(SideName Side, string Stamp)>();
        foreach (var side in _pass.State.Sides.Keys)
        {
            if (!_pass.Side(side).Capabilities.KeepsStamp || !_given.Add(side))
            {
                continue;
            }

            var stamp = Guid.NewGuid().ToString("N");
            changes.Stamps.Add((side, _held.TryGetValue(side, out var held) ? $"{held} {stamp}" : stamp));
            next.Add((side, stamp));
        }

        return next;
    }

    private static string[] Of(string stamps) => stamps.Split(' ');
}
