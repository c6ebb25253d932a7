namespace AllSolutionsExchange.Sync;

/// <summary>
/// One mailbox, or one user's register, as the engine sees it. Exchange and AllSolutions are two implementations of it and
/// the engine treats them alike. Every call may fail with a <see cref="SideException"/>; a failure of one item comes back
/// in the item's place instead.
/// </summary>
internal interface ISyncSide
{
    /// <summary>Which of the two sides this is.</summary>
    SideName Name { get; }

    /// <summary>What this side can and cannot do.</summary>
    SideCapabilities Capabilities { get; }

    /// <summary>Requests sent over the network so far, retries included; 0 for a side without a network.</summary>
    int Requests { get; }

    /// <summary>The side's clock minus this machine's, as last measured.</summary>
    TimeSpan ClockSkew { get; }

    /// <summary>
    /// Where its history stood at its last answer; null if it keeps none. Whoever still holds this point was not put back behind it.
    /// </summary>
    string? Seen { get; }

    /// <summary>
    /// The UID that an item gets when it is created for this link, in the form in which items carry it; null where the side has no UIDs.
    /// </summary>
    string? UidFor(LinkId linkId);

    /// <summary>Asks which mailbox or register this is (a stable id, not its address) and which folder is in scope.</summary>
    Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether this still is what was seen before. Asked on every pass, so it sends no request: where the ids that a side pulls by
    /// name their mailbox, a pull finds out by itself.
    /// </summary>
    /// <param name="known">Which it was.</param>
    /// <param name="seen">The <see cref="Seen"/> that was stored last, or null.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken);

    /// <summary>The stamp that a store left here last, where the side keeps stamps; null where none did.</summary>
    Task<string?> StampAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a stamp of the store, so that a store that was put back by itself is told from the one that left it.</summary>
    Task KeepStampAsync(string stamp, CancellationToken cancellationToken);

    /// <summary>
    /// Whether an item that has the id of a link's end is that end's item. It is not where a side that was put back gave the id again.
    /// </summary>
    bool IsSameItem(LinkEnd end, SideItem item);

    /// <summary>
    /// One page of what changed in a folder since the cursor, oldest to newest per item.
    /// </summary>
    /// <param name="folder">The folder's id, as <see cref="IdentifyAsync"/> gave it.</param>
    /// <param name="cursor">Where the last page ended; null lists everything.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="CursorInvalidException">The side no longer knows the cursor.</exception>
    /// <exception cref="FolderGoneException">The folder's id does not resolve.</exception>
    /// <exception cref="PageSpoiltException">One item alone spoils the page that the cursor is at.</exception>
    Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken);

    /// <summary>Searches a folder for all that is in it. Asked where the cursor cannot pass an item.</summary>
    Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Loads items in canonical form, one result per id and in their order.</summary>
    Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// What a person knows items of any kind by, one answer per id and in their order. A private one has no title; null stands for one
    /// that is not there or cannot be read.
    /// </summary>
    Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for items by marker or UID in all folders of the kind and among the deleted items: after a lost answer, a move,
    /// or a vanished id. More than <see cref="SideCapabilities.FindBatch"/> take several requests, but folders are asked for once.
    /// </summary>
    Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken);

    /// <summary>
    /// Carries out writes of one action, one outcome per write and in their order. Nobody is mailed. Where this throws, any of
    /// them may have been applied.
    /// </summary>
    Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken);
}
