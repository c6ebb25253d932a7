using System.Diagnostics;
using System.Text.Json;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>Passes over many mailboxes of one store in which nothing changed, and their plans: the engine's own cost.</summary>
internal static class ManyMailboxes
{
    private const int Measured = 100;

    public static async Task<int> RunAsync(int mailboxes, int links)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark");
        var path = Path.Combine(folder.FullName, "store.db");
        using (var store = new SqliteSyncStore(SqliteDatabase.Create(path), Now))
        {
            for (var number = 0; number < mailboxes; number++)
            {
                await FillAsync(store, number, links);
            }
        }

        using (var store = new SqliteSyncStore(SqliteDatabase.Open(path), Now))
        using (var reader = new SqliteSyncStore(SqliteDatabase.OpenReadOnly(path), Now))
        {
            var (passes, plans) = (new MailboxSync(store, "benchmark", Now), new MailboxSync(reader, "benchmark", Now));
            var pass = await PerMailboxAsync(mailboxes, target => passes.RunAsync(target, new SyncOptions(), reviewed: null, default));
            var plan = await PerMailboxAsync(
                mailboxes,
                async target => (await plans.PlanAsync(target, new SyncOptions(), reviewed: null, default)).Result
            );
            Console.WriteLine(JsonSerializer.Serialize(new ManyFigures(pass, plan)));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    /// <summary>The CPU time of one, in milliseconds: of mailboxes that lie apart from each other, after as many that warm up.</summary>
    private static async Task<double> PerMailboxAsync(int mailboxes, Func<SyncTarget, Task<SyncResult>> run)
    {
        using var process = Process.GetCurrentProcess();
        var before = TimeSpan.Zero;
        for (var round = 0; round < 2; round++)
        {
            process.Refresh();
            before = process.TotalProcessorTime;
            for (var number = 0; number < Measured; number++)
            {
                var result = await run(Target(number * mailboxes / Measured));
                if (result.Status != SyncStatus.Success)
                {
                    throw new InvalidOperationException(result.Message);
                }
            }
        }

        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / Measured;
    }

    private static async Task FillAsync(SqliteSyncStore store, int number, int links)
    {
        var lease = (await store.ClaimAsync(Target(number).Collection, "benchmark", TimeSpan.FromMinutes(3), default)).Lease!;
        var changes = new StoreChanges { FirstPassDone = true };
        foreach (var side in SideNames.Both)
        {
            changes.Identities.Add((side, Target(number).IdentityOf(side)));
            changes.Pages.Add((side, "folder", new PullPage([], "0", IsLast: true)));
        }

        for (var link = 0; link < links; link++)
        {
            changes.Links.Add(Link(number, link));
        }

        await store.CommitAsync(lease, changes, default);
        await store.ReleaseAsync(lease, new RunRecord(Now().UtcDateTime, Now().UtcDateTime, SyncStatus.Success, "{}"), default);
    }

    private static Link Link(int mailbox, int number)
    {
        var starts = Now().UtcDateTime.Date.AddDays(number % 300);
        var content = new Appointment
        {
            Subject = $"item {number}",
            Start = ZonedTime.FromUtc(starts, "UTC"),
            End = ZonedTime.FromUtc(starts.AddHours(1), "UTC"),
        };
        var digests = Kinds.Of(ItemKind.Appointment).Digests(content);
        return new Link
        {
            Id = LinkId.New(Now()),
            MatchKey = content.MatchKey(),
            StartsTicks = starts.Ticks,
            EndsTicks = starts.AddHours(1).Ticks,
            AllSolutions = End($"{mailbox * 1000 + number}", digests),
            Exchange = End($"AAMkAGM0YjE1ZTYyLTk3ZjAtNDU5Ny1hZDQyLWJkYzQ4ZTQ4{mailbox:D8}AAAAAAENAAB{number:D8}", digests) with
            {
                Uid = $"040000008200E00074C5B7101A82E008{mailbox:X8}{number:X8}",
            },
        };
    }

    private static LinkEnd End(string id, FieldDigests digests) =>
        new()
        {
            State = EndState.Present,
            Id = id,
            Version = "1",
            Folder = "folder",
            Now = digests,
            Agreed = digests,
            IsMarked = true,
        };

    private static SyncTarget Target(int number) =>
        new(
            new Collection($"user{number:D5}", ItemKind.Appointment),
            $"user{number:D5}@contoso.test",
            new EmptySide(SideName.AllSolutions, $"register {number}"),
            new EmptySide(SideName.Exchange, $"mailbox {number}")
        );

    private static SideIdentity IdentityOf(this SyncTarget target, SideName side) =>
        ((EmptySide)(side == SideName.Exchange ? target.Exchange : target.AllSolutions)).Identity;

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}

/// <summary>The CPU time of a pass and of a plan of one mailbox, in milliseconds.</summary>
internal sealed record ManyFigures(double Pass, double Plan);
