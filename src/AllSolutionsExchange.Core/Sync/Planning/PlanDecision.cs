using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What the planner makes of one link.</summary>
/// <param name="Link">The link as it is to be stored now; null if it is dead and removed.</param>
/// <param name="Operations">What is to be written, at most one operation per side.</param>
/// <param name="Conflict">The fields that both sides changed to different values.</param>
internal sealed record PlanDecision(Link? Link, IReadOnlyList<PlannedOperation> Operations, FieldSet Conflict = default);
