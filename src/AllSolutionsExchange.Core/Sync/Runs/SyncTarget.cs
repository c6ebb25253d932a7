namespace AllSolutionsExchange.Sync;

/// <summary>One user's agenda and mailbox, opened.</summary>
/// <param name="User">The AllSolutions user.</param>
/// <param name="Mailbox">The mailbox's SMTP address.</param>
/// <param name="AllSolutions">The side in AllSolutions.</param>
/// <param name="Exchange">The side in Exchange.</param>
internal sealed record SyncTarget(string User, string Mailbox, ISyncSide AllSolutions, ISyncSide Exchange);
