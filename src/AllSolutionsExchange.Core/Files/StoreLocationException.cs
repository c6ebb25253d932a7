namespace AllSolutionsExchange.Files;

/// <summary>The store is not possible, or not safe, where it was asked for.</summary>
public sealed class StoreLocationException : CouplingException
{
    /// <summary>A place that is refused.</summary>
    /// <param name="error">Which error it is.</param>
    /// <param name="path">The path that is refused.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    internal StoreLocationException(ErrorDescriptor error, string path, string fault, string advice, Exception? innerException = null)
        : base(error with { Category = FailureCategory.PermissionDenied }, fault, advice, path, innerException) => Path = path;

    /// <summary>The path that is refused.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;
}

/// <summary>There is no store yet.</summary>
public sealed class StoreMissingException : CouplingException
{
    internal StoreMissingException(string path)
        : base(ErrorIds.StoreMissing, $"There is no store at '{path}'.", ErrorIds.StoreMissing.Advice, path) => Path = path;

    /// <summary>Where the store was looked for.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;
}
