using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>How an item comes to be held, for each reason that the engine has.</summary>
internal static class HoldStories
{
    private static readonly SyncOptions Plain = new();

    public static IEnumerable<HoldReason> Reasons => Enum.GetValues<HoldReason>().Where(reason => reason != HoldReason.None);

    /// <summary>Tells the story on an empty world; afterwards a pass with <paramref name="reason"/>'s options leaves it as it is.</summary>
    public static async Task<SyncResult> TellAsync(World world, HoldReason reason)
    {
        switch (reason)
        {
            case HoldReason.Series or HoldReason.Private or HoldReason.OtherKind:
                var odd = world.Exchange.UserCreate(world.Appointment(1));
                world.Exchange.UserChange(odd, item => item with { Hold = reason });
                break;
            case HoldReason.OutsideWindow:
                world.Exchange.UserCreate(Far(world));
                break;
            case HoldReason.Unmatched:
                world.AllSolutions.UserCreate(world.Appointment(1));
                break;
            case HoldReason.Ambiguous:
                world.AllSolutions.UserCreate(world.Appointment(1));
                for (var twin = 0; twin < 2; twin++)
                {
                    world.Exchange.UserCreate(world.Appointment(1));
                }

                break;
            default:
                await LinkedAsync(world, reason);
                break;
        }

        for (var pass = 1; pass < 5; pass++)
        {
            await world.PassAsync(Options(reason));
        }

        return (await world.PassAsync(Options(reason)))!;
    }

    public static SyncOptions Options(HoldReason reason) =>
        reason switch
        {
            HoldReason.Unmatched or HoldReason.Diverged => Plain,
            HoldReason.PendingDelete => Plain with { AllowEmptySide = true },
            HoldReason.ReadOnly => World.Everything with { Direction = SyncDirection.ToExchange },
            _ => World.Everything,
        };

    private static async Task LinkedAsync(World world, HoldReason reason)
    {
        var forget = await world.BackUpStoreAsync();

        // What is made in Exchange carries its mark there.
        if (reason == HoldReason.Diverged)
        {
            world.AllSolutions.UserCreate(world.Appointment(1));
        }
        else
        {
            world.Exchange.UserCreate(world.Appointment(1));
        }

        await world.PassAsync();
        var id = world.Exchange.Live.Single().Id;
        world.Exchange.UserEdit(id, before => before with { Location = "there" });
        if (reason == HoldReason.PendingDelete)
        {
            world.Exchange.UserDelete(id);
        }

        if (reason == HoldReason.Quarantined)
        {
            world.AllSolutions.Refuses = _ => true;
        }

        if (reason == HoldReason.NotKept)
        {
            world.AllSolutions.Stores = (before, after) => after with { Location = before?.Location ?? "" };
        }

        if (reason == HoldReason.Diverged)
        {
            await forget();
        }
    }

    private static Appointment Far(World world) =>
        world.Appointment(1) with
        {
            Start = ZonedTime.FromUtc(world.Now.UtcDateTime.AddYears(2), "W. Europe Standard Time"),
            End = ZonedTime.FromUtc(world.Now.UtcDateTime.AddYears(2).AddHours(1), "W. Europe Standard Time"),
        };
}
