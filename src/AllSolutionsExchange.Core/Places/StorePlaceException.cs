namespace AllSolutionsExchange.Places;

/// <summary>The store cannot stand, or is not safe, where it was asked for.</summary>
public sealed class StorePlaceException : CouplingException
{
    /// <summary>A place that is refused.</summary>
    /// <param name="errorId">A stable id in Pascal case.</param>
    /// <param name="path">The path that is refused.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    internal StorePlaceException(string errorId, string path, string message, Exception? innerException = null)
        : base(errorId, message, innerException) => Path = path;

    /// <summary>The path that is refused.</summary>
    public string Path { get; }
}

/// <summary>There is no store yet.</summary>
public sealed class StoreMissingException : CouplingException
{
    internal StoreMissingException(string path)
        : base("StoreMissing", $"There is no store at '{path}'. Make it with Set-AsExchangeParameter, or name another one with -Store.", null) => Path = path;

    /// <summary>Where the store was looked for.</summary>
    public string Path { get; }
}
