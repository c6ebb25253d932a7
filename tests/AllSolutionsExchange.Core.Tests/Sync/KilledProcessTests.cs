using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A real process, with its real store and register, is killed (SIGKILL) at each request in turn; the next one takes the mailbox
/// at once and ends the work.</summary>
public sealed class KilledProcessTests
{
    private const string Address = "user1@contoso.test";

    [Theory]
    [InlineData(FaultKind.CutBefore)]
    [InlineData(FaultKind.CutAfter)]
    public async Task Killed_at_any_request_it_loses_and_doubles_nothing(FaultKind kind)
    {
        var isKilled = true;
        for (var at = 1; isKilled; at += StorySeeds.Stride)
        {
            using var folder = new CouplingFolder();
            await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = [Address] });
            await PrepareAsync(folder, server);
            isKilled = await RunKilledAsync(folder, server, at, kind);
            Assert.InRange(at, 1, 40);

            var (code, output) = await RunAsync(folder);
            Assert.True(code == 0, output);
            server.Requests.Clear();
            Assert.Equal(0, (await RunAsync(folder)).Code);
            Assert.Equal(0, server.Requests.ChangingCount);
            folder.Coupling.Dispose();
            Assert.DoesNotContain(
                folder.Files,
                file => file.EndsWith("-wal", StringComparison.Ordinal) || file.EndsWith("-shm", StringComparison.Ordinal)
            );
            folder.Reopen();
            Assert.Empty(server.SentMail);
            var ours = (await folder.Coupling.Agenda.GetAsync(new ItemQuery(), default))
                .Select(item => item.Subject)
                .Order(StringComparer.Ordinal);
            var theirs = server.Mailbox(Address).Calendar.Select(item => item.Content.Subject).Order(StringComparer.Ordinal);
            Assert.Equal(["from AllSolutions 1", "from AllSolutions 2", "from Exchange 1", "from Exchange 2"], ours);
            Assert.Equal(ours, theirs);
            var tasks = (await folder.Coupling.Tasks.GetAsync(new ItemQuery(), default)).Select(task => task.Subject);
            Assert.Equal(ours, tasks.Order(StringComparer.Ordinal));
            Assert.Equal(ours, server.Mailbox(Address).Tasks.Select(task => task.Subject).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>What a killed run left beside the files (-wal) is read there by -WhatIf, and not moved into them.</summary>
    [Fact]
    public async Task A_plan_after_a_killed_run_changes_no_byte()
    {
        using var folder = new CouplingFolder();
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = [Address] });
        await PrepareAsync(folder, server);
        folder.Reopen();
        Assert.True(await RunKilledAsync(folder, server, at: 4, FaultKind.CutAfter));
        var files = Directory.GetFiles(Path.GetDirectoryName(folder.StorePath)!, "*.db");
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.True(new FileInfo(file + "-wal").Length > 0));
        var before = files.Select(File.ReadAllBytes).ToList();

        var results = new List<SyncResult>();
        using (var coupling = Coupling.Open(folder.StorePath, TimeProvider.System.GetUtcNow))
        {
            var request = new SyncRequest { Options = new SyncOptions { InitialMode = InitialMode.Both } };
            await coupling.Synchronisation.PlanAsync(
                request,
                _ => Task.CompletedTask,
                result =>
                {
                    results.Add(result);
                    return Task.CompletedTask;
                },
                default
            );
        }

        Assert.Equal([SyncStatus.Success, SyncStatus.Success], results.Select(result => result.Status));
        Assert.Equal(before, files.Select(File.ReadAllBytes));
    }

    private static async Task PrepareAsync(CouplingFolder folder, SimulatedExchange server)
    {
        using var password = new System.Security.SecureString();
        foreach (var character in server.Password)
        {
            password.AppendChar(character);
        }

        await folder.Coupling.Parameters.SetAsync(
            new()
            {
                Url = server.Url.ToString(),
                UserName = server.Account,
                Password = password,
                CertificateThumbprint = server.Thumbprint,
            },
            default
        );
        await folder.Coupling.Users.SetAsync(
            new()
            {
                User = "user1",
                Mailbox = Address,
                Kinds = [Model.ItemKind.Appointment, Model.ItemKind.Task],
            },
            default
        );
        var start = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(2), TimeSpan.Zero);
        for (var number = 1; number <= 2; number++)
        {
            await folder.Coupling.Tasks.AddAsync("user1", new() { Subject = $"from AllSolutions {number}" }, default);
            server.Mailbox(Address).CreateTask($"from Exchange {number}", start.DateTime);
            await folder.Coupling.Agenda.AddAsync(
                "user1",
                new()
                {
                    Subject = $"from AllSolutions {number}",
                    Start = start.AddHours(number).UtcDateTime,
                    End = start.AddHours(number + 1).UtcDateTime,
                },
                default
            );
            server
                .Mailbox(Address)
                .CreateAppointment(
                    new Appointment
                    {
                        Subject = $"from Exchange {number}",
                        Start = start.AddHours(number + 5),
                        End = start.AddHours(number + 6),
                    }
                );
        }
    }

    /// <summary>Whether it was killed: it sends fewer requests than the one at which it would be.</summary>
    private static async Task<bool> RunKilledAsync(CouplingFolder folder, SimulatedExchange server, int at, FaultKind kind)
    {
        using var process = OtherProcess.Start(Arguments(folder));
        var count = 0;
        server.Faults.Interceptor = _ =>
        {
            if (++count != at)
            {
                return null;
            }

            process.Kill();
            return kind;
        };
        await process.WaitForExitAsync();
        server.Faults.Interceptor = null;
        Assert.Equal(count >= at ? OtherProcess.KilledCode : 0, process.ExitCode);
        return count >= at;
    }

    private static Task<(int Code, string Output)> RunAsync(CouplingFolder folder) => OtherProcess.RunAsync(Arguments(folder));

    private static string[] Arguments(CouplingFolder folder) => ["sync", folder.StorePath];
}
