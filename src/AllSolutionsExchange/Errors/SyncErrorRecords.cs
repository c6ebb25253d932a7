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

        if (Kind(result.Status) is { } kind)
        {
            var cause = result.GetException() ?? new InvalidOperationException(result.Message ?? result.Status.ToString());
            yield return ErrorRecords.Record(cause, kind.Id, kind.Category, result.Mailbox, about: result.Mailbox);
        }

        foreach (var error in result.Errors)
        {
            yield return Item(error, result.Mailbox);
        }
    }

    /// <summary>What the error is about is the error itself: it names the appointment, and has what it is known by as properties.</summary>
    private static ErrorRecord Item(SyncItemError error, string mailbox)
    {
        var fault = ForeignText.Shown($"{error.Name()}, of {mailbox}, failed in {error.Side} ({error.Code}).");
        var advice = ForeignText.Shown(error.Message);
        return new ErrorRecord(new InvalidOperationException($"{fault} {advice}"), ErrorIds.ItemSyncFailed, ErrorCategory.WriteError, error)
        {
            ErrorDetails = new ErrorDetails(fault) { RecommendedAction = advice },
        };
    }

    private static (string Id, ErrorCategory Category)? Kind(string status) => status switch
    {
        SyncStatus.Failed => (ErrorIds.MailboxSyncFailed, ErrorCategory.PermissionDenied),
        SyncStatus.Interrupted => (ErrorIds.MailboxInterrupted, ErrorCategory.ConnectionError),
        SyncStatus.Stopped => (ErrorIds.MailboxStopped, ErrorCategory.OperationStopped),
        SyncStatus.Locked => (ErrorIds.MailboxLocked, ErrorCategory.ResourceBusy),
        _ => null,
    };
}
