using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using AllSolutionsExchange.Tests.Sync;

namespace AllSolutionsExchange.Tests.Fixtures;

/// <summary>
/// A store with two collections of a user, and what both sides of them hold: "NAME.db.gz" and "NAME.json". The one that is committed was
/// made
/// by the version of its name and is never made again: every later version opens it, brings it to its own schema and goes on.
/// </summary>
internal sealed record StoreFixture(DateTimeOffset Now, List<SavedCollection> Collections)
{
    public const string User = "anna";

    /// <summary>Of an interface that asks for no secret: the key that protects one is not in a fixture.</summary>
    private const string Map = """
        {
          "timeZone": "Europe/Amsterdam",
          "rest": { "url": "https://erp.contoso.nl/api/v1/", "signIn": { "type": "none" } },
          "kinds": {
            "Task": {
              "id": "nummer",
              "list": { "path": "gebruikers/{user}/acties" },
              "read": { "path": "acties/{id}" },
              "create": { "path": "gebruikers/{user}/acties" },
              "change": { "path": "acties/{id}" },
              "delete": { "path": "acties/{id}" },
              "fields": { "Subject": { "name": "titel" }, "Dates": { "start": { "name": "van" }, "due": { "name": "tot" } } }
            }
          }
        }
        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes one with this version of the product.</summary>
    public static async Task MakeAsync(string folder, string name)
    {
        using var coupling = new CouplingFolder();
        await coupling.Coupling.Users.SetAsync(
            new()
            {
                User = User,
                Mailbox = "anna@contoso.com",
                Kinds = [ItemKind.Appointment, ItemKind.Task],
                InitialMode = InitialMode.Both,
            },
            default
        );
        await coupling.Coupling.Connector.SetAsync(new() { Map = Encoding.UTF8.GetBytes(Map) }, default);
        coupling.Coupling.Dispose();
        var collections = new List<SavedCollection>();
        var now = default(DateTimeOffset);
        foreach (var kind in new[] { StoryKind.Appointments, StoryKind.Tasks })
        {
            using var world = Open(coupling.StorePath, kind);
            var last = await TellAsync(world);
            collections.Add(new SavedCollection(kind.ToString(), last.HeldByReason, world.AllSolutions.Save(), world.Exchange.Save()));
            now = world.Now;
        }

        File.WriteAllText(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(new StoreFixture(now, collections), Indented));
        using var source = File.OpenRead(coupling.StorePath);
        using var target = new GZipStream(File.Create(Path.Combine(folder, name + ".db.gz")), CompressionLevel.Optimal);
        source.CopyTo(target);
    }

    /// <summary>Reads one, and lays a copy of its store.</summary>
    public static StoreFixture Read(string folder, string name, string storePath)
    {
        using var source = new GZipStream(File.OpenRead(Path.Combine(folder, name + ".db.gz")), CompressionMode.Decompress);
        using var target = File.Create(storePath);
        source.CopyTo(target);
        return JsonSerializer.Deserialize<StoreFixture>(File.ReadAllText(Path.Combine(folder, name + ".json")))!;
    }

    /// <summary>A world on the store of a file.</summary>
    public static World Open(string storePath, StoryKind kind) =>
        new(kind: kind, user: User, store: clock => new SqliteSyncStore(SqliteDatabase.Open(storePath), clock));

    /// <summary>Links that are agreed, made on either side and edited on either, and items that are held for most of the reasons there
    /// are.</summary>
    private static async Task<SyncResult> TellAsync(World world)
    {
        var daily = new SyncOptions { InitialMode = InitialMode.Match };
        for (var number = 1; number <= 4; number++)
        {
            world.AllSolutions.UserCreate(world.NewItem(number, "a"));
            world.Exchange.UserCreate(world.NewItem(number + 2, "a"));
        }

        world.Exchange.UserChange(world.Exchange.UserCreate(world.NewItem(7)), item => item with { Hold = HoldReason.Series });
        world.Exchange.UserChange(world.Exchange.UserCreate(world.NewItem(8)), item => item with { Hold = HoldReason.Private });
        world.AllSolutions.UserCreate(world.NewItem(9));
        world.Exchange.UserCreate(world.NewItem(9));
        world.Exchange.UserCreate(world.NewItem(9));
        await world.PassAsync(daily);

        daily = new SyncOptions();
        for (var number = 10; number <= 13; number++)
        {
            (number % 2 == 0 ? world.AllSolutions : world.Exchange).UserCreate(world.NewItem(number, "b"));
        }

        await world.PassAsync(daily);
        Edit(world.AllSolutions, "item 3", world);
        Edit(world.Exchange, "item 4", world);
        world.Exchange.UserDelete(Id(world.Exchange, "item 10"));
        await world.PassAsync(daily);

        world.Exchange.UserChange(Id(world.Exchange, "item 12"), item => item with { Writable = FieldSet.None });
        await world.PassAsync(daily);
        Edit(world.AllSolutions, "item 12", world);
        world.Exchange.Refuses = title => title == "item 14";
        world.AllSolutions.UserCreate(world.NewItem(14));
        SyncResult? last = null;
        for (var pass = 0; pass < RetrySchedule.TriesInARow + 1; pass++)
        {
            last = await world.PassAsync(daily);
        }

        return last!;
    }

    private static void Edit(InMemorySide side, string title, World world) =>
        side.UserEditItem(Id(side, title), item => world.StoryKind.WithBody(item, "edited"));

    private static string Id(InMemorySide side, string title) => side.Live.Single(item => item.Content!.Title == title).Id;
}

/// <summary>A collection, and what its sides hold.</summary>
internal sealed record SavedCollection(string Kind, string HeldByReason, SavedSide AllSolutions, SavedSide Exchange);
