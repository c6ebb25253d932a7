using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Commands;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the mailbox of a user who is registered in the store that the command names. PowerShell shows nothing where there is none.</summary>
public sealed class MailboxCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var coupling = Coupling.Open(fakeBoundParameters["Store"] as string, SystemClock.Now);
        var users = coupling.Users;
        var start = wordToComplete.Trim('\'', '"');

        // Off the pipeline's thread, as the cmdlets do it.
        return [.. Task.Run(() => users.GetAsync(null, CancellationToken.None)).GetAwaiter().GetResult()
            .Where(user => user.Mailbox.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(user => user.Mailbox, StringComparer.OrdinalIgnoreCase)
            .Select(Show)];
    }

    private static CompletionResult Show(UserMailbox user) =>
        new(CompletionText.Quote(user.Mailbox), user.Mailbox, CompletionResultType.ParameterValue, user.User);
}
