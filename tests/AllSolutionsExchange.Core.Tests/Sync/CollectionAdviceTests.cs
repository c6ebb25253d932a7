using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// Whoever follows what is advised of one collection decides for that one: a run of all kinds would also make, delete or overwrite what
/// waits of the others.
/// </summary>
public sealed class CollectionAdviceTests
{
    public static TheoryData<ItemKind> All => [.. Kinds.All.Select(kind => kind.Id)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_held_item_is_released_by_a_run_of_its_kind(ItemKind kind)
    {
        var told = Enum.GetValues(typeof(HoldReason))
            .Cast<HoldReason>()
            .Select(reason => HoldAdvice.Of(Anna(kind), SideName.Exchange, reason, trouble: null, " -PastDays 40", link: null))
            .Where(advice => advice.Contains("Invoke-AsExchangeSync", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(4, told.Count);
        Assert.All(told, advice => AssertOfOne(advice, kind));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_safety_limit_is_lifted_for_a_run_of_its_kind(ItemKind kind)
    {
        var (options, planned) = (new SyncOptions(), new Dictionary<(SideName, SyncAction), int>());
        planned[(SideName.Exchange, SyncAction.Delete)] = 20;
        var counts = new LinkCounts(Linked: 20, LiveAllSolutions: 20, LiveExchange: 20, Held: 0, Unmatched: 0);
        var emptied = counts with { LiveExchange = 0 };
        var stops = new[]
        {
            SafetyLimits.OnDeletes(planned, counts, options, Anna(kind), isPlan: false)!,
            SafetyLimits.OnDeletes(planned, counts, options, Anna(kind), isPlan: true)!,
            Assert.Throws<SafetyStopException>(() => SafetyLimits.CheckEmptySide(emptied, options, Anna(kind))),
        };
        Assert.All(stops, stop => AssertOfOne(stop.Advice, kind));
    }

    private static Collection Anna(ItemKind kind) => new("anna", kind);

    private static void AssertOfOne(string advice, ItemKind kind)
    {
        Assert.Contains($"-User 'anna' -Kind {kind} ", advice, StringComparison.Ordinal);
        var commands = advice.Split(["Invoke-AsExchangeSync"], StringSplitOptions.None).Skip(1);
        Assert.All(commands, command => Assert.StartsWith($" -User 'anna' -Kind {kind}", command, StringComparison.Ordinal));
    }
}
