namespace AllSolutionsExchange;

/// <summary>Texts of other people's exceptions, as they go into our own sentences.</summary>
internal static class ExceptionText
{
    private static readonly char[] End = ['.', ' ', '\r', '\n'];

    /// <summary>The message without its full stop: Windows and SQLite end theirs with one, the C library does not.</summary>
    public static string Reason(this Exception exception) => exception.Message.TrimEnd(End);
}
