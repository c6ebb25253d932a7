namespace AllSolutionsExchange.Secrets;

/// <summary>A stored secret cannot be read or protected here.</summary>
public sealed class SecretException : CouplingException
{
    internal SecretException(string reason, Exception? innerException = null)
        : base(ErrorIds.SecretUnreadable, Unusable(reason), ErrorIds.SecretUnreadable.Advice, innerException: innerException) { }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;

    private static string Unusable(string reason) => $"The stored password cannot be used: {reason}.";
}
