using System.Management.Automation;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the code of a user who is registered.</summary>
public sealed class UserCompleter : StoreCompleter
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(Coupling coupling, string start) =>
        (await coupling.Users.GetAsync(start + "*", CancellationToken.None).ConfigureAwait(false)).Select(user => new CompletionResult(
            CompletionText.Quote(user.User),
            user.User,
            CompletionResultType.ParameterValue,
            user.Mailbox
        ));
}
