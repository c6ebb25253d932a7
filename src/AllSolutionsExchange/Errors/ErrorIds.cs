namespace AllSolutionsExchange.Errors;

/// <summary>
/// The first part of <c>FullyQualifiedErrorId</c>. Scripts test for these: they are never renamed.
/// </summary>
internal static class ErrorIds
{
    /// <summary>A value that cannot be worked with; the message says which and why.</summary>
    public const string InvalidArgument = nameof(InvalidArgument);

    /// <summary>A file or folder could not be read or written.</summary>
    public const string FileAccessFailed = nameof(FileAccessFailed);
}
