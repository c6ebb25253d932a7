using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AllSolutionsExchange.Commands;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes a value out of the store that the command names. PowerShell shows nothing if there is none.</summary>
public abstract class StoreCompleter : IArgumentCompleter
{
    /// <summary>As many as one can look through.</summary>
    private protected const int Most = 100;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        using var coupling = Coupling.Open(fakeBoundParameters["Store"] as string, SystemClock.Now);
        var start = wordToComplete.Trim('\'', '"');

        // Off the pipeline's thread, as the cmdlets do it.
        return [.. Task.Run(() => FindAsync(coupling, start)).GetAwaiter().GetResult()];
    }

    /// <summary>The values that begin as the word does, in the order in which they are offered.</summary>
    private protected abstract Task<IEnumerable<CompletionResult>> FindAsync(Coupling coupling, string start);
}
