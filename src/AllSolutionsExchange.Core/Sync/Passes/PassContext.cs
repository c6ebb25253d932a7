namespace AllSolutionsExchange.Sync;

/// <summary>What the steps of one pass over one mailbox share.</summary>
internal sealed class PassContext
{
    private readonly ISyncSide _allSolutions;
    private readonly ISyncSide _exchange;

    /// <param name="target">The mailbox and its user.</param>
    /// <param name="store">The store, or a copy of it for a plan.</param>
    /// <param name="keeper">Keeps the lease.</param>
    /// <param name="options">What is done.</param>
    /// <param name="clock">The time.</param>
    /// <param name="isPlan">Whether the sides are left as they are.</param>
    public PassContext(
        SyncTarget target,
        ISyncStore store,
        LeaseKeeper keeper,
        SyncOptions options,
        Func<DateTimeOffset> clock,
        bool isPlan
    )
    {
        IsPlan = isPlan;
        Stamps = new StoreStamps(this);
        Target = target;
        Store = store;
        Lease = keeper.Lease;
        _allSolutions = new LeasedSide(target.AllSolutions, keeper);
        _exchange = new LeasedSide(target.Exchange, keeper);
        Options = options;
        Clock = clock;
    }

    /// <summary>Whether the sides are left as they are.</summary>
    public bool IsPlan { get; }

    public SyncTarget Target { get; }

    public ISyncStore Store { get; }

    public Lease Lease { get; }

    public SyncOptions Options { get; private set; }

    public Func<DateTimeOffset> Clock { get; }

    /// <summary>The plan that was reviewed, if only its lines may be carried out; null for all that is planned.</summary>
    public ReviewedPlan? Reviewed { get; init; }

    public PassTally Tally { get; } = new();

    /// <summary>Set by the first step; what the store knew when the pass began.</summary>
    public CollectionState State { get; set; } = new() { Sides = new Dictionary<SideName, SideMemory>(), Folders = [] };

    /// <summary>Set by the first step; the items that cannot be read.</summary>
    public UnreadItems Unread { get; set; } = new([], areAllDue: false, () => default);

    /// <summary>
    /// Creates without an answer, by their links, and the items that may be what they made; null where these could not be looked for. Such
    /// a link is not planned.
    /// </summary>
    public Dictionary<LinkId, (JournalEntry Entry, List<string>? Candidates)> Undecided { get; } = [];

    /// <summary>
    /// Updates without an answer, by the ends that they went to: whether each was done shows when the item is read. Such a link is not
    /// planned.
    /// </summary>
    public Dictionary<(SideName Side, LinkId Link), JournalEntry> Unanswered { get; } = [];

    /// <summary>The sides on which items were adopted in this pass.</summary>
    public HashSet<SideName> Adopted { get; } = [];

    /// <summary>The folders whose page of changes was tried in this pass and could not be read, and what a search found in them.</summary>
    public List<(FolderState Folder, Trouble Trouble, FolderListing Listing)> Spoilt { get; } = [];

    /// <summary>The sides on which a search could not name all that is there: what it finds nowhere may be that.</summary>
    public HashSet<SideName> Unnamed { get; } = [];

    /// <summary>Ends that vanished and could not be looked for everywhere: what became of them is asked again in the next pass.</summary>
    public HashSet<(SideName Side, LinkId Link)> Unproven { get; } = [];

    /// <summary>
    /// Whether anything was read in this pass, or in one that was killed, so that there may be something to match or plan.
    /// </summary>
    public bool HasNews { get; set; }

    /// <summary>Whether contents or operations were spooled in this pass.</summary>
    public bool HasSpooled { get; set; }

    public ISyncSide Side(SideName side) => side == SideName.Exchange ? _exchange : _allSolutions;

    /// <summary>The folder that new items on this side are created in.</summary>
    public string HomeFolder(SideName side) => State.Sides[side].Identity.Folder;

    /// <summary>
    /// Takes the mode that is kept for the collection, unless the run was given one. It was meant for what was never matched: what is
    /// matched
    /// anew
    /// after something was put back is decided by the run alone.
    /// </summary>
    public void TakeInitialMode()
    {
        if (!IsRematching)
        {
            Options = Options with { InitialMode = Options.InitialMode ?? State.InitialMode };
        }
    }

    /// <summary>How far a side's memory and ours belong together.</summary>
    public SideTrust Trust(SideName side) => State.Sides.TryGetValue(side, out var memory) ? memory.Trust : SideTrust.Full;

