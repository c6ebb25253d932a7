using System.Xml.Linq;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>StartTimeZone and EndTimeZone: how they are told, and what they do to times.</summary>
public sealed class ZoneTests : SimulatorTest
{
    private const string Amsterdam = "<t:StartTimeZone Id=\"W. Europe Standard Time\"/>";

    private const string Custom = """
        <t:Periods><t:Period Bias="PT5H30M" Name="Standard" Id="s"/><t:Period Bias="PT4H30M" Name="Daylight" Id="d"/></t:Periods>
        <t:TransitionsGroups><t:TransitionsGroup Id="0">
        <t:RecurringDayTransition><t:To Kind="Period">d</t:To><t:TimeOffset>PT2H</t:TimeOffset><t:Month>4</t:Month><t:DayOfWeek>Monday</t:DayOfWeek><t:Occurrence>1</t:Occurrence></t:RecurringDayTransition>
        <t:RecurringDayTransition><t:To Kind="Period">s</t:To><t:TimeOffset>PT2H</t:TimeOffset><t:Month>9</t:Month><t:DayOfWeek>Monday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition>
        </t:TransitionsGroup></t:TransitionsGroups>
        <t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>
        """;

    [Fact]
    public async Task An_item_of_a_program_that_names_no_zone_is_kept_in_the_zone_of_none()
    {
        var item = await ReadAsync(IdOf(await Ews.MessageAsync(Create(CalendarItem()))).Id);

        foreach (var zone in new[] { Zone(item, "StartTimeZone"), Zone(item, "EndTimeZone") })
        {
            Assert.Equal("tzone://Microsoft/Utc", zone.Attribute("Id")!.Value);
            Assert.Equal("PT0M", Assert.Single(zone.Descendants(T + "Period")).Attribute("Bias")!.Value);
        }
    }

    [Fact]
    public async Task The_zone_of_the_context_is_that_of_an_item_without_one()
    {
        Ews.TimeZone = "Tokyo Standard Time";

        Assert.Equal(
            "Tokyo Standard Time",
            Zone(await ReadAsync(IdOf(await Ews.MessageAsync(Create(CalendarItem()))).Id), "StartTimeZone").Attribute("Id")!.Value
        );
    }

    [Fact]
    public async Task A_zone_is_told_with_its_periods_groups_and_transitions()
    {
        var zone = Zone(await ReadAsync(IdOf(await Ews.MessageAsync(Create(CalendarItem(after: Amsterdam)))).Id), "StartTimeZone");

        Assert.Equal(
            [("Standard", "-PT60M"), ("Daylight", "-PT120M")],
            zone.Descendants(T + "Period").Select(p => (p.Attribute("Name")!.Value, p.Attribute("Bias")!.Value))
        );
        Assert.Equal(
            [("3", "Sunday", "-1", "PT120M"), ("10", "Sunday", "-1", "PT180M")],
            zone.Descendants(T + "RecurringDayTransition")
                .Select(t => (Value(t, "Month"), Value(t, "DayOfWeek"), Value(t, "Occurrence"), Value(t, "TimeOffset")))
        );
        Assert.Equal("Group", zone.Element(T + "Transitions")!.Descendants(T + "To").Single().Attribute("Kind")!.Value);
    }

    [Fact]
    public async Task A_zone_alone_keeps_the_wall_clock_and_moves_the_time()
    {
        var (id, key) = IdOf(await Ews.MessageAsync(Create(CalendarItem())));
        await Ews.MessageAsync(
            Update(
                id,
                key,
                Set("calendar:StartTimeZone", Amsterdam)
                    + Set("calendar:EndTimeZone", Amsterdam.Replace("Start", "End", StringComparison.Ordinal))
            )
        );

        var item = await ReadAsync(id);
        Assert.Equal(("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"), (Value(item, "Start"), Value(item, "End")));
    }

