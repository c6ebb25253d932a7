using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// What is held because it may not be written is looked at again when what may be written has changed, and not before: a pass without
/// changes costs the same however much is held.
/// </summary>
public sealed class ReadOnlyReleaseTests : IDisposable
{
    private const int Items = 30;
    private static readonly SyncOptions ToAllSolutions = new() { InitialMode = InitialMode.Both, Direction = SyncDirection.ToAllSolutions };
    private static readonly SyncOptions Both = new() { InitialMode = InitialMode.Both };

    private readonly World _world = new();
    private int _read;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Passes_without_changes_read_none_of_it()
    {
        await HoldAllAsync();
        for (var pass = 0; pass < 3; pass++)
        {
            Assert.Equal(Items, (await PassAsync(ToAllSolutions)).Held);
            Assert.Equal(0, _read);
        }
    }

    [Fact]
    public async Task Another_direction_reads_it_once_and_carries_it_over()
    {
        await HoldAllAsync();
        var result = await PassAsync(Both);
        Assert.Equal((Items, 0, Items), (result.ToExchange.Updated, result.Held, _read));
        await PassAsync(Both);
        Assert.Equal(0, _read);
    }

    /// <summary>It is read again when the side itself takes another set of fields, and also if nothing comes of it only once.</summary>
    [Fact]
    public async Task Another_set_of_fields_that_may_only_be_read_reads_it_once()
    {
        await HoldAllAsync();
        _world.Exchange.Capabilities = _world.Exchange.Capabilities with { ReadOnlyFields = AppointmentFields.Attendees };
        Assert.Equal(Items, (await PassAsync(ToAllSolutions)).Held);
        Assert.Equal(Items, _read);
        Assert.Equal(Items, (await PassAsync(ToAllSolutions)).Held);
        Assert.Equal(0, _read);
    }

    /// <summary>A reviewed plan leaves some of it, and what it holds itself is held by its own rules.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_reviewed_plan_left_is_looked_at_by_the_next_run(bool isHeldByThePlansRun)
    {
        if (isHeldByThePlansRun)
        {
            await LinkAllAsync();
            await PassAsync(Both);
            EditAll();
            await PassAsync(ToAllSolutions, reviewed: []);
        }
        else
        {
            await HoldAllAsync();
            await PassAsync(Both, reviewed: []);
        }

        var result = await PassAsync(Both);
        Assert.Equal((Items, 0), (result.ToExchange.Updated, result.Held));
    }

    private async Task LinkAllAsync()
    {
        for (var number = 1; number <= Items; number++)
        {
            _world.Exchange.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync(ToAllSolutions);
    }

    private void EditAll()
    {
        foreach (var item in _world.AllSolutions.Live.ToList())
        {
            _world.AllSolutions.UserEdit(item.Id, appointment => appointment with { Body = "ours" });
        }
    }

    private async Task HoldAllAsync()
    {
        await LinkAllAsync();
        EditAll();
        var held = await _world.PassAsync(ToAllSolutions);
        Assert.Equal((Items, $"ReadOnly {Items}"), (held!.Held, held.HeldByReason));
    }

    private async Task<SyncResult> PassAsync(SyncOptions options, IReadOnlyList<SyncPlanItem>? reviewed = null)
    {
        _read = 0;
        var store = new CountingStore(_world.Store, links => _read += links);
        return await new MailboxSync(store, "test", () => _world.Now).RunAsync(
            _world.Target(FaultPlan.None),
            options,
            reviewed,
            CancellationToken.None
        );
    }

    private sealed class CountingStore(ISyncStore inner, Action<int> read) : FaultyStore(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<Link>> HeldAsync(
            Lease lease,
            HoldReason hold,
            LinkId? after,
            int limit,
            CancellationToken cancellationToken
        )
        {
            var links = await base.HeldAsync(lease, hold, after, limit, cancellationToken);
            if (hold == HoldReason.ReadOnly)
            {
                read(links.Count);
            }

            return links;
        }
    }
}