    /// <summary>Whether a side is being matched anew, after it was put back.</summary>
    public bool IsRematching => SideNames.Both.Any(side => Trust(side) == SideTrust.Rematching);

    /// <summary>The state of an item that was found by a search: no page has named it yet, where its folder is pulled.</summary>
    public EndState StateFoundIn(SideName side, string folder) =>
        State.Folders.Any(pulled => pulled.Side == side && string.Equals(pulled.Folder, folder, StringComparison.Ordinal))
            ? EndState.Made
            : EndState.Present;

    /// <summary>Whether it is known what became of all that was written of a link, so that it may be planned.</summary>
    public bool IsAnswered(LinkId link) =>
        !Undecided.ContainsKey(link)
        && !Unanswered.ContainsKey((SideName.AllSolutions, link))
        && !Unanswered.ContainsKey((SideName.Exchange, link));

    /// <summary>
    /// Whether items that are new to this pass may be created on this side. On a first pass a reviewed plan is asked of each, when what
    /// waits is released.
    /// </summary>
    public bool CreatesOn(SideName side) =>
        (State.FirstPassDone && !IsRematching) || (Reviewed is null && Options.InitialModeCreatesOn(side));

    /// <summary>Trusts a side more or less from now on: in this pass, and with these changes in the next ones.</summary>
    public void SetTrust(SideName side, SideTrust trust, StoreChanges changes)
    {
        changes.Trusts.Add((side, trust));
        State = State with
        {
            Sides = State.Sides.ToDictionary(
                known => known.Key,
                known => known.Key == side ? known.Value with { Trust = trust } : known.Value
            ),
        };
    }

    /// <summary>Whether something that failed is to be tried in this pass.</summary>
    public bool IsDue(Trouble? trouble) => trouble is null || Options.FullResync || RetrySchedule.IsDue(trouble.NextTryTicks, Clock());

    /// <summary>The stamps of the store.</summary>
    public StoreStamps Stamps { get; }

    public async Task CommitAsync(StoreChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Contents.Count > 0 || changes.PlanAdded.Count > 0)
        {
            HasSpooled = true;
        }

        if (changes.IsEmpty)
        {
            return;
        }

        foreach (var link in changes.LinksRemoved)
        {
            Tally.Removed(link);
        }

        foreach (var link in changes.Links)
        {
            Tally.Stored(link);
        }

        // Whatever is stored was read or written at this point of a side's history at the latest.
        foreach (var side in SideNames.Both)
        {
            if (Side(side).Seen is { } seen)
            {
                changes.Seen.Add((side, seen));
            }
        }

        var stamps = IsPlan ? [] : Stamps.Next(changes);
        await Store.CommitAsync(Lease, changes, cancellationToken).ConfigureAwait(false);
        foreach (var (side, stamp) in stamps)
        {
            await Side(side).KeepStampAsync(stamp, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads items of a side, however many, in as many requests as that takes.</summary>
    /// <returns>A result for each id, in their order.</returns>
    public async Task<IReadOnlyList<LoadResult>> LoadAsync(SideName side, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var loaded = new List<LoadResult>(ids.Count);
        while (loaded.Count < ids.Count)
        {
            var batch = ids.Skip(loaded.Count).Take(Side(side).Capabilities.LoadBatch).ToList();
            loaded.AddRange(await Side(side).LoadAsync(batch, cancellationToken).ConfigureAwait(false));
        }

        return loaded;
    }

    /// <summary>Whether an item with these times lies in the window in which items are created.</summary>
    public bool InWindow(long startsTicks, long endsTicks) =>
        startsTicks == 0 || (endsTicks >= WindowStartTicks && startsTicks <= WindowEndTicks);

    public long WindowStartTicks => Clock().UtcTicks - (Options.PastDays * TimeSpan.TicksPerDay);

    public long WindowEndTicks => Clock().UtcTicks + (Options.FutureDays * TimeSpan.TicksPerDay);

    public PlannerRules Rules() =>
        new()
        {
            Options = Options,
            IsRematching = IsRematching,
            ExchangeReadOnlyFields = _exchange.Capabilities.ReadOnlyFields,
            AllSolutionsReadOnlyFields = _allSolutions.Capabilities.ReadOnlyFields,
            KnownFields = _exchange.Capabilities.KnownFields & _allSolutions.Capabilities.KnownFields,
            FillableFields = Target.Kind.FillableFields,
            ExchangeMovesChangeIds = _exchange.Capabilities.MovesChangeIds,
            ExchangeSkew = _exchange.ClockSkew,
            AllSolutionsSkew = _allSolutions.ClockSkew,
        };
}
