using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

public sealed class AgendaRegisterTests : IDisposable
{
    private static readonly DateTime Ten = new(2026, 11, 3, 10, 0, 0);
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AgendaRegister Agenda => _folder.Coupling.Agenda;

    [Fact]
    public async Task An_appointment_comes_back_as_it_was_added()
    {
        await _folder.SetParametersAsync();
        var added = await Agenda.AddAsync(
            " jdv ",
            new()
            {
                Subject = " Overleg 😀 ",
                Body = "een\r\ntwee",
                Location = "Zaal 1",
                Start = Ten,
                End = Ten.AddHours(1),
                ShowAs = ShowAs.Tentative,
                Sensitivity = Sensitivity.Confidential,
                Categories = ["b", "a", "b"],
                ReminderMinutes = 15,
            },
            default
        );
        _folder.Reopen();
        var found = Assert.Single(await Agenda.GetAsync(new() { Id = added.Id }, default));
        Assert.Equal(
            ("1001", "jdv", "Overleg 😀", "een\ntwee", "Zaal 1"),
            (found.Id, found.User, found.Subject, found.Body, found.Location)
        );
        Assert.Equal((Ten, Ten.AddHours(1), "W. Europe Standard Time", false), (found.Start, found.End, found.TimeZone, found.IsAllDay));
        Assert.Equal(
            (nameof(ShowAs.Tentative), nameof(Sensitivity.Confidential), 15, null),
            (found.ShowAs, found.Sensitivity, found.ReminderMinutes, found.SyncId)
        );
        Assert.Equal(["a", "b"], found.Categories);
        Assert.Equal(_folder.Now.UtcDateTime, found.LastModifiedUtc);
        Assert.Equal(added with { Categories = found.Categories, Attendees = found.Attendees }, found);
    }

    [Fact]
    public async Task Times_are_read_in_the_zone_that_is_given()
    {
        var added = await Agenda.AddAsync(
            "jdv",
            new()
            {
                Start = Ten,
                End = Ten.AddHours(6).ToUtc(),
                TimeZone = "America/New_York",
            },
            default
        );
        Assert.Equal(("Eastern Standard Time", Ten, Ten.AddHours(1)), (added.TimeZone, added.Start, added.End));
    }

    [Fact]
    public async Task An_all_day_appointment_has_dates_and_no_zone()
    {
        var added = await Agenda.AddAsync(
            "jdv",
            new()
            {
                Subject = "Vrij",
                Start = Ten,
                IsAllDay = true,
            },
            default
        );
        Assert.Equal((Ten.Date, Ten.Date.AddDays(1), "", true), (added.Start, added.End, added.TimeZone, added.IsAllDay));
        var timed = await Agenda.UpdateAsync(
            added.Id,
            new()
            {
                IsAllDay = false,
                Start = Ten,
                End = Ten.AddHours(2),
                TimeZone = "UTC",
            },
            default
        );
        Assert.Equal((Ten, "UTC", false), (timed.Start, timed.TimeZone, timed.IsAllDay));
        // A moment is a date only in a zone.
        var midnight = new DateTime(2026, 11, 2, 23, 0, 0, DateTimeKind.Utc);
        var moment = await Agenda.AddAsync(
            "jdv",
            new()
            {
                Start = midnight,
                IsAllDay = true,
                TimeZone = "Europe/Amsterdam",
            },
            default
        );
        Assert.Equal((Ten.Date, Ten.Date.AddDays(1)), (moment.Start, moment.End));
        var again = await Agenda.UpdateAsync(added.Id, new() { IsAllDay = true, End = Ten.AddDays(2) }, default);
        Assert.Equal((Ten.Date, Ten.Date.AddDays(2), ""), (again.Start, again.End, again.TimeZone));
    }

    [Theory]
    [InlineData("Europe/Amsterdam", "2027-03-28T02:30", "2027-03-28T03:30", "2027-03-28T03:30", 60)]
    [InlineData("Europe/Amsterdam", "2027-03-28T02:00", "2027-03-28T02:45", "2027-03-28T03:00", 45)]
    [InlineData("Europe/Amsterdam", "2027-03-28T02:59", "2027-03-28T03:00", "2027-03-28T03:59", 1)]
    [InlineData("Europe/Amsterdam", "2027-03-28T01:30", "2027-03-28T02:30", "2027-03-28T01:30", 60)]
    [InlineData("Europe/Amsterdam", "2027-03-28T02:30", "2027-03-28T02:30", "2027-03-28T03:30", 0)]
    [InlineData("Lord Howe Standard Time", "2026-10-04T02:10", "2026-10-04T03:10", "2026-10-04T02:40", 60)]
    [InlineData("Pacific SA Standard Time", "2026-09-06T00:30", "2026-09-06T01:30", "2026-09-06T01:30", 60)]
    public async Task An_appointment_in_the_hour_that_summer_time_leaves_out_keeps_its_length(
        string zone,
        string start,
        string end,
        string shown,
        int minutes
    )
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var added = await Agenda.AddAsync(
            "jdv",
            new()
            {
                Start = DateTime.Parse(start, culture),
                End = DateTime.Parse(end, culture),
                TimeZone = zone,
            },
            default
        );

