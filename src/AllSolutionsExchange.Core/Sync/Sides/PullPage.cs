namespace AllSolutionsExchange.Sync;

/// <summary>A page of changes.</summary>
/// <param name="Changes">What changed, in order; an id that is named twice counts as last named.</param>
/// <param name="Cursor">Where the next page begins.</param>
/// <param name="IsLast">Whether nothing more is waiting.</param>
internal sealed record PullPage(IReadOnlyList<ItemChange> Changes, string Cursor, bool IsLast);

/// <summary>An id that was created, changed, or is no longer in the folder.</summary>
/// <param name="Id">The item's id on its side.</param>
/// <param name="Version">Its version where the page gives one; else null.</param>
/// <param name="IsVanished">Whether the id is no longer there: deleted, moved, or given another id.</param>
internal readonly record struct ItemChange(string Id, string? Version, bool IsVanished);

/// <summary>All that is in a folder at one moment, found by a search and not by the cursor.</summary>
/// <param name="Items">The items.</param>
/// <param name="Unnamed">How many more there are that the side cannot name.</param>
internal sealed record FolderListing(IReadOnlyList<ItemChange> Items, int Unnamed);
