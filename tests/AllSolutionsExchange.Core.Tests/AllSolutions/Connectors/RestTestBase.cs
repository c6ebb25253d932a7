using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>The imaginary interface with five appointments, and a side on it.</summary>
public abstract class RestTestBase : IAsyncLifetime
{
    private RestConnector? _connector;

    private protected RestServerDouble Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RestServerDouble.StartAsync();
        for (var number = 1; number <= 5; number++)
        {
            Server.Put(Server.Appointments, "id", null, RestRowsOf.Appointment(number), isMerged: false);
        }
    }

    public async Task DisposeAsync()
    {
        _connector?.Dispose();
        await Server.DisposeAsync();
    }

    private protected ISyncSide Open(
        Action<JsonNode>? change = null,
        List<TimeSpan>? waits = null,
        ItemKind kind = ItemKind.Appointment,
        string user = "jdv",
        string secret = RestServerDouble.Secret
    )
    {
        _connector?.Dispose();
        _connector = Server.Connector(change, secret, waits);
        return _connector.Open(new SideRequest(new Collection(user, kind), "jdv@contoso.nl", "W. Europe Standard Time"));
    }

    private protected static WriteOperation Create(int number) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
            Content = new Appointment
            {
                Subject = $"new {number}",
                Start = ZonedTime.FromLocal(new DateTime(2026, 12, 7, number, 0, 0), "UTC"),
                End = ZonedTime.FromLocal(new DateTime(2026, 12, 7, number, 30, 0), "UTC"),
            }.Normalized(),
            Fields = AppointmentFields.Kind.AllFields,
        };
}
