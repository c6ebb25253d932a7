using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Real files of a store and a register, put back while nobody has them open, and a simulated Exchange.</summary>
public sealed class PutBackTests : IAsyncLifetime
{
    private const string Address = "user1@contoso.test";
    private static readonly SyncOptions Daily = new() { InitialMode = InitialMode.Both, DeletionPolicy = DeletionPolicy.Both };
    private readonly CouplingFolder _folder = new();
    private SimulatedExchange _server = null!;

    private SimulatedMailbox Mailbox => _server.Mailbox(Address);

    public async Task InitializeAsync()
    {
        _server = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = [Address] });
        using var password = new System.Security.SecureString();
        foreach (var character in _server.Password)
        {
            password.AppendChar(character);
        }

        var parameters = new ExchangeParameterChanges
        {
            Url = _server.Url.ToString(),
            UserName = _server.Account,
            Password = password,
            CertificateThumbprint = _server.Thumbprint,
        };
        await _folder.Coupling.Parameters.SetAsync(parameters, default);
        await _folder.Coupling.Users.SetAsync(
            new()
            {
                User = "user1",
                Mailbox = Address,
                Kinds = [Model.ItemKind.Appointment],
            },
            default
        );
    }

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public async Task Yesterdays_register_stops_the_user_also_when_its_numbers_have_caught_up(int addedSince)
    {
        var first = await AddAsync("one");
        await RunAsync(Daily);
        var yesterday = Copy(".register.db");
        Mailbox.Edit(Mailbox.Calendar[0].Id, a => a with { Location = "today" });
        await AddAsync("two");
        await RunAsync(Daily);
        Assert.Equal("today", (await FindAsync(first)).Location);

        PutBack(".register.db", yesterday);
        for (var number = 0; number < addedSince; number++)
        {
            await AddAsync($"since {number}");
        }

        for (var time = 0; time < 2; time++)
        {
            var stopped = await RunAsync(Daily);
            Assert.Equal(
                (SyncStatus.Stopped, SafetyLimit.PutBack),
                (stopped.Status, Assert.IsType<SafetyStopException>(stopped.Exception).Limit)
            );
            Assert.Contains("Invoke-AsExchangeSync -User 'user1' -FullResync", stopped.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["one", "two"], Subjects);
        Assert.Equal("today", Theirs("one").Content.Location);

        var matched = await RunAsync(Daily with { FullResync = true });
        Assert.Equal(
            (SyncStatus.Success, 1, 0, 0),
            (matched.Status, matched.Held, matched.ToExchange.Deleted, matched.ToAllSolutions.Deleted)
        );
        var since = Enumerable.Range(0, addedSince).Select(number => $"since {number}");
        var expected = new[] { "one", "two" }.Concat(since).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(expected, Subjects);
        Assert.Equal(expected, await AgendaAsync());
        Assert.Equal(("", "today"), ((await FindAsync(first)).Location, Theirs("one").Content.Location));

        var decided = await RunAsync(Daily with { ConflictPolicy = ConflictPolicy.ExchangeWins });
        Assert.Equal((0, "today"), (decided.Held, (await FindAsync(first)).Location));
    }

    [Fact]
    public async Task A_register_that_was_begun_anew_overwrites_and_deletes_nothing()
    {
        for (var number = 1; number <= 4; number++)
        {
            await AddAsync($"old {number}");
        }

        await RunAsync(Daily);
        _folder.Coupling.Dispose();
        File.Delete(PathOf(".register.db"));
        _folder.Reopen();
        await AddAsync("new 1");
        await AddAsync("new 2");

        var stopped = await RunAsync(Daily);
        Assert.Equal(
            (SyncStatus.Stopped, SafetyLimit.IdentityChanged),
            (stopped.Status, Assert.IsType<SafetyStopException>(stopped.Exception).Limit)
        );
        Assert.Equal(["old 1", "old 2", "old 3", "old 4"], Subjects);

        Assert.Equal(SyncStatus.Success, (await RunAsync(Daily with { FullResync = true })).Status);
        Assert.Equal(["new 1", "new 2", "old 1", "old 2", "old 3", "old 4"], Subjects);
        Assert.Equal(Subjects, await AgendaAsync());
    }

    [Fact]
    public async Task Yesterdays_store_finds_what_happened_since_and_doubles_nothing()
    {
        await AddAsync("one");
        await RunAsync(Daily);
        var yesterday = Copy(".db");
        await AddAsync("two");
        Mailbox.CreateAppointment(
            new Appointment
            {
                Subject = "three",
                Start = Start.AddHours(3),
                End = Start.AddHours(4),
            }
        );
        await RunAsync(Daily);
        Mailbox.Edit(Theirs("one").Id, a => a with { Location = "today" });
        PutBack(".db", yesterday);

        Assert.Equal(SyncStatus.Stopped, (await RunAsync(Daily)).Status);
        Assert.Equal(SyncStatus.Success, (await RunAsync(Daily with { FullResync = true })).Status);
        Assert.Equal(["one", "three", "two"], Subjects);
        Assert.Equal(Subjects, await AgendaAsync());
        Assert.Equal("today", Theirs("one").Content.Location);

        // Whether it is an edit of Exchange that did not arrive, or one of AllSolutions that undoes one that did, the old store cannot
        // tell.
        Assert.Equal(1, (await RunAsync(Daily)).Held);
        Assert.Equal(0, (await RunAsync(Daily with { ConflictPolicy = ConflictPolicy.ExchangeWins })).Held);
    }

    [Fact]
    public async Task Store_and_register_of_one_backup_go_on_from_there()
    {
        var first = await AddAsync("one");
        await RunAsync(Daily);
        var (store, register) = (Copy(".db"), Copy(".register.db"));
        await AddAsync("two");
        await _folder.Coupling.Agenda.UpdateAsync(first, new() { Location = "today" }, default);
        await RunAsync(Daily);
        PutBack(".db", store);
        PutBack(".register.db", register);
        await AddAsync("three");

        Assert.Equal(SyncStatus.Success, (await RunAsync(Daily)).Status);
        Assert.Equal(["one", "three", "two"], Subjects);
        Assert.Equal(Subjects, await AgendaAsync());
        Assert.Equal("today", (await FindAsync(first)).Location);
    }

    [Fact]
    public async Task Every_command_leaves_one_whole_file_each()
    {
        await AddAsync("one");
        await RunAsync(Daily);
        Assert.Equal(SyncStatus.Success, (await RunAsync(Daily)).Status);
        _folder.Coupling.Dispose();
        var databases = Directory.GetFiles(Path.GetDirectoryName(_folder.StorePath)!, "*.db*").Order(StringComparer.Ordinal);
        Assert.Equal([PathOf(".db"), PathOf(".db.key"), PathOf(".register.db")], databases);
    }

    private static DateTimeOffset Start => new(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(2), TimeSpan.Zero);

    private StoredItem Theirs(string subject) => Mailbox.Calendar.Single(item => item.Content.Subject == subject);

    private List<string> Subjects => [.. Mailbox.Calendar.Select(item => item.Content.Subject).Order(StringComparer.Ordinal)];

    private async Task<List<string>> AgendaAsync() =>
        [.. (await _folder.Coupling.Agenda.GetAsync(new ItemQuery(), default)).Select(item => item.Subject).Order(StringComparer.Ordinal)];

    private Task<RegisterAppointment> FindAsync(string id) => _folder.Coupling.Agenda.FindAsync(id, default);

    private async Task<string> AddAsync(string subject)
    {
        _folder.Now = TimeProvider.System.GetUtcNow();
        var content = new AppointmentChanges
        {
            Subject = subject,
            Start = Start.UtcDateTime,
            End = Start.AddHours(1).UtcDateTime,
        };
        return (await _folder.Coupling.Agenda.AddAsync("user1", content, default)).Id;
    }

    /// <summary>One run, as a command makes it: the files are opened and closed again.</summary>
    private async Task<SyncResult> RunAsync(SyncOptions options)
    {
        _folder.Now = TimeProvider.System.GetUtcNow();
        _folder.Reopen();
        var results = new List<SyncResult>();
        var request = new SyncRequest { Options = options };
        await _folder.Coupling.Synchronisation.RunAsync(
            request,
            result =>
            {
                results.Add(result);
                return Task.CompletedTask;
            },
            default
        );
        _folder.Reopen();
        return Assert.Single(results);
    }

    private string PathOf(string suffix) => Path.ChangeExtension(_folder.StorePath, suffix);

    private byte[] Copy(string suffix)
    {
        _folder.Reopen();
        return File.ReadAllBytes(PathOf(suffix));
    }

    private void PutBack(string suffix, byte[] content)
    {
        _folder.Coupling.Dispose();
        File.WriteAllBytes(PathOf(suffix), content);
        _folder.Reopen();
    }
}
