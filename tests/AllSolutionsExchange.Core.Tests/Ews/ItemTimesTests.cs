using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>The days and the zones of items as servers and other programs really tell them, read for a mailbox in Amsterdam.</summary>
public sealed class ItemTimesTests
{
    private const string Amsterdam = "W. Europe Standard Time";

    [Theory]
    // The program named no zone: Exchange keeps midnight in UTC.
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", "UTC", "UTC", "2026-07-01", 1)]
    [InlineData("2026-12-31T00:00:00Z", "2027-01-03T00:00:00Z", "UTC", "UTC", "2026-12-31", 3)]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", null, null, "2026-07-01", 1)]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", Amsterdam, Amsterdam, "2026-07-01", 1)]
    // The mailbox's own zone, over both changes of the clock.
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z", Amsterdam, Amsterdam, "2026-07-01", 1)]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z", null, null, "2026-07-01", 1)]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", Amsterdam, Amsterdam, "2026-03-29", 1)]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", Amsterdam, Amsterdam, "2026-10-25", 1)]
    [InlineData("2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", Amsterdam, null, "2026-10-24", 3)]
    // Other zones: half an hour, no summer time, south of the equator, either side of the date line.
    [InlineData("2026-06-30T18:30:00Z", "2026-07-01T18:30:00Z", "India Standard Time", "India Standard Time", "2026-07-01", 1)]
    [InlineData("2026-07-01T02:30:00Z", "2026-07-03T02:30:00Z", "Newfoundland Standard Time", null, "2026-07-01", 2)]
    [InlineData("2026-10-03T14:00:00Z", "2026-10-04T13:00:00Z", "AUS Eastern Standard Time", "AUS Eastern Standard Time", "2026-10-04", 1)]
    [InlineData("2026-06-30T10:00:00Z", "2026-07-01T10:00:00Z", "Line Islands Standard Time", null, "2026-07-01", 1)]
    [InlineData("2026-07-01T12:00:00Z", "2026-07-02T12:00:00Z", "Dateline Standard Time", null, "2026-07-01", 1)]
    // The clock is put forward at midnight: the day begins at one o'clock and has 23 hours.
    [InlineData("2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z", "Pacific SA Standard Time", null, "2026-09-06", 1)]
    // Zones that differ say nothing of the length.
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z", Amsterdam, "UTC", "2026-07-01", 1)]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", "UTC", Amsterdam, "2026-07-01", 1)]
    [InlineData("2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", "UTC", "Tokyo Standard Time", "2026-07-01", 1)]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01T22:00:00Z", Amsterdam, "Tokyo Standard Time", "2026-07-01", 1)]
    [InlineData("2026-06-30T22:00:00Z", "2026-07-02T15:00:00Z", Amsterdam, "Tokyo Standard Time", "2026-07-01", 2)]
    // What no Exchange writes, and others do.
    [InlineData("2026-06-30T22:00:00Z", "2026-07-01T21:59:59Z", Amsterdam, Amsterdam, "2026-07-01", 1)]
    [InlineData("2026-06-30T22:00:00Z", "2026-06-30T22:00:00Z", Amsterdam, Amsterdam, "2026-07-01", 1)]
    [InlineData("2026-07-01T08:00:00Z", "2026-07-02T08:00:00Z", Amsterdam, Amsterdam, "2026-07-01", 1)]
    // Far away.
    [InlineData("1900-01-01T00:00:00Z", "1900-01-02T00:00:00Z", "UTC", "UTC", "1900-01-01", 1)]
    [InlineData("4500-06-30T22:00:00Z", "4500-07-01T22:00:00Z", Amsterdam, Amsterdam, "4500-07-01", 1)]
    public void An_all_day_item_keeps_its_days(string start, string end, string? startZone, string? endZone, string first, int days) =>
        AssertDays(
            Item(start, end, startZone is null ? null : new EwsTimeZone(startZone), endZone is null ? null : new EwsTimeZone(endZone)),
            first,
            days
        );

    [Theory]
    [InlineData("Customized Time Zone")]
    [InlineData("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna")]
    [InlineData("tzone://Microsoft/Custom")]
    [InlineData("")]
    public void An_unknown_id_is_read_by_its_periods(string id)
    {
        // Summer and winter: where it is midnight there, the mailbox has the afternoon before.
        AssertDays(Item("2026-06-30T14:15:00Z", "2026-07-01T14:15:00Z", Nowhere(id), null), "2026-07-01", 1);
        AssertDays(Item("2026-12-30T15:15:00Z", "2027-01-01T15:15:00Z", Nowhere(id), Nowhere(id)), "2026-12-31", 2);
        // No zone at all has midnight then: the day is the mailbox's.
        AssertDays(Item("2026-06-30T14:16:00Z", "2026-07-01T14:16:00Z", Nowhere(id), null), "2026-06-30", 1);
        AssertDays(Item("2026-07-01T22:30:00Z", "2026-07-02T22:30:00Z", new EwsTimeZone(id), null), "2026-07-02", 1);
    }

    [Theory]
    [InlineData(-60, -120, "2026-07-01T08:00:00Z", Amsterdam)]
    [InlineData(0, 0, "2026-07-01T08:00:00Z", "UTC")]
    [InlineData(-330, -330, "2026-07-01T08:00:00Z", "India Standard Time")]
    public void A_moment_stands_in_the_zone_whose_clock_goes_as_the_periods_say(int standard, int daylight, string utc, string zone)
    {
        var appointment = Read(
            Item(utc, "2026-07-01T09:00:00Z", Zone("Customized Time Zone", -standard, -daylight, 3, 10), null, isAllDay: false)
        );

        Assert.Equal((EwsDateTime.Parse(utc), zone), (appointment.Start.Utc, appointment.Start.Zone));
        Assert.Equal(zone, appointment.End.Zone);
    }

    [Fact]
    public void A_clock_that_nobody_has_leaves_the_moment_and_takes_the_mailboxs_zone()
    {
        var appointment = Read(
            Item(
                "2026-07-01T08:00:00Z",
                "2026-07-01T09:00:00Z",
                Zone("x", 77, 77, 3, 10),
                new EwsTimeZone("Atlantis Standard Time"),
                isAllDay: false
            )
        );

        Assert.Equal(
            (EwsDateTime.Parse("2026-07-01T08:00:00Z"), Amsterdam, Amsterdam),
            (appointment.Start.Utc, appointment.Start.Zone, appointment.End.Zone)
        );
    }

    [Fact]
    public void Start_and_end_keep_zones_of_their_own_and_an_id_in_any_case()
    {
        var appointment = Read(
            Item(
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:30:00Z",
                new EwsTimeZone("w. europe standard time"),
                new EwsTimeZone("Tokyo Standard Time"),
                isAllDay: false
            )
        );

        Assert.Equal((Amsterdam, "Tokyo Standard Time"), (appointment.Start.Zone, appointment.End.Zone));
        // The hour that comes twice: both are 02:30, an hour apart.
        Assert.Equal(
            (new DateTime(2026, 10, 25, 2, 30, 0), TimeSpan.FromHours(1)),
            (appointment.Start.Local, appointment.End.Utc - appointment.Start.Utc)
        );
    }

    private static void AssertDays(EwsCalendarItem item, string first, int days)
    {
        var appointment = Read(item);
        Assert.Equal(
            (first, days),
            (appointment.Start.Local.ToString("yyyy-MM-dd", null), (int)(appointment.End.Utc - appointment.Start.Utc).TotalDays)
        );
        Assert.Equal(("", ""), (appointment.Start.Zone, appointment.End.Zone));
    }

    private static Appointment Read(EwsCalendarItem item) => (Appointment)new CalendarMap(Amsterdam).Read(item).Content!;

    private static EwsCalendarItem Item(string start, string end, EwsTimeZone? startZone, EwsTimeZone? endZone, bool isAllDay = true) =>
        new()
        {
            ItemId = new EwsItemId("I", "1"),
            StartUtc = EwsDateTime.Parse(start),
            EndUtc = EwsDateTime.Parse(end),
            IsAllDayEvent = isAllDay,
            StartTimeZone = startZone,
            EndTimeZone = endZone,
        };

    private static EwsTimeZone Nowhere(string id) => Zone(id, 525, 585, 4, 9);

    private static EwsTimeZone Zone(string id, int standard, int daylight, int from, int until) =>
        new(
            id,
            "y",
            new EwsTimeZoneRules(
                [new("s", "Standard", TimeSpan.FromMinutes(standard)), new("d", "Daylight", TimeSpan.FromMinutes(daylight))],
                new Dictionary<string, IReadOnlyList<EwsTimeZoneTransition>>(StringComparer.Ordinal)
                {
                    ["0"] =
                    [
                        new("d", IsToGroup: false)
                        {
                            Month = from,
                            DayOfWeek = DayOfWeek.Sunday,
                            Occurrence = -1,
                            TimeOfDay = TimeSpan.FromHours(2),
                        },
                        new("s", IsToGroup: false)
                        {
                            Month = until,
                            DayOfWeek = DayOfWeek.Sunday,
                            Occurrence = -1,
                            TimeOfDay = TimeSpan.FromHours(3),
                        },
                    ],
                },
                [new("0", IsToGroup: true)]
            )
        );
}
