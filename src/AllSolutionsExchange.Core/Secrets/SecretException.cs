namespace AllSolutionsExchange.Secrets;

/// <summary>A stored secret cannot be read or protected here.</summary>
public sealed class SecretException : CouplingException
{
    private const string Remedy = "Set the parameters again: Set-AsExchangeParameter -Credential.";

    internal SecretException(string reason, Exception? innerException = null)
        : base("SecretUnreadable", $"The stored password cannot be used: {reason}. {Remedy}", innerException)
    {
    }
}
