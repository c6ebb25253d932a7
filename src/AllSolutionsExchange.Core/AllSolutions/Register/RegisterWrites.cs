using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>Writes of the engine to the register, in the transaction that the rows were opened in.</summary>
/// <param name="rows">The rows.</param>
/// <param name="own">Those of the user.</param>
/// <param name="user">The user's code.</param>
/// <param name="now">The time of the writes.</param>
internal sealed class RegisterWrites(RegisterRows rows, UserRows own, string user, DateTimeOffset now)
{
    /// <summary>A refusal of the register as the item's error.</summary>
    public static ItemError Error(RegisterException exception) => new(exception.ErrorId, exception.Fault, exception.Advice);

    /// <summary>Carries operations out one by one: one that fails does not stop the others.</summary>
    public IReadOnlyList<WriteOutcome> Write(IReadOnlyList<WriteOperation> operations) =>
        [.. operations.Select(operation => WriteOrFail(operation))];

    private WriteOutcome WriteOrFail(WriteOperation operation)
    {
        ItemError? error = null;
        return RegisterRows.Try(() => Write(operation), exception => error = Error(exception))
            ?? new WriteOutcome(WriteStatus.Failed, Error: error);
    }

    private WriteOutcome Write(WriteOperation operation)
    {
        var syncId = operation.LinkId.ToString();
        var holder = rows.FindBySyncId(syncId);
        if (operation.Action == SyncAction.Create)
        {
            return Create(operation, holder);
        }

        if (own.Find(rows, operation.Id) is not { } row)
        {
            return new WriteOutcome(WriteStatus.NotFound);
        }

        if (row.VersionText != operation.Version)
        {
            return new WriteOutcome(WriteStatus.Conflict);
        }

        if (operation.Action == SyncAction.Delete)
        {
            rows.Delete(row.Id, now);
            return new WriteOutcome(WriteStatus.Done);
        }

        if ((operation.WritesMarker || operation.Action == SyncAction.Stamp) && holder is not null && holder.Id != row.Id)
        {
            return SyncIdTaken(holder);
        }

        return operation.Action == SyncAction.Stamp
            ? Done(rows.SetSyncId(row, syncId))
            : Update(row, operation, operation.WritesMarker ? syncId : row.SyncId);
    }

    /// <summary>Makes an item, or returns the one that was made under this link before.</summary>
    private WriteOutcome Create(WriteOperation operation, RegisterRow? holder)
    {
        if (holder is not null && !own.Has(holder))
        {
            return SyncIdTaken(holder);
        }

        var content = own.Kind.Kind.Normalized(operation.Content!);
        if (Refusal(content) is { } error)
        {
            return new WriteOutcome(WriteStatus.Failed, Error: error);
        }

        if (holder is null)
        {
            return Done(rows.Insert(user, operation.LinkId.ToString(), content, now));
        }

        // Somebody changed it since it was made: another version than its own tells the engine that this is not what was sent.
        var isAsSent = own.Kind.Kind.Digests(holder.Content) == own.Kind.Kind.Digests(content);
        return Done(holder) with { Version = isAsSent ? holder.VersionText : "0" };
    }

    private WriteOutcome Update(RegisterRow row, WriteOperation operation, string? syncId)
    {
        var content = own.Kind.Kind.Normalized(own.Kind.Kind.Merge(into: row.Content, from: operation.Content!, operation.Fields));
        return Refusal(content) is { } error
            ? new WriteOutcome(WriteStatus.Failed, row.IdText, row.VersionText, Error: error)
            : Done(rows.Update(row, syncId, content, now));
    }

    private ItemError? Refusal(CanonicalItem content) =>
        content.CountsUntilUtc < content.CountsFromUtc
            ? new ItemError(
                "EndBeforeStart",
                $"The {own.Kind.Noun.ToLowerInvariant()} ends before it starts.",
                "Correct it on the other side."
            )
            : null;

    private static WriteOutcome SyncIdTaken(RegisterRow holder) =>
        new(
            WriteStatus.Failed,
            Error: new ItemError(
                "SyncIdTaken",
                $"{holder.Content.Kind} {holder.IdText} of user {holder.User} has this synchronisation id already."
            )
        );

    private WriteOutcome Done(RegisterRow row) => new(WriteStatus.Done, row.IdText, row.VersionText, own.Item(row));
}
