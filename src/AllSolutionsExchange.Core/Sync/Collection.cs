using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What one pass is about: the items of one kind of one user. Everything that is remembered belongs to one.</summary>
/// <param name="User">The AllSolutions user's code; compared without regard to case.</param>
/// <param name="Kind">The kind of item.</param>
internal sealed record Collection(string User, ItemKind Kind);
