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

    /// <summary>Whether a side holds a stamp of this store, or none at all.</summary>
    public async Task<bool> FitsAsync(SideName side, SideMemory memory, CancellationToken cancellationToken)
    {
        if (!_pass.Side(side).Capabilities.KeepsStamp) return true;
        if (await _pass.Side(side).StampAsync(cancellationToken).ConfigureAwait(false) is not { } held) return true;
        if (!Of(memory).Contains(held, StringComparer.Ordinal)) return false;
        _held[side] = held;
        return true;
    }

    /// <summary>Adds the new stamps to the first changes of a pass, in one transaction with them.</summary>
    /// <returns>The stamps that the sides are to be given when the changes are stored.</returns>
    public List<(SideName Side, string Stamp)> Next(StoreChanges changes)
    {
        var next = new List<(SideName Side, string Stamp)>();
        foreach (var side in _pass.State.Sides.Keys)
        {
            if (!_pass.Side(side).Capabilities.KeepsStamp || !_given.Add(side)) continue;
            var stamp = Guid.NewGuid().ToString("N");
            changes.Stamps.Add((side, _held.TryGetValue(side, out var held) ? $"{held} {stamp}" : stamp));
            next.Add((side, stamp));
        }

        return next;
    }

    private static string[] Of(SideMemory memory) => memory.Stamps?.Split(' ') ?? [];
}
