namespace AllSolutionsExchange.Native;

/// <summary>A native command failed, or cannot be run here.</summary>
/// <param name="errorId">The first part of FullyQualifiedErrorId.</param>
/// <param name="command">The command's documented name.</param>
/// <param name="message">What is wrong in one sentence, and then what to do.</param>
/// <param name="inner">What the command threw, or its first error.</param>
internal sealed class NativeCommandException(string errorId, string command, string message, Exception? inner = null) : Exception(ForeignText.Shown(message), inner)
{
    /// <summary>The first part of FullyQualifiedErrorId: one of <see cref="Errors.ErrorIds"/>.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>The command's documented name.</summary>
    public string Command { get; } = command;

    /// <summary>Whether Exchange has nothing of the name that it was given.</summary>
    public bool IsNotFound { get; init; }
}
