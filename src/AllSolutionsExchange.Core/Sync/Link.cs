namespace AllSolutionsExchange.Sync;

/// <summary>
/// What is known of one item: where it stands on either side, what it holds there now, and what was last agreed.
/// An item that has no counterpart (yet) is a link with one end.
/// </summary>
internal sealed record Link
{
    /// <summary>The link's identity, and the marker on its items.</summary>
    public required LinkId Id { get; init; }

    /// <summary>The end in AllSolutions.</summary>
    public LinkEnd AllSolutions { get; init; } = LinkEnd.None;

    /// <summary>The end in Exchange.</summary>
    public LinkEnd Exchange { get; init; } = LinkEnd.None;

    /// <summary>Whether it is to be planned: something was seen that is not agreed yet.</summary>
    public bool IsDirty { get; init; }

    /// <summary>Why it is left untouched; None if it is not.</summary>
    public HoldReason Hold { get; init; }

    /// <summary>Since when it is left untouched for that reason, in UTC ticks; null if it is not. The store sets it.</summary>
    public long? HeldSinceTicks { get; init; }

    /// <summary>Hash of the key fields, to match it by while it has one end; see <see cref="Model.CanonicalItem.MatchKey"/>.</summary>
    public long MatchKey { get; init; }

    /// <summary>Start in UTC ticks, 0 if it has none.</summary>
    public long StartsTicks { get; init; }

    /// <summary>End in UTC ticks (exclusive), 0 if it has none.</summary>
    public long EndsTicks { get; init; }

    /// <summary>Why it could not be written, or not as it should; null if it could.</summary>
    public Trouble? Trouble { get; init; }

    /// <summary>The end on one side.</summary>
    public LinkEnd this[SideName side] => side == SideName.Exchange ? Exchange : AllSolutions;

    /// <summary>This link with another end on one side.</summary>
    public Link With(SideName side, LinkEnd end) =>
        side == SideName.Exchange ? this with { Exchange = end } : this with { AllSolutions = end };

    /// <summary>This link as if its sides had never been in agreement.</summary>
    public Link WithoutAgreement() =>
        this with
        {
            AllSolutions = AllSolutions with { Agreed = default },
            Exchange = Exchange with { Agreed = default },
        };

    /// <summary>Whether the two sides were in agreement once.</summary>
    public bool IsAgreed => !AllSolutions.Agreed.IsNone && !Exchange.Agreed.IsNone;
}
