namespace AllSolutionsExchange.Sync;

/// <summary>Another user is synchronised with this mailbox or register already. Nothing was stored.</summary>
internal sealed class IdentityTakenException : CouplingException
{
    /// <param name="owner">The other user.</param>
    public IdentityTakenException(string owner)
        : base(ErrorIds.SyncStopped, $"User {owner} is synchronised with it already.") => Owner = owner;

    /// <summary>The other user.</summary>
    public string Owner { get; }
}
