using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.AllSolutions;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>
/// Every field of the model at its limits and beyond, both ways: no value of ours makes a request that is not valid, and no value of
/// Exchange throws out of a reader, or makes a row of the register that cannot be read.
/// </summary>
public sealed class FieldLimitTests : IDisposable
{
    private const string Zone = "W. Europe Standard Time";

    private static readonly string[] Texts =
    [
        "",
        " ",
        "x",
        new('x', 255),
        new('x', 10_000),
        string.Concat(Enumerable.Repeat("\U0001F600", 5_000)),
        "a\0\u0001\u000B\uFFFE\uFFFFb" + (char)0xD83D,
        (char)0xDE00 + "b",
        "<&>\"']]>",
        "a\r\nb\nc\td\u2028e\u0085f",
        "\u202Ea\u009Bb",
        "[\"a\",\"b\"]",
        "1\tx\ty",
    ];

    private static readonly int?[] Reminders =
    [
        null,
        int.MinValue,
        -1,
        0,
        15,
        Appointment.MaxReminderMinutes,
        Appointment.MaxReminderMinutes + 1,
        int.MaxValue,
    ];

    private static readonly DateTime[] Times =
    [
        DateTime.MinValue,
        new(1, 1, 2),
        new(1600, 12, 31, 23, 59, 59),
        new(2026, 3, 29, 2, 30, 0),
        new(2026, 10, 25, 2, 30, 0),
        new(4500, 12, 31),
        new(9999, 12, 30),
        new(9999, 12, 31),
        DateTime.MaxValue,
    ];

    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [SharedDataFact]
    public void No_value_of_ours_makes_a_request_that_is_not_valid()
    {
        var random = new Random(1);
        var writer = new CalendarMap(Zone);
        for (var i = 0; i < 1000; i++)
        {
            var appointment = Any(random);
            foreach (var content in new[] { appointment, appointment.Normalized() })
            {
                var operation = new WriteOperation
                {
                    Action = SyncAction.Create,
                    LinkId = new LinkId(Guid.NewGuid()),
                    Content = content,
                    Id = "AAMk=",
                    Version = "CQAA=",
                    Fields = FieldSet.Every,
                    WritesMarker = true,
                    Folder = "AAMf=",
                };
                EwsSchemaTests.Validate(Appointments.Create([writer.New(operation)]));
                EwsSchemaTests.Validate(Appointments.Update([writer.Changed(operation)]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_value_of_Exchange_throws_out_of_a_reader_or_cannot_be_kept(int seed)
    {
        var random = new Random(seed);
        await _folder.Coupling.Agenda.AddAsync("jdv", new() { Start = new DateTime(2026, 11, 3), IsAllDay = true }, default);
        var side = new AllSolutionsSide(_folder.Coupling.Agenda, "jdv");
        for (var i = 0; i < 25; i++)
        {
            var loaded = Load(AnyElements(random));
            Assert.NotNull((object?)loaded.Item ?? loaded.Error);
            if (loaded.Item?.Content is not Appointment read)
            {
                continue;
            }

            Assert.InRange(read.ReminderMinutes ?? 0, 0, Appointment.MaxReminderMinutes);
            Assert.True(!read.IsAllDay || read.End.Utc > read.Start.Utc);
            var outcome = Assert.Single(
                await side.WriteAsync(
                    [
                        new WriteOperation
                        {
                            Action = SyncAction.Create,
                            LinkId = new LinkId(Guid.NewGuid()),
                            Content = read,
                        },
                    ],
                    default
                )
            );
            if (read.End.Utc < read.Start.Utc)
            {
                Assert.Equal("EndBeforeStart", outcome.Error!.Code);
                continue;
            }

            var kept = Assert.Single(await side.LoadAsync([outcome.Id!], default)).Item!.Content!;
            Assert.Equal(FieldSet.None, kept.Digests().Differences(read.Digests()));
        }

        // Everything can be shown; what lies beyond the clock of its zone is that row's error.
        var shown = await _folder.Coupling.Agenda.GetAsync(new ItemQuery(), error => Assert.True(error.IsUnreadable), default);
        Assert.NotEmpty(shown);
    }

    [Theory]
    [InlineData("<t:End>2026-07-01T09:00:00Z</t:End>")]
    [InlineData("<t:Start>2026-07-01T09:00:00Z</t:Start>")]
    [InlineData("<t:IsAllDayEvent>true</t:IsAllDayEvent><t:Start>2026-07-01T00:00:00Z</t:Start>")]
    [InlineData("<t:IsAllDayEvent>true</t:IsAllDayEvent><t:Start>9999-12-31T00:00:00Z</t:Start><t:End>9999-12-31T23:59:59Z</t:End>")]
    [InlineData("")]
    public void What_has_no_start_or_no_end_is_an_error(string elements) =>
        Assert.Equal(EwsResponseCodes.UnreadableItem, Load(elements).Error!.Code);

    [Theory]
    [InlineData(-1)]
    [InlineData(Appointment.MaxReminderMinutes + 1)]
    [InlineData(int.MaxValue)]
    public async Task A_reminder_that_Exchange_does_not_know_is_refused(int minutes) =>
        Assert.Equal(
            "ReminderRefused",
            (
                await Assert.ThrowsAsync<RegisterException>(() =>
                    _folder.Coupling.Agenda.AddAsync(
                        "jdv",
                        new()
                        {
                            Start = new DateTime(2026, 11, 3),
                            IsAllDay = true,
                            ReminderMinutes = minutes,
                        },
                        default
                    )
                )
            ).ErrorId
        );

    /// <summary>Refused on input, cut on sending: the same limit, counted in the characters that are kept.</summary>
    [Theory]
    [InlineData(254, 0)]
    [InlineData(255, 0)]
    [InlineData(256, 1)]
    [InlineData(10_000, 9_745)]
    public async Task A_subject_that_Exchange_does_not_take_is_refused_and_never_sent(int length, int tooMany)
    {
        var subject = new string('x', length);
        var changes = new AppointmentChanges
        {
            Subject = $" {subject}\u202E\n",
            Start = new DateTime(2026, 11, 3),
            IsAllDay = true,
        };
        var added = _folder.Coupling.Agenda.AddAsync("jdv", changes, default);
        if (tooMany == 0)
        {
            Assert.Equal(subject, (await added).Subject);
        }
        else
        {
            Assert.Equal("SubjectRefused", (await Assert.ThrowsAsync<RegisterException>(() => added)).ErrorId);
        }

        Assert.Equal(length - tooMany, Sent(new() { Subject = subject }).Subject!.Length);
        Assert.Equal(
            length - tooMany,
            new Appointment { Subject = subject }
                .Normalized()
                .Subject.Length
        );
    }

    [Fact]
    public void No_half_of_a_character_is_left()
    {
        var subject = new string('x', Appointment.MaxSubjectLength - 1) + "\U0001F600";
        Assert.Equal(new string('x', Appointment.MaxSubjectLength - 1), Sent(new() { Subject = subject }).Subject);
    }

    [Fact]
    public void An_all_day_appointment_that_ends_where_it_starts_lasts_one_day()
    {
        var day = ZonedTime.Date(new DateTime(2026, 11, 3));
        var one = new Appointment
        {
            Start = day,
            End = day,
            IsAllDay = true,
        }.Normalized();
        Assert.Equal(TimeSpan.FromDays(1), one.End.Utc - one.Start.Utc);
    }

    private static EwsCalendarItem Sent(Appointment appointment) =>
        new CalendarMap(Zone).New(
            new WriteOperation
            {
                Action = SyncAction.Create,
                LinkId = new LinkId(Guid.NewGuid()),
                Content = appointment with
                {
                    Start = ZonedTime.Date(new DateTime(2026, 11, 3)),
                    End = ZonedTime.Date(new DateTime(2026, 11, 4)),
                    IsAllDay = true,
                },
                Fields = FieldSet.Every,
            }
        );

    private static LoadResult Load(string elements)
    {
        var xml = Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I1", elements)));
        using var body = new PooledStream();
        var bytes = System.Text.Encoding.UTF8.GetBytes(xml);
        body.Write(bytes, 0, bytes.Length);
        using var answer = new EwsHttpAnswer(200, body, null, null, null);
        var read = EwsAnswerReader.Read(answer, Appointments.Get([new EwsItemId("I1")]), default);
        return ExchangeSide<EwsCalendarItem>.Loaded(new CalendarMap(Zone), "I1", read.Results[0]);
    }

    private static Appointment Any(Random random) =>
        new()
        {
            Subject = Pick(random, Texts),
            Body = Pick(random, Texts),
            Location = Pick(random, Texts),
            IsAllDay = random.Next(2) == 0,
            Start = AnyTime(random),
            End = AnyTime(random),
            ShowAs = (ShowAs)random.Next(-1, 7),
            Sensitivity = (Sensitivity)random.Next(-1, 6),
            Categories =
                random.Next(10) == 0
                    ? [.. Enumerable.Range(0, 1000).Select(i => $"category {i}")]
                    : [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, Texts))],
            ReminderMinutes = Pick(random, Reminders),
            Attendees =
            [
                .. Enumerable
                    .Range(0, random.Next(3))
                    .Select(_ => new Attendee((AttendeeRole)random.Next(4), Pick(random, Texts), Pick(random, Texts))),
            ],
        };

    private static ZonedTime AnyTime(Random random) =>
        new(
            DateTime.SpecifyKind(Pick(random, Times), DateTimeKind.Utc),
            Pick(random, ["", Zone, "UTC", "Samoa Standard Time", "Line Islands Standard Time"])
        );

    private static string AnyElements(Random random)
    {
        string Text() => System.Security.SecurityElement.Escape(EwsText.RemoveIllegal(Pick(random, Texts)));
        string Some(string name, string content) => random.Next(4) == 0 ? "" : $"<t:{name}>{content}</t:{name}>";
        string Many(string name, Func<string> one) => Some(name, string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => one())));
        string Moment() =>
            random.Next(8) == 0
                ? Pick(
                    random,
                    [
                        "0001-01-01T00:00:00+14:00",
                        "9999-12-31T23:59:59-14:00",
                        "10000-01-01T00:00:00Z",
                        "-0001-01-01T00:00:00Z",
                        "2026-02-30T00:00:00Z",
                        "",
                    ]
                )
                : EwsDateTime.Format(Pick(random, Times));
        string TimeZone(string name) =>
            random.Next(2) == 0
                ? ""
                : $"<t:{name} Id=\"{Pick(random, [Zone, "", "x", "UTC", "Samoa Standard Time", "Line Islands Standard Time"])}\"/>";
        return string.Concat(
            Some("Subject", Text()),
            Some("Sensitivity", Pick(random, ["Normal", "Personal", "Confidential", "Secret", ""])),
            Some("Body", Text()),
            Many("Categories", () => $"<t:String>{Text()}</t:String>"),
            Some("ReminderIsSet", Pick(random, ["true", "true", "false", "yes"])),
            Some("ReminderMinutesBeforeStart", Pick(random, ["15", "-1", "2147483647", "-2147483648", "2147483648", "", "1.5"])),
            $"<t:Start>{Moment()}</t:Start>",
            Some("End", Moment()),
            Some("IsAllDayEvent", Pick(random, ["true", "false"])),
            Some("LegacyFreeBusyStatus", Pick(random, ["Busy", "NoData", "OOF", ""])),
            Some("Location", Text()),
            Many(
                "RequiredAttendees",
                () => $"<t:Attendee><t:Mailbox><t:Name>{Text()}</t:Name><t:EmailAddress>{Text()}</t:EmailAddress></t:Mailbox></t:Attendee>"
            ),
            TimeZone("StartTimeZone"),
            TimeZone("EndTimeZone")
        );
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
