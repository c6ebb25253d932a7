namespace AllSolutionsExchange.ExchangeShell;

/// <summary>A native command failed, or cannot be run here.</summary>
/// <param name="error">Which error it is.</param>
/// <param name="command">The command's documented name.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="advice">What to do, or null.</param>
/// <param name="inner">What the command threw, or its first error.</param>
internal sealed class ShellCommandException(
    ErrorDescriptor error,
    string command,
    string fault,
    string? advice = null,
    Exception? inner = null
) : CouplingException(error, ForeignText.Shown(fault), advice, innerException: inner)
{
    /// <summary>The command's documented name.</summary>
    public string Command { get; } = command;

    /// <summary>A command that is not in the session is in it for no other record either.</summary>
    public override bool EndsTheCommand => ErrorId != ErrorIds.ExchangeCommandFailed.Id;
}
