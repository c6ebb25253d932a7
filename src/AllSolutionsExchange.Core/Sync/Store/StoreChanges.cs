using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// What one transaction changes. The engine gathers it and <see cref="ISyncStore.CommitAsync"/> applies it whole or not at all,
/// in the order of the members below, after checking the lease's fence.
/// </summary>
internal sealed class StoreChanges
{
    /// <summary>
    /// Which mailbox or register answered, where that was just learned; adds the folder with a null cursor where it is new. If the folder
    /// is another one than was known, the side is another source: no other folder of it is pulled any more, its inbox and what could not
    /// be read are forgotten, and every end there ever was becomes Vanished, without a version.
    /// </summary>
    public List<(SideName Side, SideIdentity Identity)> Identities { get; } = [];

    /// <summary>Sides that are read by another mapping from now on.</summary>
    public List<MappingChange> Mappings { get; } = [];

    /// <summary>Up to where the history of a side was seen.</summary>
    public List<(SideName Side, string Seen)> Seen { get; } = [];

    /// <summary>How far a side is trusted from now on.</summary>
    public List<(SideName Side, SideTrust Trust)> Trusts { get; } = [];

    /// <summary>The stamps that a side may hold from now on (<see cref="SideMemory.Stamps"/>).</summary>
    public List<(SideName Side, string Stamps)> Stamps { get; } = [];

    /// <summary>
    /// Folders of which a full listing begins: their cursor is cleared, they count as listing, and every end in them that is Present or
    /// Made becomes Unseen.
    /// </summary>
    public List<(SideName Side, string Folder)> ListingsBegun { get; } = [];

    /// <summary>
    /// Pages that were pulled. Per change, in order: a vanished id sets its end, where that is live, to Vanished. Any other id: an
    /// end that has this id and this version (not null), and is neither Gone nor Accepted, is an echo and only becomes Present (from
    /// Unseen, Made or Vanished), unless the side is being matched anew; anything else is put into the inbox, and an end with that
    /// id that was Unseen, Made or Vanished becomes Present. Then the cursor is stored. Where the page is the last, every end of the folder
    /// that is still Made becomes
    /// Vanished: the side tells of a deletion only where it had named the item. Where it is the last of a listing, every end of the
    /// folder that is still Unseen becomes Vanished too and the listing ends.
    /// </summary>
    public List<(SideName Side, string Folder, PullPage Page)> Pages { get; } = [];

    /// <summary>
    /// Folders that were searched, while the page at their cursor cannot be read or when it can again. Per item as per change of a
    /// page, but what waits to be tried again is not put into the inbox; and what is live in the folder and was not named is put into it,
    /// to be asked for.
    /// </summary>
    public List<(SideName Side, string Folder, FolderListing Listing, SpoiltPage? Spoilt, ISet<string> Waiting)> Listings { get; } = [];

    /// <summary>Links to remove: merged into others, or dead on both sides.</summary>
    public List<LinkId> LinksRemoved { get; } = [];

    /// <summary>Links to insert or replace.</summary>
    public List<Link> Links { get; } = [];

    /// <summary>Entries of the inbox that are done with, by their numbers.</summary>
    public List<(SideName Side, long Number)> InboxRemoved { get; } = [];

    /// <summary>Ids to be read (again). The folder may be unknown.</summary>
    public List<(SideName Side, string Id)> InboxAdded { get; } = [];

    /// <summary>Items that were read after all, or are gone.</summary>
    public List<(SideName Side, string Id)> UnreadRemoved { get; } = [];

    /// <summary>Items that could not be read; what was known of such a failure before is replaced.</summary>
    public List<UnreadItem> Unread { get; } = [];

    /// <summary>Journal entries that are done with.</summary>
    public List<long> JournalRemoved { get; } = [];

    /// <summary>Writes about to be sent. Their <see cref="JournalEntry.Number"/> is set by the commit.</summary>
    public List<JournalEntry> JournalAdded { get; } = [];

    /// <summary>Whether what is spooled of an earlier plan is thrown away first, contents included.</summary>
    public bool ClearsSpool { get; set; }

    /// <summary>Contents that the plan may need, so that they are not read twice.</summary>
    public List<(LinkId LinkId, SideName Side, CanonicalItem Content)> Contents { get; } = [];

    /// <summary>Operations planned.</summary>
    public List<PlannedOperation> PlanAdded { get; } = [];

    /// <summary>Operations that are carried out or given up; their contents go with them where no other operation needs them.</summary>
    public List<PlannedOperation> PlanRemoved { get; } = [];

    /// <summary>Links in conflict that the plan decides on. They are kept until the run ends and tells of them.</summary>
    public List<LinkId> Conflicts { get; } = [];

    /// <summary>
    /// The version of the mapping that the digests are brought to; null if it stays. Every item that is live is put into the inbox.
    /// </summary>
    public byte? MappingVersion { get; set; }

    /// <summary>What <see cref="CollectionState.WriteRules"/> becomes; null if it stays.</summary>
    public long? WriteRules { get; set; }

    /// <summary>Whether the first pass has come to its end.</summary>
    public bool FirstPassDone { get; set; }

    /// <summary>Whether the mode that is kept for the collection has been used.</summary>
    public bool InitialModeUsed { get; set; }

    /// <summary>Whether nothing would be changed.</summary>
    public bool IsEmpty =>
        Identities.Count
            + Mappings.Count
            + Seen.Count
            + Trusts.Count
            + Stamps.Count
            + ListingsBegun.Count
            + Pages.Count
            + Listings.Count
            + LinksRemoved.Count
            + Links.Count
            + InboxRemoved.Count
            + InboxAdded.Count
            + UnreadRemoved.Count
            + Unread.Count
            + JournalRemoved.Count
            + JournalAdded.Count
            + Contents.Count
            + PlanAdded.Count
            + PlanRemoved.Count
            + Conflicts.Count
            == 0
        && !ClearsSpool
        && !FirstPassDone
        && !InitialModeUsed
        && MappingVersion is null
        && WriteRules is null;
}
