namespace AllSolutionsExchange;

/// <summary>
/// Something that was asked for cannot be done. The message says what is wrong and what to do, and holds neither secrets nor the content of
/// items.
/// </summary>
public abstract class CouplingException : Exception
{
    /// <summary>A failure with what to do about it.</summary>
    /// <param name="errorId">A stable id in Pascal case.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected CouplingException(string errorId, string message, Exception? innerException)
        : base(message, innerException) => ErrorId = errorId;

    /// <summary>A stable id in Pascal case, for error records.</summary>
    public string ErrorId { get; }
}
