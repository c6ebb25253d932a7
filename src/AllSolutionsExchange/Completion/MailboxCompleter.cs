using System.Management.Automation;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the mailbox of a user who is registered.</summary>
public sealed class MailboxCompleter : StoreCompleter
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(Coupling coupling, string start) =>
        (await coupling.Users.GetAsync(null, CancellationToken.None).ConfigureAwait(false))
            .Where(user => user.Mailbox.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(user => user.Mailbox, StringComparer.OrdinalIgnoreCase)
            .Select(user => new CompletionResult(
                CompletionText.Quote(user.Mailbox),
                user.Mailbox,
                CompletionResultType.ParameterValue,
                user.User
            ));
}
