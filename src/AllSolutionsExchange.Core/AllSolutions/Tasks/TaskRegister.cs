using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The tasks in the register.</summary>
public sealed class TaskRegister : ItemRegister<RegisterTask, TaskChanges>
{
    internal TaskRegister(IDatabase database, Func<DateTimeOffset> clock, Func<CancellationToken, Task<string>> defaultZone)
        : base(database, clock, RegisterKind.Tasks, defaultZone) { }

    private protected override RegisterTask Show(RegisterRow row) => RegisterTask.From(row);
}
