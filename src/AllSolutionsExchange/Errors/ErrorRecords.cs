using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.EwsAuthentication;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Impersonation;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Native;
using AllSolutionsExchange.Places;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Setup;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Errors;

/// <summary>The one place that turns an exception of Core into what PowerShell shows.</summary>
internal static class ErrorRecords
{
    /// <summary>The error record, or null for an exception that is a fault of the module itself.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="target">The mailbox, user, item or path that it is about, where the exception does not say.</param>
    public static ErrorRecord? From(Exception exception, object? target) => exception switch
    {
        StoreMissingException missing => Record(missing, missing.ErrorId, ErrorCategory.ObjectNotFound, missing.Path),
        StorePlaceException place => Record(place, place.ErrorId, ErrorCategory.PermissionDenied, place.Path),
        SecretException secret => Record(secret, secret.ErrorId, ErrorCategory.SecurityError, target),
        EndpointTestException test => Record(test, test.ErrorId, ErrorCategory.ConnectionError, test.Result.Url),
        UserMailboxException user => Record(user, user.ErrorId, Category(user.ErrorId), user.User),
        EwsProxyException proxy => Record(proxy, proxy.ErrorId, Category(proxy.ErrorId), proxy.Subject),
        CouplingException coupling => Record(coupling, coupling.ErrorId, Category(coupling.ErrorId), target),
        StoreException store => Record(store, ErrorIds.StoreUnusable, ErrorCategory.ResourceUnavailable, store.Path),
        AccountRefusedException => Record(exception, ErrorIds.AccountRefused, ErrorCategory.AuthenticationError, target),
        EwsAuthenticationException account => Record(account, ErrorIds.AccountRefused, ErrorCategory.AuthenticationError, target ?? account.Host),
        EwsConnectionException or SideUnavailableException or SideContractException => Record(exception, ErrorIds.SideUnavailable, ErrorCategory.ConnectionError, target),
        EwsResponseException or SideException => Record(exception, ErrorIds.MailboxRefused, ErrorCategory.PermissionDenied, target),
        BrakeException => Record(exception, ErrorIds.SyncStopped, ErrorCategory.OperationStopped, target),
        LeaseLostException => Record(exception, ErrorIds.LeaseLost, ErrorCategory.ResourceBusy, target),
        NativeCommandException native => Record(native, native.ErrorId, Category(native), target ?? native.Command),
        ImpersonationException impersonation => Record(impersonation, impersonation.ErrorId, Category(impersonation.ErrorId), impersonation.Target),
        EwsAuthenticationSettingException setting => Record(setting, setting.ErrorId, Category(setting.ErrorId), setting.Identity),
        UnknownTimeZoneException zone => Record(zone, ErrorIds.TimeZoneUnknown, ErrorCategory.InvalidArgument, zone.Zone),
        ArgumentException => Record(exception, ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, target),
        IOException or UnauthorizedAccessException => Record(exception, ErrorIds.FileAccessFailed, ErrorCategory.ResourceUnavailable, target),
        _ => null,
    };

    /// <summary>Whether no later record of the same command can succeed: the store, the account or the parameters are at fault.</summary>
    public static bool EndsTheCommand(Exception exception) => exception
        is StoreMissingException or StorePlaceException or StoreException or SecretException or ParameterException or EndpointTestException
        or AccountRefusedException or EwsAuthenticationException
        or NativeCommandException { ErrorId: not ErrorIds.NativeCommandFailed }
        or IOException or UnauthorizedAccessException;

    private static ErrorCategory Category(NativeCommandException native) =>
        native.IsNotFound ? ErrorCategory.ObjectNotFound : Category(native.ErrorId);

