namespace AllSolutionsExchange.Sync;

/// <summary>A line of a reviewed plan that was not carried out.</summary>
/// <param name="User">The AllSolutions user.</param>
/// <param name="Kind">The kind of item, such as Appointment.</param>
/// <param name="Action">What it says is done.</param>
/// <param name="Target">The side that would be written to.</param>
/// <param name="Title">The item's subject, as the plan has it.</param>
/// <param name="StartUtc">The start (UTC), as the plan has it.</param>
/// <param name="DueDate">The day on which a task is due, as the plan has it.</param>
/// <param name="AllSolutionsId">The item's id in AllSolutions, or null.</param>
/// <param name="ExchangeId">The item's id in Exchange, or null.</param>
/// <param name="Reason">Why it was not carried out.</param>
public sealed record SyncPlanLeftover(
    string User,
    string Kind,
    string Action,
    string Target,
    string? Title,
    DateTime? StartUtc,
    DateTime? DueDate,
    string? AllSolutionsId,
    string? ExchangeId,
    string Reason
)
{
    internal static SyncPlanLeftover Of(SyncPlanItem line, string reason) =>
        new(
            line.User,
            line.Kind,
            line.Action,
            line.Target,
            line.Title,
            line.StartUtc,
            line.DueDate,
            line.AllSolutionsId,
            line.ExchangeId,
            reason
        );

    /// <summary>What the line says is done, where, and why it was not.</summary>
    public override string ToString() => FormattableString.Invariant($"{Action} {Target} {Name()}: {Reason}");

    private string Name()
    {
        var title = Title is null ? "" : $"'{Title}' ";
        var start =
            StartUtc is { } time ? FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm} UTC ")
            : DueDate is { } day ? FormattableString.Invariant($"due {day:yyyy-MM-dd} ")
            : "";
        return $"{title}{start}({AllSolutionsId ?? ExchangeId})";
    }
}
