using System.Management.Automation;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Errors;

/// <summary>The errors that a mailbox's result holds: one of the mailbox itself, and one of each item that failed.</summary>
internal static class SyncErrorRecords
{
    /// <summary>
    /// The result's errors; none for a success, and none for a refused account, which ends the run with an error of its own.
    /// </summary>
    public static IEnumerable<ErrorRecord> From(SyncResult result)
    {
        if (result.GetException() is AccountRefusedException)
        {
            yield break;
        }

        if (Descriptor(result.Status) is { } error)
        {
            var cause = result.GetException() ?? new InvalidOperationException(result.Message ?? result.Status.ToString());
            yield return ErrorRecords.Record(
                cause,
                error,
                result.Mailbox,
                about: result.Status == SyncStatus.Stopped ? $"{result.Mailbox}, {result.Kind}" : result.Mailbox
            );
        }

        foreach (var item in result.Errors)
        {
            yield return Item(item, result.Mailbox);
        }
    }

    /// <summary>Whether an error is one of the mailbox, and not of an item.</summary>
    public static bool IsOfMailbox(ErrorRecord error) => error.TargetObject is string;

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
