using System.Management.Automation;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Errors;

/// <summary>The errors that a mailbox's result holds: one of the mailbox itself, and one of each item that failed.</summary>
internal static class SyncErrorRecords
{
    /// <summary>
    /// The errors of one user's results. What keeps a mailbox from being reached is the same for each kind of item and is told once, of the
    /// mailbox; what one kind alone met, or what is to be decided of each, names that kind. A refused account ends the run with an error
    /// of its own.
    /// </summary>
    /// <param name="results">The results of the user, of each kind one.</param>
    /// <param name="kinds">How many kinds the user is registered with.</param>
    public static IEnumerable<ErrorRecord> From(IReadOnlyList<SyncResult> results, int kinds)
    {
        var failed = results.Where(result => Descriptor(result.Status) is not null && result.GetException() is not AccountRefusedException);
        foreach (var alike in failed.GroupBy(Alike))
        {
            var (first, isOfAll) = (alike.First(), alike.Count() == kinds && alike.Key.Status is not SyncStatus.Stopped);
            var names = string.Join(" and ", alike.Select(result => result.Kind));
            var cause = first.GetException() ?? new InvalidOperationException(first.Message ?? first.Status);
            yield return ErrorRecords.Record(
                cause,
                Descriptor(first.Status)!,
                first.Mailbox,
                about: isOfAll ? first.Mailbox : $"{first.Mailbox}, {names}"
            );
        }

        foreach (var result in results.Where(result => result.GetException() is not AccountRefusedException))
        {
            foreach (var item in result.Errors)
            {
                yield return Item(item, result.Mailbox);
            }
        }
    }

    private static (string Status, string? Fault, string? Advice) Alike(SyncResult result)
    {
        var cause = result.GetException() as CouplingException;
        return (result.Status, cause?.Fault ?? result.Message, (cause as SafetyStopException)?.Advice);
    }

    /// <summary>What the error is about is the error itself: it names the appointment, and has what it is known by as properties.</summary>
    private static ErrorRecord Item(SyncItemError error, string mailbox)
    {
        var code = error.Fault.Contains(error.Code) ? "" : $" ({error.Code})";
        var fault = ForeignText.Shown($"{mailbox}: {error.Name()} failed in {error.Side}{code}. {error.Fault}");
        var advice = ForeignText.Shown(error.Advice ?? ErrorIds.ItemSyncFailed.Advice);
        return ErrorRecords.From(new ItemSyncException(fault, advice, error), target: null)!;
    }

    private static ErrorDescriptor? Descriptor(string status) =>
        status switch
        {
            SyncStatus.Failed => ErrorIds.MailboxSyncFailed,
            SyncStatus.Interrupted => ErrorIds.MailboxInterrupted,
            SyncStatus.Stopped => ErrorIds.MailboxStopped,
            SyncStatus.Locked => ErrorIds.MailboxLocked,
            _ => null,
        };
}
