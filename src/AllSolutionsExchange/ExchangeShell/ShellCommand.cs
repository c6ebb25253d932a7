namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// One command of Exchange's own shell with its parameters, as a value: <see cref="Shell"/> runs it in the caller's
/// session, <see cref="ShellScript"/> prints it. What is printed is therefore what would be run.
/// </summary>
internal sealed record ShellCommand
{
    private ShellCommand(string name, IReadOnlyList<ShellParameter> parameters)
    {
        Name = name;
        Parameters = parameters;
    }

    /// <summary>Starts a command without parameters.</summary>
    /// <param name="name">The documented name, as <c>New-ManagementScope</c>; without the prefix that a session may have given it.</param>
    public ShellCommand(string name)
        : this(name, []) { }

    /// <summary>The documented name, without a prefix.</summary>
    public string Name { get; }

    /// <summary>The parameters in the order in which they are printed.</summary>
    public IReadOnlyList<ShellParameter> Parameters { get; }

    /// <summary>What to do if Exchange does not find what is named; null for what goes for any name.</summary>
    public string? NotFoundAdvice { get; init; }

    /// <summary>The command with one more parameter.</summary>
    /// <param name="name">The parameter's documented name, without the dash.</param>
    /// <param name="value">Text, a Boolean, an array of text, or a <see cref="ShellExpression"/>.</param>
    public ShellCommand With(string name, object value) => new(Name, [.. Parameters, new ShellParameter(name, value, IsSwitch: false)]);

    /// <summary>The command with a switch that is on.</summary>
    /// <param name="name">The switch's documented name, without the dash.</param>
    public ShellCommand With(string name) => new(Name, [.. Parameters, new ShellParameter(name, true, IsSwitch: true)]);

    /// <summary>The command as a change that was asked about already: Exchange does not ask once more.</summary>
    public ShellCommand WithoutQuestion() => new(Name, [.. Parameters, new ShellParameter("Confirm", false, IsSwitch: true)]);
}

/// <summary>One parameter of a <see cref="ShellCommand"/>.</summary>
/// <param name="Name">The name without the dash.</param>
/// <param name="Value">Text, a Boolean, an array of text, or a <see cref="ShellExpression"/>.</param>
/// <param name="IsSwitch">Whether it is a switch, whose value a script writes after a colon or not at all.</param>
internal sealed record ShellParameter(string Name, object Value, bool IsSwitch);

/// <summary>
/// A value that only the shell can fill in which a printed script is run: script text, used as it is. It can be printed and not run.
/// </summary>
/// <param name="Text">An expression in parentheses, with every value in it quoted by <see cref="ShellScript"/>.</param>
internal sealed record ShellExpression(string Text);
