namespace AllSolutionsExchange.Sync;

/// <summary>Which mailbox or register answered.</summary>
/// <param name="Id">A stable id: it changes when another mailbox is behind the same address.</param>
/// <param name="Folder">The id of the folder in scope: the default calendar, the user's agenda.</param>
internal sealed record SideIdentity(string Id, string Folder);
