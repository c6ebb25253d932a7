namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>What SyncFolderItems says of an item. A Delete is not proof of a deletion: a moved item is one too.</summary>
internal enum EwsChangeType
{
    Create,
    Update,
    Delete,
    ReadFlagChange,
}

/// <summary>One change of SyncFolderItems.</summary>
internal sealed record EwsItemChange(EwsChangeType Type, EwsItemId ItemId);

/// <summary>A page of SyncFolderItems.</summary>
/// <param name="SyncState">Opaque; to be stored together with the changes of the page.</param>
/// <param name="Changes">The changes, newest first (since Exchange 2010 SP2).</param>
/// <param name="IncludesLastItemInRange">Whether there is no further page.</param>
internal sealed record EwsSyncPage(string SyncState, IReadOnlyList<EwsItemChange> Changes, bool IncludesLastItemInRange);

/// <summary>A page of FindItem.</summary>
/// <param name="Items">Sparse: only the fields of the shape that was asked for.</param>
/// <param name="IncludesLastItemInRange">Whether there is no further page.</param>
internal sealed record EwsItemPage<T>(IReadOnlyList<T> Items, bool IncludesLastItemInRange);
