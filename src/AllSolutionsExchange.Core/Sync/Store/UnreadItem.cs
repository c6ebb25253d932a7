namespace AllSolutionsExchange.Sync;

/// <summary>An item that could not be read. It stays until it was read, or is gone.</summary>
/// <param name="Id">The item's id on its side.</param>
/// <param name="Trouble">Why, on which side, and when it is tried again.</param>
internal sealed record UnreadItem(string Id, Trouble Trouble);
