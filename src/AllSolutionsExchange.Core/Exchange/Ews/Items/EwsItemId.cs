namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// The id of an item and of its version. Ids are compared ordinally: they are case-sensitive. An id changes when the
/// item is moved, a change key with every change.
/// </summary>
/// <param name="Id">Opaque, up to 512 bytes.</param>
/// <param name="ChangeKey">Opaque; null if it is not known. UpdateItem needs it.</param>
internal sealed record EwsItemId(string Id, string? ChangeKey = null);