        var length = Model.ZonedTime.FromLocal(added.End, zone).Utc - Model.ZonedTime.FromLocal(added.Start, zone).Utc;
        Assert.Equal((DateTime.Parse(shown, culture), TimeSpan.FromMinutes(minutes)), (added.Start, length));
    }

    [Fact]
    public async Task An_update_changes_what_is_given_and_nothing_else()
    {
        var added = await AddAsync("jdv", "een");
        _folder.Now = _folder.Now.AddMinutes(5);
        var changed = await Agenda.UpdateAsync(added.Id, new() { Location = "Zaal 2", ReminderMinutes = 5 }, default);
        Assert.Equal(
            added with
            {
                Location = "Zaal 2",
                ReminderMinutes = 5,
                LastModifiedUtc = _folder.Now.UtcDateTime,
                Categories = changed.Categories,
                Attendees = changed.Attendees,
            },
            changed
        );
        changed = await Agenda.UpdateAsync(added.Id, new() { RemovesReminder = true, Categories = [] }, default);
        Assert.Null(changed.ReminderMinutes);
        changed = await Agenda.UpdateAsync(added.Id, new() { TimeZone = "UTC" }, default);
        Assert.Equal((Ten.AddHours(-1), Ten, "UTC"), (changed.Start, changed.End, changed.TimeZone));
    }

    [Fact]
    public async Task An_update_to_the_same_writes_nothing()
    {
        var added = await AddAsync("jdv", "een");
        var side = new AllSolutionsSide(Agenda, "jdv");
        var cursor = (await side.PullAsync("agenda", null, default)).Cursor;
        _folder.Now = _folder.Now.AddMinutes(5);
        Assert.Equal(added.LastModifiedUtc, (await Agenda.UpdateAsync(added.Id, new() { Subject = "een " }, default)).LastModifiedUtc);
        Assert.Empty((await side.PullAsync("agenda", cursor, default)).Changes);
    }

    public static TheoryData<string, AppointmentChanges> Refused() =>
        new()
        {
            {
                "EndBeforeStart",
                new() { Start = Ten, End = Ten.AddMinutes(-1) }
            },
            {
                "EndBeforeStart",
                new()
                {
                    Start = Ten,
                    End = Ten.AddDays(-1),
                    IsAllDay = true,
                }
            },
            {
                "EndBeforeStart",
                new()
                {
                    Start = Ten,
                    End = Ten,
                    IsAllDay = true,
                }
            },
            {
                "StartMissing",
                new() { End = Ten }
            },
            {
                "EndMissing",
                new() { Start = Ten }
            },
            {
                "TimeZoneUnknown",
                new()
                {
                    Start = Ten,
                    End = Ten,
                    TimeZone = "Europe/Nowhere",
                }
            },
            {
                "TimeRefused",
                new() { Start = DateTime.MinValue, End = Ten }
            },
            {
                "ReminderRefused",
                new()
                {
                    Start = Ten,
                    End = Ten,
                    ReminderMinutes = -1,
                }
            },
            {
                "ValueRefused",
                new()
                {
                    Start = Ten,
                    End = Ten,
                    ShowAs = (ShowAs)9,
                }
            },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_taken_is_refused_and_no_file_made(string errorId, AppointmentChanges changes)
    {
        Assert.Equal(errorId, (await Assert.ThrowsAsync<RegisterException>(() => Agenda.AddAsync("jdv", changes, default))).ErrorId);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<RegisterException>(() => Agenda.PreviewAsync("jdv", changes, default))).ErrorId);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_refused_update_leaves_the_appointment_as_it_was()
    {
        var added = await AddAsync("jdv", "een");
        await Assert.ThrowsAsync<RegisterException>(() =>
            Agenda.UpdateAsync(added.Id, new() { Subject = "twee", Start = Ten.AddDays(1) }, default)
        );
        Assert.Equal("een", Assert.Single(await Agenda.GetAsync(new(), default)).Subject);
    }

    [Fact]
    public async Task An_empty_subject_and_no_length_are_taken()
    {
        var added = await Agenda.AddAsync("jdv", new() { Start = Ten, End = Ten }, default);
        Assert.Equal(("", added.Start), (added.Subject, added.End));
    }

    [Fact]
    public async Task A_removed_appointment_is_gone_and_its_number_not_given_again()
    {
        var added = await AddAsync("jdv", "een");
        Assert.Equal("een", (await Agenda.RemoveAsync(added.Id, default)).Subject);
        foreach (var id in new[] { added.Id, "x", "", "-1", "99999999999999999999" })
        {
            Assert.Equal(
                "AppointmentNotFound",
                (await Assert.ThrowsAsync<RegisterException>(() => Agenda.RemoveAsync(id, default))).ErrorId
            );
        }

        await Assert.ThrowsAsync<RegisterException>(() => Agenda.UpdateAsync(added.Id, new() { Subject = "x" }, default));
        Assert.Empty(await Agenda.GetAsync(new(), default));
        Assert.Equal("1002", (await AddAsync("jdv", "twee")).Id);
    }

    [Fact]
    public async Task Queries_find_what_they_ask_for()
    {
        await AddAsync("jdv", "50%");
        await AddAsync("jdv", "501", days: 1);
        await AddAsync("pj", "overleg", days: 2);
        await Agenda.AddAsync(
            "pj",
            new()
            {
                Subject = "punt",
                Start = Ten.AddDays(3),
                End = Ten.AddDays(3),
                TimeZone = "UTC",
            },
            default
        );
        Assert.Equal(["50%", "501"], await SubjectsAsync(new() { User = "JDV" }));
        Assert.Equal(["50%"], await SubjectsAsync(new() { Subject = "50%" }));
        Assert.Equal(["overleg"], await SubjectsAsync(new() { Subject = "OVER*" }));
        Assert.Equal(["501", "overleg"], await SubjectsAsync(new() { FromUtc = Ten.AddDays(1).AddMinutes(-1), UntilUtc = Ten.AddDays(3) }));
        Assert.Equal(["overleg", "punt"], await SubjectsAsync(new() { FromUtc = Ten.AddDays(1) }));
        Assert.Equal(["punt"], await SubjectsAsync(new() { FromUtc = Ten.AddDays(3) }));
        Assert.Equal(["50%"], await SubjectsAsync(new() { Id = "1001" }));
        Assert.Empty(await SubjectsAsync(new() { Id = "een" }));
        Assert.Equal(4, (await SubjectsAsync(new() { WithoutSyncId = true })).Count());
    }

    [Fact]
    public async Task Nothing_of_what_was_deleted_or_replaced_stays_in_the_file()
    {
        const string Secret = "geheim-onderwerp";
        var ids = new List<string>();
        for (var number = 0; number < 30; number++)
        {
            ids.Add(
                (
                    await Agenda.AddAsync(
                        "jdv",
                        new()
                        {
                            Subject = $"{Secret} {number}",
                            Body = new string('y', 1000 * number) + Secret,
                            Start = Ten,
                            End = Ten.AddHours(1),
                        },
                        default
                    )
                ).Id
            );
        }

        _folder.Coupling.Dispose();
        Assert.True(Holds());
        _folder.Reopen();
        await Agenda.UpdateAsync(ids[0], new() { Subject = "kort", Body = "" }, default);
        foreach (var id in ids.Skip(1))
        {
            await Agenda.RemoveAsync(id, default);
        }

        _folder.Coupling.Dispose();
        Assert.False(Holds());

        bool Holds() =>
            _folder.Files.Any(file => File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_register_is_told_and_never_made_by_reading()
    {
        await AddAsync("jdv", "een");
        _folder.Coupling.Dispose();
        var register = _folder.RegisterPath;
        File.Delete(register);
        _folder.Reopen();
        Assert.Equal("RegisterMissing", (await Assert.ThrowsAsync<StoreLocationException>(() => Agenda.GetAsync(new(), default))).ErrorId);
        Assert.Equal(
            "RegisterMissing",
            (await Assert.ThrowsAsync<StoreLocationException>(() => Agenda.RemoveAsync("1001", default))).ErrorId
        );
        Assert.False(File.Exists(register));
    }

    private Task<RegisterAppointment> AddAsync(string user, string subject, int days = 0) =>
        Agenda.AddAsync(
            user,
            new()
            {
                Subject = subject,
                Start = Ten.AddDays(days),
                End = Ten.AddDays(days).AddHours(1),
                TimeZone = "Europe/Amsterdam",
                Categories = ["a"],
            },
            default
        );

    private async Task<IEnumerable<string>> SubjectsAsync(ItemQuery query) =>
        (await Agenda.GetAsync(query, default)).Select(found => found.Subject);
}

internal static class Moments
{
    /// <summary>The same numbers as a moment in UTC.</summary>
    public static DateTime ToUtc(this DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
