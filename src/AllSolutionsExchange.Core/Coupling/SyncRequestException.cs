namespace AllSolutionsExchange;

/// <summary>A synchronisation that cannot begin as it was asked for.</summary>
public sealed class SyncRequestException : CouplingException
{
    internal SyncRequestException(ErrorDescriptor error, string fault, string? advice = null, Exception? innerException = null)
        : base(error, fault, advice, innerException: innerException) { }
}
