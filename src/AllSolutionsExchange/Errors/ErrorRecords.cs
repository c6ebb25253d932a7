using System.Management.Automation;

namespace AllSolutionsExchange.Errors;

/// <summary>The one place that turns an exception of Core into what PowerShell shows.</summary>
internal static class ErrorRecords
{
    /// <summary>The error record, or null for an exception that is a fault of the module itself.</summary>
    public static ErrorRecord? From(Exception exception, object? target) => exception switch
    {
        ArgumentException => Record(exception, ErrorIds.InvalidArgument, ErrorCategory.InvalidArgument, target, advice: null),
        IOException or UnauthorizedAccessException => Record(exception, ErrorIds.FileAccessFailed, ErrorCategory.ReadError, target,
            "See that the account that runs this may read and write the file, and that no other program holds it."),
        _ => null,
    };

    /// <summary>Whether no later record of the same command can succeed.</summary>
    public static bool EndsTheCommand(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static ErrorRecord Record(Exception exception, string id, ErrorCategory category, object? target, string? advice)
    {
        var record = new ErrorRecord(exception, id, category, target);
        if (advice is not null)
        {
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = advice };
        }

        return record;
    }
}
