namespace AllSolutionsExchange.EwsAuthentication;

/// <summary>The authentication of a virtual directory cannot be read or set as asked.</summary>
/// <param name="error">Which error it is.</param>
/// <param name="identity">The virtual directory.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="advice">What to do.</param>
internal sealed class EwsAuthenticationSettingException(ErrorDescriptor error, string identity, string fault, string advice)
    : CouplingException(error, fault, advice, identity);
