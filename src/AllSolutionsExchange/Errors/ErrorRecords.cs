using System.Management.Automation;

namespace AllSolutionsExchange.Errors;

/// <summary>The one place that turns an exception into what PowerShell shows.</summary>
internal static class ErrorRecords
{
    /// <summary>The error record, or null for an exception that is a fault of the module itself.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="target">The mailbox, user, item or path that it is about, where the exception does not say.</param>
    public static ErrorRecord? From(Exception exception, object? target) =>
        exception switch
        {
            CouplingException failure => Record(failure, failure.Descriptor, failure.Target ?? target),
            ArgumentException => Record(exception, ErrorIds.InvalidArgument, target),
            IOException or UnauthorizedAccessException => Record(exception, ErrorIds.FileAccessFailed, target),
            _ => null,
        };

    /// <summary>Whether no later record of the same command can succeed.</summary>
    public static bool EndsTheCommand(Exception exception) =>
        exception is CouplingException { EndsTheCommand: true } or IOException or UnauthorizedAccessException;

    /// <summary>The record of an error that the exception is the cause of.</summary>
    /// <param name="exception">The cause.</param>
    /// <param name="error">Which error it is.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="about">Of whom the message speaks first, if the exception does not name it.</param>
    public static ErrorRecord Record(Exception exception, ErrorDescriptor error, object? target, string? about = null)
    {
        var (fault, advice) = exception is CouplingException failure ? (failure.Fault, failure.Advice) : (exception.Message, error.Advice);
        var prefix = about is null || fault.Contains(about) ? "" : about + ": ";
        return new ErrorRecord(exception, error.Id, (ErrorCategory)error.Category, target)
        {
            ErrorDetails = new ErrorDetails(prefix + fault) { RecommendedAction = advice },
        };
    }

    /// <summary>Puts what to do into the message too, for a view that shows the message alone.</summary>
    public static ErrorRecord InOneText(ErrorRecord error)
    {
        if (error.ErrorDetails is { Message: { } message, RecommendedAction: { Length: > 0 } advice })
        {
            var fault = message.EndsWith(".", StringComparison.Ordinal) ? message : message + ".";
            error.ErrorDetails = new ErrorDetails($"{fault} {advice}") { RecommendedAction = advice };
        }

        return error;
    }
}
