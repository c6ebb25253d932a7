namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// One change and when it is made. A list of steps is both what a cmdlet carries out and what <c>-AsScript</c> prints; running
/// either again changes nothing that is so already.
/// </summary>
/// <param name="Change">The change.</param>
/// <param name="Guards">All of these hold where the change is still to be made.</param>
internal sealed record ShellStep(ShellCommand Change, params ShellGuard[] Guards)
{
    /// <summary>Whether the change is still to be made.</summary>
    /// <param name="shell">The session that is asked.</param>
    public bool IsPending(Shell shell) => Guards.All(guard => guard.Holds(shell));
}

/// <summary>
/// A condition on what is in Exchange: among what a command returns there is an object with these properties, or there is none.
/// </summary>
/// <param name="Probe">A command that only reads, and returns nothing rather than an error if there is nothing.</param>
/// <param name="IsPresent">True where such an object must be there, false where it must not.</param>
/// <param name="Equal">The properties and their texts, compared without case as PowerShell does.</param>
internal sealed record ShellGuard(ShellCommand Probe, bool IsPresent, params (string Property, string Value)[] Equal)
{
    /// <summary>A property that must be empty as well; null for none.</summary>
    public string? Empty { get; init; }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="shell">The session that is asked.</param>
    public bool Holds(Shell shell) => shell.Invoke(Probe).Any(Matches) == IsPresent;

    private bool Matches(ShellObject found) =>
        Equal.All(pair => string.Equals(found.Text(pair.Property), pair.Value, StringComparison.OrdinalIgnoreCase))
        && (Empty is null || found.Texts(Empty).Count == 0);
}
