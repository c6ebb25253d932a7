namespace AllSolutionsExchange;

/// <summary>
/// The root of all that this product throws for an admin to read. Neither the fault nor the advice holds secrets or the content of items.
/// </summary>
public abstract class CouplingException : Exception
{
    private readonly string? _advice;

    /// <summary>A failure with what to do about it.</summary>
    /// <param name="error">Which error it is.</param>
    /// <param name="fault">What is wrong, in whole sentences.</param>
    /// <param name="advice">What to do, in whole sentences; null for what the error advises by itself.</param>
    /// <param name="target">What it is about; null if only the caller knows.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected CouplingException(
        ErrorDescriptor error,
        string fault,
        string? advice = null,
        object? target = null,
        Exception? innerException = null
    )
        : base(fault, innerException)
    {
        Descriptor = error;
        Target = target;
        _advice = advice;
    }

    /// <summary>The failure that another one means here: it says and advises the same.</summary>
    /// <param name="error">Which error it is here.</param>
    /// <param name="cause">The other one.</param>
    /// <param name="more">What to do beside that; null if nothing.</param>
    protected CouplingException(ErrorDescriptor error, CouplingException cause, string? more = null)
        : this(error, cause.Fault, WithMore(cause, more), cause.Target, cause) { }

    /// <summary>Which error it is.</summary>
    public ErrorDescriptor Descriptor { get; }

    /// <summary>Its id, for error records.</summary>
    public string ErrorId => Descriptor.Id;

    /// <summary>What kind of failure it is.</summary>
    public FailureCategory Category => Descriptor.Category;

    /// <summary>What is wrong.</summary>
    public string Fault => base.Message;

    /// <summary>What to do.</summary>
    public string Advice => Joined(_advice ?? Descriptor.Advice, LogReference);

    /// <summary>What it is about: a mailbox, a user, a path; null if only the caller knows.</summary>
    public object? Target { get; }

    /// <summary>Whether no later record of the same command can succeed: the store, the account or the parameters are at fault.</summary>
    public virtual bool EndsTheCommand => false;

    /// <summary>What is wrong and what to do.</summary>
    public override string Message => Joined(Joined(Fault, _advice), LogReference);

    /// <summary>Where somebody else's log tells more, as a sentence; null if there is no such log.</summary>
    internal virtual string? LogReference => (InnerException as CouplingException)?.LogReference;

    private static string? WithMore(CouplingException cause, string? more) =>
        more is null ? cause._advice : Joined(cause._advice ?? cause.Descriptor.Advice, more);

    private static string Joined(string text, string? more) => more is null ? text : $"{text} {more}";
}