    private static ErrorCategory Category(string errorId) => errorId switch
    {
        "ParametersMissing" or "UserNotRegistered" or "MailboxNotRegistered" or "AppointmentNotFound" or "EndpointNotFound" => ErrorCategory.ObjectNotFound,
        "ScopeNotFound" or "GroupNotFound" or "VirtualDirectoryNotFound" or ErrorIds.NativeCommandMissing => ErrorCategory.ObjectNotFound,
        "MailboxTaken" or "ScopeExists" or "AssignmentExists" => ErrorCategory.ResourceExists,
        ErrorIds.NativeCommandFailed or "NotConfirmed" => ErrorCategory.InvalidResult,
        "MailboxNotInScope" or ErrorIds.NativeParameterMissing => ErrorCategory.PermissionDenied,
        ErrorIds.ExchangeOnlineRefused => ErrorCategory.NotImplemented,
        "ConfigFileMissing" or "ServerUnknown" or "BackupMissing" => ErrorCategory.ObjectNotFound,
        "ConfigFileUnreadable" or "AppointmentUnreadable" or "ProxyInLocation" or "ProxyTwice" or "BackupDamaged" => ErrorCategory.InvalidData,
        "ConfigFileUnavailable" or "ConfigFileReadOnly" or "BackupFolderRefused" => ErrorCategory.PermissionDenied,
        "ConfigFileInUse" => ErrorCategory.ResourceBusy,
        "ConfigFileChanged" or "ConfigFileReplaced" or "ProxyForeign" => ErrorCategory.InvalidOperation,
        _ => ErrorCategory.InvalidArgument,
    };

    /// <summary>The record of an exception; its message says first of whom it speaks, where the exception does not.</summary>
    internal static ErrorRecord Record(Exception exception, string id, ErrorCategory category, object? target, string? about = null)
    {
        var prefix = about is null || exception.Message.Contains(about) ? "" : about + ": ";
        var (fault, advice) = Split(exception.Message);
        return new ErrorRecord(exception, id, category, target)
        {
            ErrorDetails = new ErrorDetails(prefix + fault) { RecommendedAction = advice ?? Advice(id, category) },
        };
    }

    /// <summary>Puts what to do into the message too, for a view that shows the message alone.</summary>
    internal static ErrorRecord InOneText(ErrorRecord error)
    {
        if (error.ErrorDetails is { Message: { } message, RecommendedAction: { Length: > 0 } advice })
        {
            var fault = message.EndsWith(".", StringComparison.Ordinal) ? message : message + ".";
            error.ErrorDetails = new ErrorDetails($"{fault} {advice}") { RecommendedAction = advice };
        }

        return error;
    }

    /// <summary>What to do where the message does not say it.</summary>
    private static string Advice(string id, ErrorCategory category) => category switch
    {
        ErrorCategory.ConnectionError => "Run the command again. If it stays so, see what Test-AsExchangeEndpoint finds.",
        _ when id is ErrorIds.MailboxRefused or ErrorIds.AccountRefused or ErrorIds.MailboxSyncFailed => "See what Test-AsExchangeEndpoint finds, and run the command again.",
        ErrorCategory.ObjectNotFound when id == ErrorIds.NativeCommandFailed =>
            "Correct the name, or give it as Exchange shows it: the DistinguishedName or, of a virtual directory, the Identity.",
        ErrorCategory.ObjectNotFound => "Check what is named, and run the command again.",
        ErrorCategory.PermissionDenied => "Run the command as an account that has the right.",
        ErrorCategory.ResourceBusy => "Run the command again when the other run has ended.",
        ErrorCategory.WriteError => "Correct the item, or run the command again: the next run tries it anew.",
        ErrorCategory.InvalidArgument => "Correct the value and run the command again.",
        _ => "Run the command again.",
    };

    /// <summary>
    /// Messages say in their first sentence what is wrong, and then what to do. What is quoted or between brackets may hold anything.
    /// </summary>
    private static (string Fault, string? Advice) Split(string message)
    {
        var isQuoted = false;
        var brackets = 0;
        for (var index = 0; index < message.Length - 2; index++)
        {
            if (message[index] == '\'' && !IsApostrophe(message, index, isQuoted))
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && message[index] is ('(' or ')'))
            {
                brackets += message[index] == '(' ? 1 : -1;
            }
            else if (!isQuoted && brackets <= 0 && message[index] == '.' && message[index + 1] == ' ')
            {
                return (message.Substring(0, index + 1), message.Substring(index + 2));
            }
        }

        return (message, null);
    }

    /// <summary>Whether it belongs to a word, as in "the store's", and neither opens nor closes what is quoted.</summary>
    private static bool IsApostrophe(string message, int index, bool isQuoted) =>
        isQuoted ? char.IsLetterOrDigit(message[index + 1]) : index > 0 && char.IsLetterOrDigit(message[index - 1]);
}
