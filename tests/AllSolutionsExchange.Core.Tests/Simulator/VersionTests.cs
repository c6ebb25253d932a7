using System.Xml.Linq;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>What a request may name and an answer holds, by the version of the request and that of the server.</summary>
public sealed class VersionTests
{
    private static readonly XNamespace T = EwsWire.Types;

    [Theory]
    [InlineData("Exchange2007_SP1", "TimeZone", "StartTimeZone IsOrganizer StartTimeZoneId StartWallClock IsAssociated")]
    [InlineData(
        "Exchange2010_SP2",
        "TimeZone StartTimeZone EndTimeZone IsAssociated",
        "IsOrganizer StartTimeZoneId StartWallClock MeetingTimeZone"
    )]
    [InlineData("Exchange2013", "StartTimeZone IsOrganizer StartTimeZoneId EndTimeZoneId StartWallClock EndWallClock", "MeetingTimeZone")]
    public async Task An_answer_holds_what_the_requests_version_knows(string version, string present, string absent)
    {
        await using var server = await Server.StartAsync(ExchangeVersion.Exchange2013, version);
        var item = await server.ReadAsync(server.User.CreateAppointment(Overleg));

        Assert.Superset(present.Split(' ').ToHashSet(StringComparer.Ordinal), Elements(item));
        Assert.Empty(absent.Split(' ').Intersect(Elements(item), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2013, false, true)]
    [InlineData(ExchangeVersion.Exchange2016, false, false)]
    [InlineData(ExchangeVersion.Exchange2016, true, true)]
    [InlineData(ExchangeVersion.ExchangeSE, false, false)]
    public async Task A_server_since_2016_names_the_zone_of_a_series_only(ExchangeVersion version, bool isSeries, bool isNamed)
    {
        await using var server = await Server.StartAsync(version, "Exchange2010_SP2");
        var item = await server.ReadAsync(server.User.CreateAppointment(Overleg with { IsSeries = isSeries }));

        Assert.Equal(isNamed, Elements(item).Contains("TimeZone"));
    }

    [Theory]
    [InlineData("item:TextBody", "Exchange2010_SP2", "Exchange2013")]
    [InlineData("calendar:IsOrganizer", "Exchange2010_SP2", "Exchange2013")]
    [InlineData("calendar:StartTimeZone", "Exchange2007_SP1", "Exchange2010")]
    [InlineData("item:StoreEntryId", "Exchange2010_SP1", "Exchange2010_SP2")]
    [InlineData("item:SearchKey", "Exchange2013_SP1", "Exchange2016")]
    public async Task A_name_violates_the_schema_of_a_version_that_does_not_know_it(string path, string before, string since)
    {
        await using var server = await Server.StartAsync(ExchangeVersion.Exchange2019, before);
        var id = server.User.CreateAppointment(Overleg);
        var get =
            "<GetItem><ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI "
            + $"FieldURI=\"{path}\"/></t:AdditionalProperties></ItemShape><ItemIds><t:ItemId Id=\"{id}\"/></ItemIds></GetItem>";

        Assert.Equal("ErrorSchemaValidation", await server.Ews.FaultAsync(get));
        server.Ews.ServerVersion = since;
        await server.Ews.CallAsync(get);
    }

    [Fact]
    public async Task What_2013_brought_is_free_time_to_a_program_of_2010()
    {
        await using var server = await Server.StartAsync(ExchangeVersion.Exchange2013, "Exchange2010_SP2");
        var id = server.User.CreateAppointment(Overleg with { ShowAs = "WorkingElsewhere", Subject = "WorkingElsewhere" });
        Assert.Equal(
            ("Free", "WorkingElsewhere"),
            (
                (string?)(await server.ReadAsync(id)).Descendants(T + "LegacyFreeBusyStatus").Single(),
                (string?)(await server.ReadAsync(id)).Descendants(T + "Subject").Single()
            )
        );

        var create =
            "<CreateItem SendMeetingInvitations=\"SendToNone\"><Items><t:CalendarItem><t:LegacyFreeBusyStatus>"
            + "WorkingElsewhere</t:LegacyFreeBusyStatus></t:CalendarItem></Items></CreateItem>";
        Assert.Equal("ErrorSchemaValidation", await server.Ews.FaultAsync(create));
        server.Ews.ServerVersion = "Exchange2013";
        await server.Ews.CallAsync(create);
        Assert.Equal("WorkingElsewhere", (string?)(await server.ReadAsync(id)).Descendants(T + "LegacyFreeBusyStatus").Single());
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010SP3, 0)]
    [InlineData(ExchangeVersion.Exchange2013, 1)]
    public async Task A_server_of_2010_says_nothing_of_who_has_not_answered(ExchangeVersion version, int responses)
    {
        await using var server = await Server.StartAsync(version, "Exchange2010_SP2");
        var item = await server.ReadAsync(server.User.CreateAppointment(Overleg with { Attendees = [new Attendee("els@contoso.test")] }));

        Assert.Equal(responses, item.Descendants(T + "ResponseType").Count());
    }