    [Theory]
    [InlineData(true, "2026-07-03T10:00:00Z")]
    [InlineData(false, "2026-07-03T08:00:00Z")]
    public async Task An_update_is_carried_out_in_the_order_in_which_it_is_written(bool zoneFirst, string start)
    {
        var (id, key) = IdOf(await Ews.MessageAsync(Create(CalendarItem())));
        string[] updates = [Set("calendar:StartTimeZone", Amsterdam), Set("calendar:Start", "<t:Start>2026-07-03T10:00:00Z</t:Start>")];
        var end = Set("calendar:End", "<t:End>2026-07-03T11:00:00Z</t:End>");
        await Ews.MessageAsync(Update(id, key, string.Concat(zoneFirst ? updates : updates.Reverse()) + end));

        Assert.Equal(start, Value(await ReadAsync(id), "Start"));
    }

    [Fact]
    public async Task An_end_without_an_offset_is_read_in_its_own_zone()
    {
        const string times = "<t:Start>2026-07-01T10:00:00</t:Start><t:End>2026-07-01T12:00:00</t:End>";
        var (id, key) = IdOf(
            await Ews.MessageAsync(Create(CalendarItem(times: times, after: Amsterdam + "<t:EndTimeZone Id=\"GMT Standard Time\"/>")))
        );
        Assert.Equal(
            ("2026-07-01T08:00:00Z", "2026-07-01T11:00:00Z"),
            (Value(await ReadAsync(id), "Start"), Value(await ReadAsync(id), "End"))
        );

        await Ews.MessageAsync(
            Update(
                id,
                key,
                Set("calendar:EndTimeZone", "<t:EndTimeZone Id=\"UTC\"/>") + Set("calendar:End", "<t:End>2026-07-01T12:00:00</t:End>")
            )
        );
        Assert.Equal("2026-07-01T12:00:00Z", Value(await ReadAsync(id), "End"));
    }

    [Theory]
    [InlineData("tzone://Microsoft/Custom", "2026-03-03", "2026-03-03T05:30:00Z")]
    [InlineData("Customized Time Zone", "2026-07-03", "2026-07-03T04:30:00Z")]
    [InlineData("", "2026-09-29", "2026-09-29T05:30:00Z")]
    public async Task A_definition_of_ones_own_is_kept_whole_and_its_clock_counts(string zoneId, string day, string start)
    {
        var times = $"<t:Start>{day}T00:00:00</t:Start><t:End>{day}T00:00:00</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>";
        var definition = $"<t:StartTimeZone Id=\"{zoneId}\" Name=\"(UTC-05:30) Nowhere\">{Custom}</t:StartTimeZone>";
        var item = await ReadAsync(IdOf(await Ews.MessageAsync(Create(CalendarItem(times: times, after: definition)))).Id);

        Assert.Equal(start, Value(item, "Start"));
        var sent = XElement.Parse($"<t:X xmlns:t=\"{T}\">{definition}</t:X>").Elements().Single();
        Assert.Equal(Bare(sent), Bare(Zone(item, "StartTimeZone")));
    }

    private async Task<XElement> ReadAsync(string id)
    {
        var context = Ews.TimeZone;
        Ews.TimeZone = null;
        var item = await Ews.MessageAsync(
            GetItem(AllProperties("<t:AdditionalProperties><t:FieldURI FieldURI=\"calendar:StartTimeZone\"/></t:AdditionalProperties>"), id)
        );
        Ews.TimeZone = context;
        return item;
    }

    private static XElement Zone(XElement item, string element) => item.Descendants(T + element).Single();

    private static string Set(string path, string value) =>
        $"<t:SetItemField><t:FieldURI FieldURI=\"{path}\"/><t:CalendarItem>{value}</t:CalendarItem></t:SetItemField>";

    private static string Bare(XElement element) =>
        string.Concat(
            element
                .DescendantsAndSelf()
                .Select(part => $"<{part.Name.LocalName} {string.Join(' ', Attributes(part))}>{(part.HasElements ? "" : part.Value)}")
        );

    private static IEnumerable<string> Attributes(XElement element) =>
        element
            .Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration)
            .OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal)
            .Select(attribute => $"{attribute.Name}={attribute.Value}");
}
