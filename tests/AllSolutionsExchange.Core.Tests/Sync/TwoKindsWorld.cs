using System.Xml.Linq;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using AllSolutionsExchange.Tests.Simulator;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Real files of a store and a register, and a simulated Exchange: two users with appointments and tasks.</summary>
internal sealed class TwoKindsWorld : IAsyncDisposable
{
    public const string First = "user1@contoso.test";
    public const string Second = "user2@contoso.test";
    public static readonly SyncOptions Daily = new() { InitialMode = InitialMode.Both, DeletionPolicy = DeletionPolicy.Both };

    private TwoKindsWorld(SimulatedExchange server)
    {
        Server = server;
        User = new EwsWire(server);
    }

    public CouplingFolder Folder { get; } = new();

    public SimulatedExchange Server { get; }

    public EwsWire User { get; }

    public Coupling Coupling => Folder.Coupling;

    public SimulatedMailbox Mailbox => Server.Mailbox(First);

    public static async Task<TwoKindsWorld> StartAsync(string windowsZone = "W. Europe Standard Time", string zone = "Europe/Amsterdam")
    {
        var server = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = [First, Second], TimeZone = windowsZone });
        var world = new TwoKindsWorld(server);
        using var password = new System.Security.SecureString();
        foreach (var character in server.Password)
        {
            password.AppendChar(character);
        }

        await world.Coupling.Parameters.SetAsync(
            new()
            {
                Url = server.Url.ToString(),
                UserName = server.Account,
                Password = password,
                CertificateThumbprint = server.Thumbprint,
                TimeZone = zone,
            },
            default
        );
        await world.RegisterAsync("user1", First, ItemKind.Appointment, ItemKind.Task);
        await world.RegisterAsync("user2", Second, ItemKind.Appointment, ItemKind.Task);
        return world;
    }

    public Task RegisterAsync(string user, string mailbox, params ItemKind[] kinds) =>
        Coupling.Users.SetAsync(
            new()
            {
                User = user,
                Mailbox = mailbox,
                Kinds = kinds,
            },
            default
        );

    public static DateTime Today => TimeProvider.System.GetUtcNow().UtcDateTime.Date;

    public async Task<string> AddTaskAsync(string subject, string user = "user1", DateTime? due = null)
    {
        Folder.Now = TimeProvider.System.GetUtcNow();
        return (await Coupling.Tasks.AddAsync(user, new() { Subject = subject, DueDate = due ?? Today.AddDays(3) }, default)).Id;
    }

    public async Task<string> AddAppointmentAsync(string subject, string user = "user1")
    {
        Folder.Now = TimeProvider.System.GetUtcNow();
        var start = DateTime.SpecifyKind(Today.AddDays(2).AddHours(9), DateTimeKind.Utc);
        return (
            await Coupling.Agenda.AddAsync(
                user,
                new()
                {
                    Subject = subject,
                    Start = start,
                    End = start.AddHours(1),
                },
                default
            )
        ).Id;
    }

    /// <summary>So many of each kind for each user.</summary>
    public async Task FillAsync(int count)
    {
        foreach (var user in new[] { "user1", "user2" })
        {
            for (var number = 1; number <= count; number++)
            {
                await AddTaskAsync($"T{number}", user);
                await AddAppointmentAsync($"A{number}", user);
            }
        }
    }

    /// <summary>One run, as a command makes it: the files are opened and closed again.</summary>
    public async Task<List<SyncResult>> RunAsync(SyncOptions? options = null, SyncRequest? request = null)
    {
        Folder.Now = TimeProvider.System.GetUtcNow();
        Folder.Reopen();
        var results = new List<SyncResult>();
        await Coupling.Synchronisation.RunAsync(
            (request ?? new SyncRequest()) with
            {
                Options = options ?? Daily,
            },
            result =>
            {
                results.Add(result);
                return Task.CompletedTask;
            },
            default
        );
        Folder.Reopen();
        return [.. results.OrderBy(result => result.User, StringComparer.Ordinal).ThenBy(result => result.Kind, StringComparer.Ordinal)];
    }

    public async Task<List<SyncPlanItem>> PlanAsync(SyncRequest request)
    {
        Folder.Now = TimeProvider.System.GetUtcNow();
        Folder.Reopen();
        var items = new List<SyncPlanItem>();
        await Coupling.Synchronisation.PlanAsync(
            request with
            {
                Options = Daily,
            },
            item =>
            {
                items.Add(item);
                return Task.CompletedTask;
            },
            _ => Task.CompletedTask,
            default
        );
        Folder.Reopen();
        return items;
    }

    public static string Lines(IEnumerable<SyncResult> results) =>
        string.Join("; ", results.Select(result => $"{result.User} {result.Kind} {result.Status}"));

    public async Task<IReadOnlyList<RegisterTask>> TasksAsync(string user = "user1") =>
        await Coupling.Tasks.GetAsync(new ItemQuery { User = user }, default);

    public async Task<IReadOnlyList<RegisterAppointment>> AgendaAsync(string user = "user1") =>
        await Coupling.Agenda.GetAsync(new ItemQuery { User = user }, default);

    /// <summary>Subjects of the tasks here and there, and of the appointments here and there.</summary>
    public async Task<string> ShownAsync(string user = "user1")
    {
        var mailbox = Server.Mailbox(user == "user1" ? First : Second);
        string[] parts =
        [
            string.Join(",", (await TasksAsync(user)).Select(task => task.Subject).Order(StringComparer.Ordinal)),
            string.Join(",", mailbox.Tasks.Select(task => task.Subject).Order(StringComparer.Ordinal)),
            string.Join(",", (await AgendaAsync(user)).Select(item => item.Subject).Order(StringComparer.Ordinal)),
            string.Join(",", mailbox.Calendar.Select(item => item.Content.Subject).Order(StringComparer.Ordinal)),
        ];
        return string.Join(" / ", parts);
    }

    /// <summary>The id of a task in Exchange.</summary>
    public string Theirs(string subject) => Mailbox.Tasks.Single(task => task.Subject == subject).Id;

    public async Task<string> CreateAsync(string content)
    {
        var made = await User.MessageAsync(
            $"<CreateItem SendMeetingInvitations=\"SendToNone\"><Items><t:Task>{content}</t:Task></Items></CreateItem>"
        );
        return made.Descendants(EwsWire.Types + "ItemId").Single().Attribute("Id")!.Value;
    }

    public async Task ChangeAsync(string id, string updates)
    {
        var key = (await GetAsync(id)).Descendants(EwsWire.Types + "ItemId").First().Attribute("ChangeKey")!.Value;
        var answer = await User.MessageAsync(
            "<UpdateItem ConflictResolution=\"AlwaysOverwrite\" MessageDisposition=\"SaveOnly\"><ItemChanges><t:ItemChange>"
                + $"<t:ItemId Id=\"{id}\" ChangeKey=\"{key}\"/><t:Updates>{updates}</t:Updates></t:ItemChange></ItemChanges></UpdateItem>"
        );
        Assert.Equal("NoError", answer.Element(EwsWire.Messages + "ResponseCode")!.Value);
    }

    public Task SetAsync(string id, string path, string element) =>
        ChangeAsync(id, $"<t:SetItemField><t:FieldURI FieldURI=\"{path}\"/><t:Task>{element}</t:Task></t:SetItemField>");

    public Task<XElement> GetAsync(string id) =>
        User.MessageAsync(
            "<GetItem><ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:BodyType>Text</t:BodyType></ItemShape>"
                + $"<ItemIds><t:ItemId Id=\"{id}\"/></ItemIds></GetItem>"
        );

    /// <summary>A copy of the store (.db) or the register (.register.db), for <see cref="PutBack"/>.</summary>
    public byte[] Copy(string suffix)
    {
        Folder.Reopen();
        return File.ReadAllBytes(PathOf(suffix));
    }

    public void PutBack(string suffix, byte[] content)
    {
        Coupling.Dispose();
        File.WriteAllBytes(PathOf(suffix), content);
        Folder.Reopen();
    }

    /// <summary>A run without a change sends nothing that changes Exchange and leaves the register as it is.</summary>
    public async Task AssertQuietAsync(SyncOptions? options = null)
    {
        var before = (await TasksAsync()).ToDictionary(task => task.Id, task => task.LastModifiedUtc);
        Server.Requests.Clear();
        Assert.All(await RunAsync(options), result => Assert.Equal(SyncStatus.Success, result.Status));
        Assert.Equal(0, Server.Requests.ChangingCount);
        Assert.Equal(before, (await TasksAsync()).ToDictionary(task => task.Id, task => task.LastModifiedUtc));
    }

    private string PathOf(string suffix) => Path.ChangeExtension(Folder.StorePath, suffix);

    public async ValueTask DisposeAsync()
    {
        User.Dispose();
        Folder.Dispose();
        await Server.DisposeAsync();
    }
}
