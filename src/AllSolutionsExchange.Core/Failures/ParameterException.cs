namespace AllSolutionsExchange;

/// <summary>A parameter of the coupling is missing or cannot be taken.</summary>
public sealed class ParameterException : CouplingException
{
    internal ParameterException(ErrorDescriptor error, string fault, string? advice = null, Exception? innerException = null)
        : base(error, fault, advice, innerException: innerException) { }

    internal ParameterException(ErrorDescriptor error, CouplingException cause)
        : base(error, cause) { }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;
}
