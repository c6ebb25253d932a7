namespace AllSolutionsExchange.Sync;

/// <summary>A page of changes that cannot be read, at the cursor of a folder.</summary>
/// <param name="Trouble">Why, and when it is tried again.</param>
/// <param name="Unnamed">How many items of the folder the side could not name either when it was searched, but for those that are known to
/// be unreadable.</param>
/// <param name="HeldSinceTicks">Since when it is held, in UTC ticks; null if it is not. The store sets it.</param>
internal sealed record SpoiltPage(Trouble Trouble, int Unnamed, long? HeldSinceTicks = null);
