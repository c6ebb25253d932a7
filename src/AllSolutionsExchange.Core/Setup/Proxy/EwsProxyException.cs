namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>The proxy in a web.config cannot be read or changed. Nothing of the file was changed, unless the message says so.</summary>
public sealed class EwsProxyException : CouplingException
{
    internal EwsProxyException(ErrorDescriptor error, string subject, string fault, string advice, Exception? innerException = null)
        : base(error, fault, advice, subject, innerException) => Subject = subject;

    /// <summary>What it is about: the file, the server where the file is not known, or a value that was given.</summary>
    public string Subject { get; }
}
