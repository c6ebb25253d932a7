namespace AllSolutionsExchange.Model;

/// <summary>
/// An item in the canonical form that both sides are mapped to. The sync engine sees no more of it than this:
/// digests of its fields, a key to match by, and the time that it takes.
/// </summary>
internal abstract record CanonicalItem
{
    /// <summary>The longest subject of an item of any kind that Exchange keeps, in characters (MS-OXWSCORE 2.2.4.24).</summary>
    public const int MaxSubjectLength = 255;

    /// <summary>The kind of item.</summary>
    public abstract ItemKind Kind { get; }

    /// <summary>What a person knows the item by; shown in plans and errors, if it is not private.</summary>
    public abstract string Title { get; }

    /// <summary>Whether its title is its owner's business.</summary>
    public virtual bool IsPrivate => false;

    /// <summary>The start in UTC that a person knows the item by; null if it has none.</summary>
    public virtual DateTime? StartUtc => null;

    /// <summary>The day on which it is due; null if it is due on none.</summary>
    public virtual DateTime? DueDate => null;

    /// <summary>From when it counts (UTC, inclusive), by which the window is judged; null if it always does.</summary>
    public virtual DateTime? CountsFromUtc => null;

    /// <summary>Until when it counts (UTC, exclusive); null if it always does.</summary>
    public virtual DateTime? CountsUntilUtc => null;

    /// <summary>The fields that a server must keep as they were sent, and in which this item is another than what was sent.</summary>
    /// <param name="sent">What was sent.</param>
    /// <returns>The fields.</returns>
    public virtual FieldSet Departures(CanonicalItem sent) => FieldSet.None;

    /// <summary>
    /// This item without what a server may keep other than it was sent, as what was sent is recognised by after a lost answer.
    /// </summary>
    /// <returns>The item.</returns>
    public virtual CanonicalItem AsKept() => this;

    /// <summary>What two items that are the same thing on both sides have in common before they are linked.</summary>
    /// <returns>A hash of the key fields.</returns>
    public long MatchKey()
    {
        using var writer = new FieldDigestWriter();
        writer.Text(MatchText());
        return writer.ToDigests(mappingVersion: 0)[0];
    }

    /// <summary>The key fields as text.</summary>
    /// <returns>The text that <see cref="MatchKey"/> hashes.</returns>
    protected abstract string MatchText();
}
