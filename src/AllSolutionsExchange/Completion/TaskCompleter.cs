using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the number of a task in the register: the open ones first, the latest of them before the others.</summary>
public sealed class TaskCompleter : StoreCompleter
{
    private protected override async Task<IEnumerable<CompletionResult>> FindAsync(Coupling coupling, string start) =>
        (await coupling.Tasks.GetAsync(new ItemQuery(), CancellationToken.None).ConfigureAwait(false))
            .Where(task => task.Id.StartsWith(start, StringComparison.Ordinal))
            .OrderBy(task => task.CompletedDate)
            .ThenByDescending(task => task.DueDate)
            .Take(Most)
            .Select(Show);

    private static CompletionResult Show(RegisterTask task) =>
        new(task.Id, task.Id, CompletionResultType.ParameterValue, $"{task.User} {task.DueDate:yyyy-MM-dd} {task.Subject}".Trim());
}
