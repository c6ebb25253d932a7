namespace AllSolutionsExchange.Sync;

/// <summary>What a pass has to know of a collection before it begins.</summary>
internal sealed record CollectionState
{
    /// <summary>What is remembered of either side; one that was never asked is not among them.</summary>
    public required IReadOnlyDictionary<SideName, SideMemory> Sides { get; init; }

    /// <summary>The folders that are pulled.</summary>
    public required IReadOnlyList<FolderState> Folders { get; init; }

    /// <summary>The items that could not be read.</summary>
    public IReadOnlyList<UnreadItem> Unread { get; init; } = [];

    /// <summary>The sides on which an end is Made.</summary>
    public IReadOnlyList<SideName> Made { get; init; } = [];

    /// <summary>The mode that is kept for the collection, to be used once; null for none.</summary>
    public InitialMode? InitialMode { get; init; }

    /// <summary>The links on whose conflicts a run decided that never ended, so that nobody was told.</summary>
    public IReadOnlyList<LinkId> Conflicts { get; init; } = [];

    /// <summary>Whether links are still to be planned: a run was killed before it came to them, or failed to write them.</summary>
    public bool HasDirty { get; init; }

    /// <summary>The version of the mapping that the digests are of, or are being brought to
    /// (<see cref="Model.Kind.MappingVersion"/>).</summary>
    public byte MappingVersion { get; init; }

    /// <summary>The rules (<see cref="PlannerRules.WriteRules"/>) under which ReadOnly holds were last looked at; 0 to look
    /// again.</summary>
    public long WriteRules { get; init; }

    /// <summary>Whether a first pass has come to its end.</summary>
    public bool FirstPassDone { get; init; }

    /// <summary>Whether journal entries stand open.</summary>
    public bool HasJournal { get; init; }

    /// <summary>Whether something is spooled of an earlier plan.</summary>
    public bool HasSpool { get; init; }
}

/// <summary>A folder that is pulled.</summary>
/// <param name="Side">Its side.</param>
/// <param name="Folder">Its id.</param>
/// <param name="Cursor">Where the last page ended; null before the first.</param>
/// <param name="IsListing">Whether a full listing is under way.</param>
/// <param name="Spoilt">The page at the cursor, where it cannot be read.</param>
internal sealed record FolderState(SideName Side, string Folder, string? Cursor, bool IsListing, SpoiltPage? Spoilt = null);

/// <summary>How many links there are, for the safety limits and for the result.</summary>
/// <param name="Linked">Links that both sides agreed on, those with an end that is Accepted as deleted not counted.</param>
/// <param name="LiveAllSolutions">Ends that are live in AllSolutions, of all links.</param>
/// <param name="LiveExchange">Ends that are live in Exchange, of all links.</param>
/// <param name="Held">Links that are left untouched.</param>
/// <param name="Unmatched">Those of them that match nothing on the other side and were not to be created there.</param>
internal sealed record LinkCounts(int Linked, int LiveAllSolutions, int LiveExchange, int Held, int Unmatched);
