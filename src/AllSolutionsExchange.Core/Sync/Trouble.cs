namespace AllSolutionsExchange.Sync;

/// <summary>Why an item is not as it should be on one side, and when it is tried again.</summary>
/// <param name="Side">The side that failed.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="NextTryTicks">When it is tried again, in UTC ticks; see <see cref="RetrySchedule"/>.</param>
/// <param name="Error">How it failed the last time.</param>
internal sealed record Trouble(SideName Side, int Failures, long NextTryTicks, ItemError Error)
{
    /// <summary>The trouble after one more failure.</summary>
    public static Trouble After(Trouble? before, SideName side, ItemError error, DateTimeOffset now)
    {
        var failures = (before?.Failures ?? 0) + 1;
        return new Trouble(side, failures, RetrySchedule.NextTryTicks(failures, now), error);
    }
}
