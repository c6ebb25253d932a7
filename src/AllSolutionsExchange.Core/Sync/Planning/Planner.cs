using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Decides what is to be written for one link. A pure function: no clock, no I/O, no randomness, and the same with the two
/// sides swapped, but for the tie that goes to Exchange. It sees digests only, never content.
/// </summary>
internal static class Planner
{
    /// <summary>Plans one link that is dirty and not held.</summary>
    public static PlanDecision Plan(Link link, PlannerRules rules)
    {
        if (link.AllSolutions.State is EndState.Vanished || link.Exchange.State is EndState.Vanished)
        {
            return new PlanDecision(link, []);
        }

        if (link.AllSolutions.IsLive && link.Exchange.IsLive)
        {
            return PlanPair(link, rules);
        }

        if (link.AllSolutions.IsLive)
        {
            return PlanSingle(link, SideName.AllSolutions, rules);
        }

        if (link.Exchange.IsLive)
        {
            return PlanSingle(link, SideName.Exchange, rules);
        }

        return new PlanDecision(null, []);
    }

    private static PlanDecision PlanPair(Link link, PlannerRules rules)
    {
        // An end that has not been read since its id was learned, or under this mapping, waits in the inbox.
        if (link.AllSolutions.Now.IsNone || link.AllSolutions.Now.MappingVersion != link.Exchange.Now.MappingVersion)
        {
            return new PlanDecision(link, []);
        }

        link = Remapping.WithOthersAgreement(link);
        var isFirstMatch = !link.IsAgreed || Remapping.IsAgreementLost(link);
        var different = link.AllSolutions.Now.Differences(link.Exchange.Now) & rules.KnownFields;
        if (!link.IsAgreed && !(different & rules.TwoWayFields).IsEmpty && rules.HoldsDifferences(link))
        {
            return new PlanDecision(link with { IsDirty = false, Hold = HoldReason.Diverged }, [], different);
        }

        // Of two values that were never agreed on, the policy takes one: that is told as a conflict, too.
        var decided = isFirstMatch
            ? different & rules.TwoWayFields & ~(rules.Filled(link, SideName.AllSolutions) | rules.Filled(link, SideName.Exchange))
            : FieldSet.None;
        if (isFirstMatch)
        {
            link = WithFirstAgreement(link, rules);
        }

        link = WithAgreementOn(~different, link);
        var conflict = link.AllSolutions.Changes & link.Exchange.Changes & different;
        var writes = new PairWrites(link, rules, conflict, different);
        var operations = writes.Operations(isFirstMatch ? PlanReason.FirstMatch : PlanReason.Changed);
        var after = operations.Count > 0 ? link with { IsDirty = true } : link with { IsDirty = false, Trouble = null };
        return new PlanDecision(after with { Hold = writes.Hold }, operations, conflict | decided);
    }

    /// <summary>
    /// Two items that match but were never in agreement get the agreement that makes one of them the changed one, field by field:
    /// a text or a list that is empty on one side is filled from the other, any other difference goes by policy.
    /// </summary>
    private static Link WithFirstAgreement(Link link, PlannerRules rules)
    {
        var (ours, theirs) = (link.AllSolutions.Now, link.Exchange.Now);
        var different = ours.Differences(theirs);
        var fromExchange = rules.Winner(link) == SideName.Exchange ? different : FieldSet.None;
        fromExchange |= different & rules.ExchangeReadOnlyFields;
        fromExchange |= different & rules.Filled(link, SideName.AllSolutions);
        fromExchange &= ~(rules.Filled(link, SideName.Exchange) & ~rules.ExchangeReadOnlyFields);
        var fromAllSolutions = different & ~fromExchange;
        return link with
        {
            AllSolutions = link.AllSolutions with { Agreed = ours.With(fromAllSolutions, theirs) },
            Exchange = link.Exchange with { Agreed = theirs.With(fromExchange, ours) },
        };
    }

    /// <summary>Fields in which both sides hold the same now, or of which one has none, are agreed, whoever changed them.</summary>
    private static Link WithAgreementOn(FieldSet fields, Link link)
    {
        if (((link.AllSolutions.Changes | link.Exchange.Changes) & fields).IsEmpty)
        {
            return link;
        }

        return link with
        {
            AllSolutions = link.AllSolutions with { Agreed = link.AllSolutions.Agreed.With(fields, link.AllSolutions.Now) },
            Exchange = link.Exchange with { Agreed = link.Exchange.Agreed.With(fields, link.Exchange.Now) },
        };
    }

    private static PlanDecision PlanSingle(Link link, SideName live, PlannerRules rules)
    {
        var other = live.Other();
        var (end, otherEnd) = (link[live], link[other]);
        if (end.Now.IsNone)
        {
            return new PlanDecision(link, []);
        }

        if (otherEnd.State == EndState.None)
        {
            return Create(link, other, PlanReason.New, rules);
        }

        if (!link.IsAgreed || !end.Changes.IsEmpty)
        {
            return Create(link, other, PlanReason.EditBeatsDelete, rules);
        }

        if (
            rules.IsRematching
            || !rules.Options.DeletesOn(live)
            || !rules.Options.WritesTo(live)
            || end.IsRestricted
            || rules.IsUnproven(other, otherEnd)
        )
        {
            return new PlanDecision(Accepted(link, other) with { IsDirty = false, Hold = HoldReason.PendingDelete }, []);
        }

        // A run that might not delete has left it at that. Whoever allows it now is told that more goes than was deleted since.
        var reason = otherEnd.State == EndState.Accepted ? PlanReason.DeletedEarlier : PlanReason.DeletedOnOtherSide;
        return new PlanDecision(link, [Operation(link, live, SyncAction.Delete, reason, FieldSet.None)]);
    }

    /// <summary>The link whose end is left gone: it no longer counts as suddenly gone.</summary>
    private static Link Accepted(Link link, SideName gone) =>
        link[gone].State == EndState.Gone ? link.With(gone, link[gone] with { State = EndState.Accepted }) : link;

    private static PlanDecision Create(Link link, SideName target, PlanReason reason, PlannerRules rules)
    {
        // A meeting is made in Exchange by its organizer only: what AllSolutions keeps of it is a copy, and stays one when it is gone.
        var isMeeting = target == SideName.Exchange && (link.AllSolutions.IsRestricted || link.Exchange.IsRestricted);
        if (isMeeting || !rules.Options.WritesTo(target))
        {
            return new PlanDecision(Accepted(link, target) with { IsDirty = false, Hold = HoldReason.ReadOnly }, []);
        }

        var fields = FieldSet.All(link[target.Other()].Now.Count) & rules.KnownFields;
        return new PlanDecision(link, [Operation(link, target, SyncAction.Create, reason, fields & ~rules.ReadOnlyFields(target))]);
    }

    internal static PlannedOperation Operation(Link link, SideName target, SyncAction action, PlanReason reason, FieldSet fields) =>
        new()
        {
            LinkId = link.Id,
            Target = target,
            Action = action,
            Reason = reason,
            Fields = fields,
        };
}
