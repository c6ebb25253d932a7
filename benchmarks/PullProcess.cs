using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>A first pull of a calendar: ids, items, digests; with the store also inbox, links and cursor in a file.</summary>
internal static class PullProcess
{
    private const string Zone = "W. Europe Standard Time";

    public static async Task<int> RunAsync(string endpoint, bool withStore, bool warmUp)
    {
        using var json = JsonDocument.Parse(endpoint);
        var root = json.RootElement;
        using var connection = new EwsConnection(
            new EwsConnectionOptions
            {
                Url = new Uri(root.GetProperty("url").GetString()!),
                CertificateThumbprint = root.GetProperty("thumbprint").GetString(),
                Credential = new NetworkCredential(root.GetProperty("account").GetString(), root.GetProperty("password").GetString()),
            }
        );
        var mailbox = root.GetProperty("mailboxes")[0].GetString()!;
        Func<Task> pull = withStore ? () => StoredAsync(connection, mailbox) : () => UnstoredAsync(connection, mailbox);
        if (warmUp)
        {
            await pull();
        }

        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (cpu, allocated, time) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
        await pull();
        process.Refresh();
        var figures = new PullFigures(
            time.Elapsed.TotalSeconds,
            (process.TotalProcessorTime - cpu).TotalMilliseconds,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            process.PeakWorkingSet64
        );
        Console.WriteLine(JsonSerializer.Serialize(figures));
        return 0;
    }

    private static async Task UnstoredAsync(EwsConnection connection, string mailbox)
    {
        var side = Side(connection, mailbox);
        var identity = await side.IdentifyAsync(default);
        string? cursor = null;
        var isLast = false;
        while (!isLast)
        {
            var page = await side.PullAsync(identity.Folder, cursor, default);
            (cursor, isLast) = (page.Cursor, page.IsLast);
            foreach (var ids in page.Changes.Select(change => change.Id).Chunk(side.Capabilities.LoadBatch))
            {
                foreach (var loaded in await side.LoadAsync(ids, default))
                {
                    Kinds.Of(ItemKind.Appointment).Digests(loaded.Item!.Content!);
                }
            }
        }
    }

    private static async Task StoredAsync(EwsConnection connection, string mailbox)
    {
        var folder = Directory.CreateTempSubdirectory("benchmark");
        using (
            var store = new SqliteSyncStore(
                SqliteDatabase.Create(Path.Combine(folder.FullName, "store.db")),
                () => TimeProvider.System.GetUtcNow()
            )
        )
        {
            var target = new SyncTarget(new Collection("user", ItemKind.Appointment), mailbox, new EmptySide(), Side(connection, mailbox));
            var sync = new MailboxSync(store, "benchmark", () => TimeProvider.System.GetUtcNow());
            var result = await sync.RunAsync(target, new SyncOptions(), reviewed: null, default);
            if (result.Status != SyncStatus.Success)
            {
                throw new InvalidOperationException(result.Message);
            }
        }

        folder.Delete(recursive: true);
    }

    private static ExchangeSide<EwsCalendarItem> Side(EwsConnection connection, string mailbox) =>
        new(connection, mailbox, Zone, new CalendarMap(Zone), () => TimeProvider.System.GetUtcNow());
}
