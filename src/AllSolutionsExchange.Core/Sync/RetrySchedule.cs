namespace AllSolutionsExchange.Sync;

/// <summary>When an item that failed is tried again: in every run at first, then rarer by time, and never given up.</summary>
internal static class RetrySchedule
{
    /// <summary>How many runs in a row an item is tried in before it is held and tried rarer.</summary>
    public const int TriesInARow = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);

    /// <summary>No item waits for longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Whether an item with so many failures in a row is held.</summary>
    public static bool IsHeld(int failures) => failures >= TriesInARow;

    /// <summary>When an item is tried again: 30 minutes after the fifth failure in a row, twice as long after each further one.</summary>
    public static long NextTryTicks(int failures, DateTimeOffset now)
    {
        if (!IsHeld(failures))
        {
            return now.UtcTicks;
        }

        var doublings = Math.Min(failures - TriesInARow, 10);
        return now.UtcTicks + Math.Min(Shortest.Ticks << doublings, Longest.Ticks);
    }

    /// <summary>
    /// Whether the time has come. A time beyond the longest wait was stored while the clock was ahead, and counts as come.
    /// </summary>
    public static bool IsDue(long nextTryTicks, DateTimeOffset now) =>
        nextTryTicks <= now.UtcTicks || nextTryTicks > now.UtcTicks + Longest.Ticks;
}
