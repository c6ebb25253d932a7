using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Compares an item as it was read back after a write with what was sent, and with what stood there before.</summary>
internal static class ReadBack
{
    /// <summary>The fields that came back other than they were sent and must not: times, all-day, sensitivity.</summary>
    public static FieldSet Broken(PlannedWrite write, CanonicalItem stored) =>
        write.Operation.Content is { } sent ? stored.Departures(sent) & write.Planned.Fields : FieldSet.None;

    /// <summary>
    /// The fields that came back as they were before the write, although something else was sent; of an item that is new, those
    /// that came back empty.
    /// </summary>
    public static FieldSet NotKept(PlannedWrite write, FieldDigests stored)
    {
        var target = write.Planned.Target;
        var unchanged = write.Planned.Action == SyncAction.Create ? stored.EmptyFields() : ~stored.Differences(write.Link[target].Now);
        return write.Planned.Fields & unchanged & stored.Differences(write.Link[target.Other()].Now);
    }

    public static ItemError BrokenError(SideName side, IReadOnlyList<string> fields) =>
        new(
            "NotKeptAsSent",
            $"{side} keeps {string.Join(", ", fields)} other than it was sent.",
            "It is sent again; if that does not help, correct the item on either side."
        );

    public static ItemError HoldError(SideName side, HoldReason hold) =>
        new(
            "NotKeptAsSent",
            $"{side} stored the item differently from what was sent, as one that is left alone ({hold}).",
            "Correct it on either side."
        );

    public static ItemError NotKeptError(SideName side, IReadOnlyList<string> fields) =>
        new("NotKept", $"{side} left {string.Join(", ", fields)} as it was, without an error. The other side keeps its own value.");
}
