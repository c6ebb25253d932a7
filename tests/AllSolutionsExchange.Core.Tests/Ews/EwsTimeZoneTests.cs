using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Tests.Simulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>A definition tells the clock that the operating system knows, if its id tells nothing.</summary>
public sealed class EwsTimeZoneTests : SimulatorTest
{
    private static readonly GetItemOperation<EwsCalendarItem> GetItems = Appointments.Get([new EwsItemId("I")]);

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Pacific Standard Time")]
    [InlineData("India Standard Time")]
    [InlineData("Newfoundland Standard Time")]
    [InlineData("AUS Eastern Standard Time")]
    [InlineData("Lord Howe Standard Time")]
    [InlineData("E. South America Standard Time")]
    [InlineData("Pacific SA Standard Time")]
    [InlineData("Russian Standard Time")]
    [InlineData("Morocco Standard Time")]
    [InlineData("Iran Standard Time")]
    [InlineData("Samoa Standard Time")]
    [InlineData("Line Islands Standard Time")]
    [InlineData("UTC")]
    public async Task The_periods_tell_what_the_id_would_have_told(string id)
    {
        var told = await Ews.MessageAsync(
            $"<GetServerTimeZones ReturnFullTimeZoneData=\"true\"><Ids><t:Id>{id}</t:Id></Ids></GetServerTimeZones>"
        );
        var rules = Rules(string.Concat(told.Descendants(T + "TimeZoneDefinition").Single().Elements()));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);

        for (var at = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc); at.Year < 2037; at = at.AddHours(61))
        {
            if (zone.GetUtcOffset(at) != rules.OffsetAt(at))
            {
                Assert.Fail($"{at:u}: {rules.OffsetAt(at)} and not {zone.GetUtcOffset(at)}");
            }
        }
        Assert.All(
            new[] { DateTime.MinValue, DateTime.MaxValue, new DateTime(1900, 1, 1), new DateTime(4500, 7, 1) },
            at => Assert.InRange(rules.OffsetAt(at), TimeSpan.FromHours(-14), TimeSpan.FromHours(14))
        );
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", 60)]
    [InlineData("2026-03-29T01:00:00Z", 120)]
    [InlineData("2026-10-25T00:59:59Z", 120)]
    [InlineData("2026-10-25T01:00:00Z", 60)]
    public async Task A_transition_comes_at_its_moment(string utc, int minutes)
    {
        var told = await Ews.MessageAsync(
            "<GetServerTimeZones ReturnFullTimeZoneData=\"true\"><Ids><t:Id>W. Europe Standard Time</t:Id></Ids></GetServerTimeZones>"
        );
        var rules = Rules(string.Concat(told.Descendants(T + "TimeZoneDefinition").Single().Elements()));

        Assert.Equal(minutes, rules.OffsetAt(EwsDateTime.Parse(utc)).TotalMinutes);
    }

    [Theory]
    [InlineData("tzone://Microsoft/Utc")]
    [InlineData("TZONE://MICROSOFT/UTC")]
    public void The_zone_of_none_is_UTC(string id) => Assert.Equal("UTC", Read($"<t:StartTimeZone Id=\"{id}\"/>").Id);

    [Theory]
    [InlineData("<t:Periods/>")]
    [InlineData(
        "<t:Periods><t:Period Bias=\"-PT1H\" Name=\"Standard\" Id=\"s\"/></t:Periods><t:Transitions><t:Transition><t:To "
            + "Kind=\"Group\">none</t:To></t:Transition></t:Transitions>"
    )]
    [InlineData(
        "<t:Periods><t:Period Bias=\"-PT1H\"/></t:Periods><t:TransitionsGroups><t:TransitionsGroup "
            + "Id=\"0\"/></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind=\"Group\">0</t:To></t:Transition></t:Transitions>"
    )]
    [InlineData(
        "<t:Periods><t:Period Bias=\"-PT1H\" Id=\"s\"/></t:Periods><t:Transitions><t:Transition><t:To "
            + "Kind=\"Period\">s</t:To></t:Transition></t:Transitions>"
    )]
    public void A_definition_with_gaps_is_read_as_far_as_it_goes(string definition)
    {
        var rules = Read($"<t:StartTimeZone Id=\"x\">{definition}</t:StartTimeZone>").Rules;

        Assert.Equal(rules is null ? null : TimeSpan.FromHours(1), rules?.OffsetAt(new DateTime(2026, 1, 1)));
    }

    [Theory]
    [InlineData("<t:Periods><t:Period Bias=\"P9999Y\"/></t:Periods>")]
    [InlineData("<t:Periods><t:Period Bias=\"P1D\"/></t:Periods>")]
    [InlineData("<t:Periods><t:Period Bias=\"soon\"/></t:Periods>")]
    public void A_bias_that_no_clock_has_is_an_error_of_its_item(string definition)
    {
        var both = Appointments.Get([new EwsItemId("I"), new EwsItemId("I")]);
        var results = Xml.Read(
            Xml.Messages("GetItem", Answer($"<t:StartTimeZone Id=\"x\">{definition}</t:StartTimeZone>"), Answer("")),
            both
        ).Results;

        Assert.Equal([EwsResponseCodes.UnreadableItem, null], results.Select(result => result.Error?.ResponseCode));
    }

    private static EwsTimeZoneRules Rules(string definition) =>
        Read($"<t:StartTimeZone Id=\"Customized Time Zone\">{definition}</t:StartTimeZone>").Rules!;

    private static EwsTimeZone Read(string zone) =>
        Assert.Single(Xml.Read(Xml.Messages("GetItem", Answer(zone)), GetItems).Results).GetValueOrThrow().StartTimeZone!;

    private static string Answer(string content) => Xml.Success("GetItem", Xml.Item("I", content));
}