    [Fact]
    public async Task The_zone_of_2007_is_that_of_a_series()
    {
        const string series =
            "<t:Start>2026-07-01T10:00:00Z</t:Start><t:End>2026-07-01T11:00:00Z</t:End><t:Recurrence><t:DailyRecurrence><t:Interval>"
            + "1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-07-01</t:StartDate></t:NoEndRecurrence>"
            + "</t:Recurrence>";
        const string create =
            $"<CreateItem SendMeetingInvitations=\"SendToNone\"><Items><t:CalendarItem>{series}<t:MeetingTimeZone "
            + "TimeZoneName=\"Tokyo Standard Time\"/></t:CalendarItem></Items></CreateItem>";
        await using var server = await Server.StartAsync(ExchangeVersion.Exchange2010SP3, "Exchange2010_SP2");
        Assert.Equal("ErrorSchemaValidation", await server.Ews.FaultAsync(create));

        server.Ews.ServerVersion = "Exchange2007_SP1";
        var id = (await server.Ews.MessageAsync(create)).Descendants(T + "ItemId").Single().Attribute("Id")!.Value;
        Assert.Contains("MeetingTimeZone", Elements(await server.ReadAsync(id)));
        Assert.Equal("Tokyo Standard Time", server.User.Get(id).Content.TimeZone);
    }

    private static Appointment Overleg { get; } =
        new()
        {
            Subject = "Overleg",
            Start = new(2026, 7, 1, 8, 0, 0, TimeSpan.Zero),
            End = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero),
        };

    private static HashSet<string> Elements(XElement item) =>
        item.Descendants(T + "CalendarItem").Elements().Select(e => e.Name.LocalName).ToHashSet(StringComparer.Ordinal);

    /// <summary>A server of a version, and requests of one.</summary>
    private sealed class Server(SimulatedExchange exchange, EwsWire ews) : IAsyncDisposable
    {
        public EwsWire Ews { get; } = ews;

        public SimulatedMailbox User => exchange.Mailboxes[0];

        public static async Task<Server> StartAsync(ExchangeVersion version, string requestVersion)
        {
            var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = ["jan@contoso.test"], Version = version });
            return new Server(exchange, new EwsWire(exchange) { ServerVersion = requestVersion });
        }

        public Task<XElement> ReadAsync(string id) =>
            Ews.MessageAsync(
                "<GetItem><ItemShape><t:BaseShape>AllProperties</t:BaseShape></ItemShape><ItemIds><t:ItemId "
                    + $"Id=\"{id}\"/></ItemIds></GetItem>"
            );

        public async ValueTask DisposeAsync()
        {
            Ews.Dispose();
            await exchange.DisposeAsync();
        }
    }
}
