using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Times over the wire, against a server that carries an update out one field after the other.</summary>
public sealed class ZoneScenarioTests
{
    private const string NoZone = "tzone://Microsoft/Utc";
    private static readonly DateTimeOffset Day = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(NoZone, 0)]
    [InlineData("W. Europe Standard Time", -1)]
    [InlineData("Tokyo Standard Time", -9)]
    [InlineData("Hawaiian Standard Time", 10)]
    [InlineData("India Standard Time", -5.5)]
    public async Task A_day_stays_a_day_and_an_edit_of_it_too(string zone, double hours)
    {
        await using var world = await ExchangeWorld.StartAsync();
        var start = Day.AddHours(hours);
        var id = world.Mailbox.CreateAppointment(
            new ExchangeSimulator.Appointment
            {
                Subject = "vrij",
                IsAllDay = true,
                Start = start,
                End = start.AddDays(1),
                TimeZone = zone,
            }
        );
        await world.PassAsync();

        var ours = world.AllSolutions.Live.Single();
        var content = (Appointment)ours.Content!;
        Assert.Equal((Day.Date, Day.Date.AddDays(1)), (content.Start.Local, content.End.Local));
        world.AllSolutions.UserEdit(
            ours.Id,
            a => a with { Subject = "vrije dag", Start = ZonedTime.Date(Day.Date.AddDays(1)), End = ZonedTime.Date(Day.Date.AddDays(2)) }
        );
        await world.PassAsync();

        var theirs = world.Mailbox.Get(id).Content;
        Assert.Equal(("vrije dag", TimeSpan.FromDays(1)), (theirs.Subject, theirs.End - theirs.Start));
        Assert.Equal(
            Day.Date.AddDays(1),
            TimeZoneInfo.ConvertTime(theirs.Start, TimeZoneInfo.FindSystemTimeZoneById(theirs.TimeZone!)).DateTime
        );
        Assert.Equal((0, 0), Written(await world.PassAsync()));
    }

    [Theory]
    [InlineData(NoZone, "W. Europe Standard Time")]
    [InlineData("Tokyo Standard Time", "Hawaiian Standard Time")]
    [InlineData("W. Europe Standard Time", "India Standard Time")]
    [InlineData("AUS Eastern Standard Time", "UTC")]
    public async Task A_moment_is_the_one_that_was_meant_whatever_the_zones(string theirs, string ours)
    {
        await using var world = await ExchangeWorld.StartAsync();
        var id = world.Mailbox.CreateAppointment(
            new ExchangeSimulator.Appointment
            {
                Subject = "overleg",
                Start = Day.AddHours(9),
                End = Day.AddHours(10),
                TimeZone = theirs,
            }
        );
        await world.PassAsync();
        var (start, end) = (Day.AddDays(200).AddHours(13).UtcDateTime, Day.AddDays(200).AddHours(15).UtcDateTime);
        world.AllSolutions.UserEdit(
            world.AllSolutions.Live.Single().Id,
            a => a with { Start = ZonedTime.FromUtc(start, ours), End = ZonedTime.FromUtc(end, ours) }
        );
        await world.PassAsync();

        var now = world.Mailbox.Get(id).Content;
        Assert.Equal((start, end, ours), (now.Start.UtcDateTime, now.End.UtcDateTime, now.TimeZone));
        Assert.Equal((0, 0), Written(await world.PassAsync()));
    }

    private static (int, int) Written(AllSolutionsExchange.Sync.SyncResult result) =>
        (result.ToExchange.Created + result.ToExchange.Updated, result.ToAllSolutions.Created + result.ToAllSolutions.Updated);
}
