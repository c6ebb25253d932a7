using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Which fields of a pair of live items go which way.</summary>
internal sealed class PairWrites
{
    private readonly Link _link;
    private readonly FieldSet _conflict;
    private readonly FieldSet _toExchange;
    private readonly FieldSet _toAllSolutions;

    public PairWrites(Link link, PlannerRules rules, FieldSet conflict, FieldSet different)
    {
        _link = link;
        _conflict = conflict;
        var writable = Writable(SideName.Exchange, rules);
        var writableHere = Writable(SideName.AllSolutions, rules);

        // What may not be written on one side cannot lose there: the other side takes its value.
        var winsAllSolutions = rules.Winner(link) == SideName.AllSolutions ? conflict & writable : conflict & ~writableHere;
        var winsExchange = conflict & ~winsAllSolutions;
        var wantedInExchange = ((link.AllSolutions.Changes & ~conflict) | winsAllSolutions) & different;
        var wantedInAllSolutions = ((link.Exchange.Changes & ~conflict) | winsExchange) & different;

        _toExchange = wantedInExchange & writable;
        _toAllSolutions = wantedInAllSolutions & writableHere;
        var blocked = (wantedInExchange & ~writable) | (wantedInAllSolutions & ~writableHere);
        Hold = !blocked.IsEmpty && _toExchange.IsEmpty && _toAllSolutions.IsEmpty ? HoldReason.ReadOnly : HoldReason.None;
    }

    /// <summary>ReadOnly where a change can go nowhere; it waits until the other side changes or the run may write there.</summary>
    public HoldReason Hold { get; }

    public IReadOnlyList<PlannedOperation> Operations(PlanReason reason)
    {
        var operations = new List<PlannedOperation>(2);
        Add(operations, SideName.AllSolutions, _toAllSolutions, reason);
        Add(operations, SideName.Exchange, _toExchange, reason);
        return operations;
    }

    private void Add(List<PlannedOperation> operations, SideName target, FieldSet fields, PlanReason reason)
    {
        if (fields.IsEmpty)
        {
            return;
        }

        var why = reason == PlanReason.Changed && !(fields & _conflict).IsEmpty ? PlanReason.ConflictLost : reason;
        operations.Add(Planner.Operation(_link, target, SyncAction.Update, why, fields));
    }

    private FieldSet Writable(SideName side, PlannerRules rules) =>
        rules.Options.WritesTo(side) ? _link[side].Writable & ~rules.ReadOnlyFields(side) : FieldSet.None;
}
