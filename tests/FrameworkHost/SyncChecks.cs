using System.Security;
using AllSolutionsExchange;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace FrameworkHost;

/// <summary>A coupling from nothing, and whole passes of it against the simulated Exchange, in the assemblies that are shipped.</summary>
internal static class SyncChecks
{
    private const string User = "anna";

    public static async Task RunAsync(Checks checks, SimulatorLine server)
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        try
        {
            using var coupling = Coupling.Open(Path.Combine(folder, "contoso.db"), Clock);
            await checks.RunAsync("Parameters, a user and an appointment are stored", () => PrepareAsync(coupling, server));
            await checks.RunAsync(
                "A synchronisation writes to both sides",
                async () =>
                {
                    await SynchroniseAsync(coupling, toExchange: new(1, 0, 0), toAllSolutions: new(server.Items, 0, 0));
                    Checks.Equal(server.Items + 1, (await AgendaAsync(coupling)).Count);
                }
            );
            await checks.RunAsync("The next one has nothing to do", () => SynchroniseAsync(coupling, new(0, 0, 0), new(0, 0, 0)));
            await checks.RunAsync(
                "A change goes to Exchange",
                async () =>
                {
                    foreach (var item in await AgendaAsync(coupling))
                    {
                        await coupling.Agenda.UpdateAsync(item.Id, new() { Subject = item.Subject + " (moved)" }, default);
                    }

                    await SynchroniseAsync(coupling, toExchange: new(0, server.Items + 1, 0), toAllSolutions: new(0, 0, 0));
                }
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrepareAsync(Coupling coupling, SimulatorLine server)
    {
        using var password = new SecureString();
        foreach (var character in server.Password)
        {
            password.AppendChar(character);
        }

        await coupling.Parameters.SetAsync(
            new()
            {
                Url = server.Url,
                UserName = server.Account,
                Password = password,
                CertificateThumbprint = server.Thumbprint,
            },
            default
        );
        await coupling.Users.SetAsync(
            new()
            {
                User = User,
                Mailbox = server.Mailboxes[0],
                Kinds = [ItemKind.Appointment],
            },
            default
        );
        var start = Clock().UtcDateTime.Date.AddDays(7).AddHours(9);
        await coupling.Agenda.AddAsync(
            User,
            new()
            {
                Subject = "Quarterly review",
                Start = start,
                End = start.AddHours(1),
            },
            default
        );
    }

    private static async Task SynchroniseAsync(Coupling coupling, SyncCounts toExchange, SyncCounts toAllSolutions)
    {
        var results = new List<SyncResult>();
        var request = new SyncRequest { Options = new SyncOptions { InitialMode = InitialMode.Both } };
        await coupling.Synchronisation.RunAsync(
            request,
            result =>
            {
                results.Add(result);
                return Task.CompletedTask;
            },
            default
        );
        var seen = results.Single();
        Checks.Equal("Success ", $"{seen.Status} {seen.Message}");
        Checks.Equal(toExchange, seen.ToExchange);
        Checks.Equal(toAllSolutions, seen.ToAllSolutions);
    }

    private static Task<IReadOnlyList<RegisterAppointment>> AgendaAsync(Coupling coupling) =>
        coupling.Agenda.GetAsync(new ItemQuery(), default);

#pragma warning disable RS0030 // The one clock of this program.
    private static DateTimeOffset Clock() => DateTimeOffset.UtcNow;
#pragma warning restore RS0030
}
