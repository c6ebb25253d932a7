using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What the planner goes by, besides the link itself.</summary>
internal sealed record PlannerRules
{
    private static readonly TimeSpan LeastSkew = TimeSpan.FromSeconds(2);

    /// <summary>What the run was told.</summary>
    public required SyncOptions Options { get; init; }

    /// <summary>Whether a side was put back and is matched anew: nothing is deleted then.</summary>
    public bool IsRematching { get; init; }

    /// <summary>Fields that Exchange never takes.</summary>
    public FieldSet ExchangeReadOnlyFields { get; init; }

    /// <summary>Fields that AllSolutions never takes.</summary>
    public FieldSet AllSolutionsReadOnlyFields { get; init; }

    /// <summary>Fields that both sides have.</summary>
    public FieldSet KnownFields { get; init; } = FieldSet.Every;

    /// <summary>Fields of which nothing is known if they are empty; see <see cref="Kind.FillableFields"/>.</summary>
    public FieldSet FillableFields { get; init; } = FieldSet.Every;

    /// <summary>Whether a move in Exchange gives an item another id (<see cref="SideCapabilities.MovesChangeIds"/>).</summary>
    public bool ExchangeMovesChangeIds { get; init; }

    /// <summary>The clock of AllSolutions minus this machine's.</summary>
    public TimeSpan AllSolutionsSkew { get; init; }

    /// <summary>The clock of Exchange minus this machine's.</summary>
    public TimeSpan ExchangeSkew { get; init; }

    /// <summary>
    /// A hash of what decides whether a change can go anywhere, never 0: what is held because it could not is looked at again when this
    /// becomes another.
    /// </summary>
    public long WriteRules()
    {
        using var writer = new FieldDigestWriter();
        var readOnly = $"{ExchangeReadOnlyFields.Bits} {AllSolutionsReadOnlyFields.Bits} {KnownFields.Bits}";
        writer.Text($"{(int)Options.Direction} {(int)Options.ConflictPolicy} {IsRematching} {readOnly}");
        return writer.ToDigests(mappingVersion: 0)[0];
    }

    /// <summary>Whether an end that is gone can't be told from one that was moved: it has no marker and no UID to be found by.</summary>
    public bool IsUnproven(SideName side, LinkEnd gone) =>
        side == SideName.Exchange && ExchangeMovesChangeIds && gone is { IsMarked: false, Uid: null };

    public FieldSet ReadOnlyFields(SideName side) => side == SideName.Exchange ? ExchangeReadOnlyFields : AllSolutionsReadOnlyFields;

    /// <summary>The fields that either side may take from the other.</summary>
    public FieldSet TwoWayFields => KnownFields & ~(ExchangeReadOnlyFields | AllSolutionsReadOnlyFields);

    /// <summary>
    /// Whether two items that were in agreement once, of which the memory is lost, are left as they are where they differ: which of
    /// them is the older state nobody knows. A policy that names a side decides.
    /// </summary>
    public bool HoldsDifferences(Link link) => Options.ConflictPolicy == ConflictPolicy.NewestWins && WereAgreed(link);

    /// <summary>
    /// The fields that are empty on a side and are filled from the other at a first match. Of two items that were in agreement once,
    /// what is empty may have been emptied: there the policy decides.
    /// </summary>
    public FieldSet Filled(Link link, SideName side) => WereAgreed(link) ? FieldSet.None : link[side].Now.EmptyFields() & FillableFields;

    /// <summary>The side whose value is taken where both changed a field.</summary>
    public SideName Winner(Link link) =>
        Options.ConflictPolicy switch
        {
            ConflictPolicy.ExchangeWins => SideName.Exchange,
            ConflictPolicy.AllSolutionsWins => SideName.AllSolutions,
            _ => Seconds(link.AllSolutions, AllSolutionsSkew) > Seconds(link.Exchange, ExchangeSkew)
                ? SideName.AllSolutions
                : SideName.Exchange,
        };

    private bool WereAgreed(Link link) => IsRematching || (link.AllSolutions.IsMarked && link.Exchange.IsMarked);

    // Exchange keeps times by the second: a finer one would win ties by its fraction. It tells its own time by the second too, so that
    // a skew below two seconds may be none.
    private static long Seconds(LinkEnd end, TimeSpan skew) =>
        (end.ModifiedTicks - (skew.Duration() < LeastSkew ? 0 : skew.Ticks)) / TimeSpan.TicksPerSecond;
}
