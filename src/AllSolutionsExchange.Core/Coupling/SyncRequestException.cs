namespace AllSolutionsExchange;

/// <summary>A synchronisation that cannot begin as it was asked for.</summary>
public sealed class SyncRequestException : CouplingException
{
    internal SyncRequestException(string errorId, string message, Exception? innerException = null)
        : base(errorId, message, innerException)
    {
    }
}
