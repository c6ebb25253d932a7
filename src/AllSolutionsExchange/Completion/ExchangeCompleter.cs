using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AllSolutionsExchange.Completion;

/// <summary>
/// Completes a value out of what Exchange's own commands show in this session. PowerShell shows nothing if it has none.
/// </summary>
public abstract class ExchangeCompleter : IArgumentCompleter
{
    private readonly string _command;
    private readonly string _property;

    /// <summary>Completes by what a command of this module lists.</summary>
    /// <param name="command">The command.</param>
    /// <param name="property">The property that names what it lists.</param>
    private protected ExchangeCompleter(string command, string property)
    {
        _command = command;
        _property = property;
    }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        using var session = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var start = wordToComplete.Trim('\'', '"');
        session.AddCommand(_command).AddParameter("WarningAction", ActionPreference.SilentlyContinue);
        return
        [
            .. session
                .Invoke()
                .Select(found => found.Properties[_property]?.Value?.ToString())
                .OfType<string>()
                .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Select(name => new CompletionResult(CompletionText.Quote(name), name, CompletionResultType.ParameterValue, name)),
        ];
    }
}

/// <summary>Completes a virtual directory of Exchange Web Services.</summary>
public sealed class VirtualDirectoryCompleter : ExchangeCompleter
{
    /// <summary>Asks Get-AsEwsAuthentication.</summary>
    public VirtualDirectoryCompleter()
        : base("Get-AsEwsAuthentication", "Identity") { }
}

/// <summary>Completes an account that may impersonate.</summary>
public sealed class ImpersonatorCompleter : ExchangeCompleter
{
    /// <summary>Asks Get-AsImpersonation.</summary>
    public ImpersonatorCompleter()
        : base("Get-AsImpersonation", "User") { }
}

/// <summary>Completes the name of an assignment of the right to impersonate.</summary>
public sealed class AssignmentCompleter : ExchangeCompleter
{
    /// <summary>Asks Get-AsImpersonation.</summary>
    public AssignmentCompleter()
        : base("Get-AsImpersonation", "Name") { }
}
