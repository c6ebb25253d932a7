namespace AllSolutionsExchange;

/// <summary>A value that was given cannot be worked with.</summary>
public sealed class ValueException : CouplingException
{
    /// <summary>A value that is refused.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="advice">What to give instead.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ValueException(string fault, string? advice = null, Exception? innerException = null)
        : base(ErrorIds.InvalidArgument, fault, advice, innerException: innerException) { }
}
