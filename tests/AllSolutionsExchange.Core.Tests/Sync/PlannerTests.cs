using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The planner as a pure function of one link.</summary>
public sealed class PlannerTests
{
    private static readonly PlannerRules Rules = new() { Options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both } };

    [Property(MaxTest = 2000)]
    public bool It_is_total_and_deterministic(int seed) => Show(Planner.Plan(Any(seed), Rules)) == Show(Planner.Plan(Any(seed), Rules));

    [Property(MaxTest = 2000)]
    public bool It_is_the_same_with_the_sides_swapped(int seed)
    {
        var link = Any(seed);
        if (link.AllSolutions.ModifiedTicks == link.Exchange.ModifiedTicks)
        {
            return true;
        }

        var plan = Planner.Plan(link, Rules);
        var swapped = Planner.Plan(link with { AllSolutions = link.Exchange, Exchange = link.AllSolutions }, Rules);
        return Operations(plan, swap: false).SetEquals(Operations(swapped, swap: true));
    }

    [Property(MaxTest = 2000)]
    public bool It_deletes_only_what_was_agreed_and_not_changed_since(int seed)
    {
        var link = Any(seed);
        return Planner
            .Plan(link, Rules)
            .Operations.Where(o => o.Action == SyncAction.Delete)
            .All(o => link.IsAgreed && link[o.Target].Changes.IsEmpty && link[o.Target.Other()].State == EndState.Gone);
    }

    [Property(MaxTest = 2000)]
    public bool It_never_writes_to_a_side_that_may_only_be_read(int seed)
    {
        var link = Any(seed);
        link = link with { Exchange = link.Exchange with { Writable = FieldSet.None } };
        return Planner
            .Plan(link, Rules)
            .Operations.All(o => o.Target == SideName.AllSolutions || (o.Action == SyncAction.Create && !link.Exchange.IsLive));
    }

    [Property(MaxTest = 2000)]
    public bool It_never_writes_a_field_that_one_side_does_not_have(int seed) =>
        Planner
            .Plan(Any(seed), Rules with { KnownFields = ~(FieldSet)AppointmentFields.Body })
            .Operations.All(o => !o.Fields.Contains(AppointmentFields.Body));

    [Theory]
    [InlineData(SyncDirection.ToExchange, SideName.AllSolutions)]
    [InlineData(SyncDirection.ToAllSolutions, SideName.Exchange)]
    public void It_never_writes_against_the_direction(SyncDirection direction, SideName forbidden)
    {
        var rules = new PlannerRules
        {
            Options = new SyncOptions { Direction = direction, DeletionPolicy = DeletionPolicy.Both },
        };
        for (var seed = 0; seed < 2000; seed++)
        {
            Assert.DoesNotContain(Planner.Plan(Any(seed), rules).Operations, o => o.Target == forbidden);
        }
    }

    [Fact]
    public void A_clash_goes_to_the_later_change_by_clocks_that_are_put_right()
    {
        var link = Clash(oursAt: 1000, theirsAt: 1500);
        Assert.Equal(SideName.AllSolutions, Assert.Single(Planner.Plan(link, Rules).Operations).Target);

        // The clock of Exchange is ten minutes fast: its change was the earlier one.
        var skewed = Rules with
        {
            ExchangeSkew = TimeSpan.FromMinutes(10),
        };
        Assert.Equal(SideName.Exchange, Assert.Single(Planner.Plan(link, skewed).Operations).Target);
    }

    /// <summary>The Date header has whole seconds: what is measured by it moves by up to a second either way.</summary>
    [Theory]
    [InlineData(-1999)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1999)]
    public void A_skew_below_two_seconds_is_none(int milliseconds)
    {
        var rules = Rules with { ExchangeSkew = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.Equal(SideName.Exchange, Assert.Single(Planner.Plan(Clash(oursAt: 1001, theirsAt: 1000), rules).Operations).Target);
        Assert.Equal(SideName.AllSolutions, Assert.Single(Planner.Plan(Clash(oursAt: 1000, theirsAt: 1000), rules).Operations).Target);
        Assert.Equal(SideName.AllSolutions, Assert.Single(Planner.Plan(Clash(oursAt: 1000, theirsAt: 1001), rules).Operations).Target);
    }

    [Fact]
    public void A_tie_goes_to_Exchange() =>
        Assert.Equal(SideName.AllSolutions, Assert.Single(Planner.Plan(Clash(oursAt: 1000, theirsAt: 1000), Rules).Operations).Target);

    [Fact]
    public void Different_fields_are_merged()
    {
        var agreed = Content("s", "b", "l");
        var link = Pair(Content("s2", "b", "l"), Content("s", "b", "l2"), agreed, 1, 2);
        var operations = Planner.Plan(link, Rules).Operations;
        Assert.Equal(2, operations.Count);
        Assert.Equal<FieldSet>(AppointmentFields.Subject, operations.Single(o => o.Target == SideName.Exchange).Fields);
        Assert.Equal<FieldSet>(AppointmentFields.Location, operations.Single(o => o.Target == SideName.AllSolutions).Fields);
    }

    [Fact]
    public void The_same_change_on_both_sides_is_agreed_without_a_write()
    {
        var link = Pair(Content("s2", "b", "l"), Content("s2", "b", "l"), Content("s", "b", "l"), 1, 2);
        var plan = Planner.Plan(link, Rules);
        Assert.Empty(plan.Operations);
        Assert.False(plan.Link!.IsDirty);
        Assert.Equal(FieldSet.None, plan.Link.AllSolutions.Changes | plan.Link.Exchange.Changes);
    }

    [Fact]
    public void A_first_match_fills_what_is_empty_and_loses_nothing()
    {
        var link = Pair(Content("s", "", "l"), Content("s", "b", ""), default, 1, 2);
        var operations = Planner.Plan(link, Rules).Operations;
        Assert.Equal<FieldSet>(AppointmentFields.Body, operations.Single(o => o.Target == SideName.AllSolutions).Fields);
        Assert.Equal<FieldSet>(AppointmentFields.Location, operations.Single(o => o.Target == SideName.Exchange).Fields);
    }

    private static Link Clash(long oursAt, long theirsAt) =>
        Pair(Content("a", "b", "l"), Content("c", "b", "l"), Content("s", "b", "l"), oursAt, theirsAt);

    private static Link Pair(FieldDigests ours, FieldDigests theirs, FieldDigests agreed, long oursAt, long theirsAt) =>
        new()
        {
            Id = new LinkId(Guid.Empty),
            IsDirty = true,
            AllSolutions = new LinkEnd
            {
                State = EndState.Present,
                Id = "a",
                Now = ours,
                Agreed = agreed,
                ModifiedTicks = oursAt * TimeSpan.TicksPerSecond,
            },
            Exchange = new LinkEnd
            {
                State = EndState.Present,
                Id = "x",
                Now = theirs,
                Agreed = agreed,
                ModifiedTicks = theirsAt * TimeSpan.TicksPerSecond,
            },
        };

    private static FieldDigests Content(string subject, string body, string location) =>
        new Appointment
        {
            Subject = subject,
            Body = body,
            Location = location,
            Start = ZonedTime.Date(DateTime.UnixEpoch),
            End = ZonedTime.Date(DateTime.UnixEpoch.AddDays(1)),
            IsAllDay = true,
        }.Digests();

    /// <summary>A link in any state, its two ends made from one base so that they are often equal in part.</summary>
    private static Link Any(int seed)
    {
        var random = new Random(seed);
        FieldDigests Some() => Content("s" + random.Next(2), "b" + random.Next(2), random.Next(2) == 0 ? "" : "l");
        var isAgreed = random.Next(4) > 0;
        var (agreedHere, agreedThere) = isAgreed ? (Some(), Some()) : (default, default);
        LinkEnd End(FieldDigests agreed) =>
            random.Next(6) switch
            {
                0 => LinkEnd.None with { Agreed = agreed },
                1 => new LinkEnd
                {
                    State = EndState.Gone,
                    Id = "g",
                    Now = Some(),
                    Agreed = agreed,
                },
                2 => new LinkEnd
                {
                    State = EndState.Vanished,
                    Id = "v",
                    Now = Some(),
                    Agreed = agreed,
                },
                _ => new LinkEnd
                {
                    State = EndState.Present,
                    Id = "p",
                    Version = "1",
                    Now = random.Next(3) == 0 || agreed.IsNone ? Some() : agreed,
                    Agreed = agreed,
                    ModifiedTicks = random.Next(3) * TimeSpan.TicksPerHour,
                },
            };
        return new Link
        {
            Id = new LinkId(Guid.Empty),
            IsDirty = true,
            AllSolutions = End(agreedHere),
            Exchange = End(agreedThere),
        };
    }

    private static HashSet<(SyncAction Action, SideName Target, FieldSet Fields)> Operations(PlanDecision plan, bool swap) =>
        [.. plan.Operations.Select(o => (o.Action, swap ? o.Target.Other() : o.Target, o.Fields))];

    private static string Show(PlanDecision plan) =>
        $"{plan.Link?.Hold} {plan.Link?.IsDirty} {plan.Conflict} {string.Join(";", plan.Operations)}";
}
