namespace AllSolutionsExchange.AllSolutions;

/// <summary>A parameter of the coupling is missing or cannot be taken.</summary>
public sealed class ParameterException : CouplingException
{
    internal ParameterException(string errorId, string message, Exception? innerException = null)
        : base(errorId, message, innerException)
    {
    }
}
