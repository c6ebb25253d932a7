namespace AllSolutionsExchange.Sync;

/// <summary>What was written to one side, in items.</summary>
/// <param name="Created">Items made.</param>
/// <param name="Updated">Items changed.</param>
/// <param name="Deleted">Items moved to the deleted items.</param>
public sealed record SyncCounts(int Created, int Updated, int Deleted)
{
    /// <summary>As a table shows it: created, updated and deleted with their signs.</summary>
    /// <returns>For example <c>+3 ~1 -0</c>.</returns>
    public override string ToString() => $"+{Created} ~{Updated} -{Deleted}";
}
