namespace AllSolutionsExchange.Sync;

/// <summary>An item that could not be read. It stays until it was read, or is gone.</summary>
/// <param name="Id">The item's id on its side.</param>
/// <param name="Trouble">Why, on which side, and when it is tried again.</param>
/// <param name="HeldSinceTicks">Since when it is held, in UTC ticks; null if it is not. The store sets it.</param>
internal sealed record UnreadItem(string Id, Trouble Trouble, long? HeldSinceTicks = null);
