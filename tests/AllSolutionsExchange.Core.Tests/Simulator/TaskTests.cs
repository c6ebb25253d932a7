using System.Globalization;
using System.Xml.Linq;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>Tasks, as Exchange keeps them.</summary>
public sealed class TaskTests : SimulatorTest
{
    private const string Days =
        "<t:AdditionalProperties>"
        + "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Task\" PropertyId=\"33028\" PropertyType=\"SystemTime\"/>"
        + "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Task\" PropertyId=\"33029\" PropertyType=\"SystemTime\"/>"
        + "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Common\" PropertyId=\"34070\" PropertyType=\"SystemTime\"/>"
        + "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Common\" PropertyId=\"34071\" PropertyType=\"SystemTime\"/>"
        + "</t:AdditionalProperties>";

    private const string Marker = "<t:ExtendedProperty>" + MarkerPath + "<t:Value>L1</t:Value></t:ExtendedProperty>";

    private const string Weekly =
        "<t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Monday Thursday</t:DaysOfWeek>"
        + "<t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence>";

    private const string Monthly =
        "<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>31</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>";

    private const string LastFriday =
        "<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Friday</t:DaysOfWeek>"
        + "<t:DayOfWeekIndex>Last</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>";

    private const string Two =
        "<t:NumberedRecurrence><t:StartDate>2026-03-02</t:StartDate><t:NumberOfOccurrences>2</t:NumberOfOccurrences>"
        + "</t:NumberedRecurrence>";

    private const string UntilThursday =
        "<t:EndDateRecurrence><t:StartDate>2026-03-02</t:StartDate><t:EndDate>2026-03-05+01:00</t:EndDate></t:EndDateRecurrence>";

    private const string MarkerPath =
        "<t:ExtendedFieldURI PropertySetId=\"a892b3d0-1b56-42ba-9438-cb0b655724c6\" PropertyName=\"AllSolutionsLinkId\" "
        + "PropertyType=\"String\"/>";

    private const string Tuesday = "2026-05-05T00:00:00Z";

    private const string NoEnd = "<t:NoEndRecurrence><t:StartDate>2026-03-02</t:StartDate></t:NoEndRecurrence>";

    protected override SimulatorOptions Options() => Options(TaskDateZone.Mailbox);

    [Theory]
    [InlineData("<t:Status>Completed</t:Status>", "Completed", "100", "2026-03-01T23:00:00Z")]
    [InlineData("<t:PercentComplete>100</t:PercentComplete>", "Completed", "100", "2026-03-01T23:00:00Z")]
    [InlineData("<t:PercentComplete>40</t:PercentComplete>", "InProgress", "40", null)]
    [InlineData("<t:Status>Deferred</t:Status>", "Deferred", "0", null)]
    [InlineData("<t:CompleteDate>2026-02-10T12:00:00Z</t:CompleteDate>", "Completed", "100", "2026-02-09T23:00:00Z")]
    [InlineData("<t:CompleteDate>2027-02-10T12:00:00Z</t:CompleteDate>", "Completed", "100", "2026-03-01T23:00:00Z")]
    [InlineData("", "NotStarted", "0", null)]
    public async Task Status_percentage_and_completion_follow_one_another(
        string content,
        string status,
        string percentage,
        string? completed
    )
    {
        var (id, _) = IdOf(await Ews.MessageAsync(Create($"<t:Task>{content}</t:Task>")));
        var task = await Ews.MessageAsync(GetItem(AllProperties(), id));
        Assert.Equal((status, percentage, completed), (Value(task, "Status"), Value(task, "PercentComplete"), Value(task, "CompleteDate")));
        Assert.Equal(status == "Completed" ? "true" : "false", Value(task, "IsComplete"));
    }

    [Theory]
    [InlineData("PercentComplete=100 Status=NotStarted", "NotStarted", "0")]
    [InlineData("Status=NotStarted PercentComplete=100", "Completed", "100")]
    [InlineData("Status=Completed PercentComplete=60", "InProgress", "60")]
    [InlineData("Status=WaitingOnOthers PercentComplete=60", "WaitingOnOthers", "60")]
    [InlineData("PercentComplete=100 Status=InProgress", "InProgress", "0")]
    public async Task The_last_of_a_request_decides(string updates, string status, string percentage)
    {
        var (id, key) = IdOf(await Ews.MessageAsync(Create("<t:Task/>")));
        var set = string.Concat(updates.Split(' ').Select(update => update.Split('=')).Select(pair => Set(pair[0], pair[1])));
        await Ews.MessageAsync(Update(id, key, set));
        var task = await Ews.MessageAsync(GetItem(AllProperties(), id));
        Assert.Equal((status, percentage), (Value(task, "Status"), Value(task, "PercentComplete")));
        Assert.Equal(status == "Completed", Value(task, "CompleteDate") is not null);
    }

    /// <summary>The same request, cut to days in three zones. Amsterdam is the mailbox's, Auckland the request's.</summary>
    [Theory]
    [InlineData(TaskDateZone.Mailbox, "2026-05-04", "2026-05-03T22:00:00Z")]
    [InlineData(TaskDateZone.Request, "2026-05-05", "2026-05-04T12:00:00Z")]
    [InlineData(TaskDateZone.Utc, "2026-05-04", "2026-05-04T00:00:00Z")]
    public async Task Dates_are_cut_to_days_in_the_zone_of_the_server(TaskDateZone zone, string day, string date)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Options(zone));
        using var ews = new EwsWire(exchange) { TimeZone = "New Zealand Standard Time" };
        var (id, _) = IdOf(await ews.MessageAsync(Create("<t:Task><t:DueDate>2026-05-04T20:30:00Z</t:DueDate></t:Task>")));
        ews.TimeZone = null;
        var task = await ews.MessageAsync(GetItem(AllProperties(Days), id));
        Assert.Equal((date, null), (Value(task, "DueDate"), Value(task, "StartDate")));
        Assert.Equal([$"{day}T00:00:00Z", Begin(day)], task.Descendants(T + "Value").Select(value => value.Value));
    }

    [Theory]
    [InlineData(TaskDateZone.Mailbox, "2026-05-04T22:00:00Z")]
    [InlineData(TaskDateZone.Request, "2026-05-05T00:00:00Z")]
    [InlineData(TaskDateZone.Utc, "2026-05-05T00:00:00Z")]
    public async Task A_day_is_kept_in_every_zone(TaskDateZone zone, string date)
    {
        await using var exchange = await SimulatedExchange.StartAsync(Options(zone));
        using var ews = new EwsWire(exchange);
        var (id, _) = IdOf(await ews.MessageAsync(Create($"<t:Task>{Day(33028, "2026-05-05")}{Day(33029, "2026-05-05")}</t:Task>")));
        var task = await ews.MessageAsync(GetItem(AllProperties(Days), id));
        Assert.Equal((date, date), (Value(task, "StartDate"), Value(task, "DueDate")));
        var begin = Begin("2026-05-05");
        Assert.Equal([Tuesday, Tuesday, begin, begin], task.Descendants(T + "Value").Select(value => value.Value));
    }

    [Fact]
    public async Task A_task_that_is_due_before_it_starts_is_refused_or_due_on_its_start()
    {
        var task = $"<t:Task>{Day(33028, "2026-05-05")}{Day(33029, "2026-05-04")}</t:Task>";
        Assert.Equal("ErrorInvalidPropertySet", Code(await Ews.MessageAsync(Create(task))));

        await using var exchange = await SimulatedExchange.StartAsync(new() { Mailboxes = ["jan@contoso.test"], RaisesDueDate = true });
        using var ews = new EwsWire(exchange);
        var (id, _) = IdOf(await ews.MessageAsync(Create(task)));
        var raised = await ews.MessageAsync(GetItem(AllProperties(Days), id));
        Assert.Equal([Tuesday, Tuesday], raised.Descendants(T + "Value").Take(2).Select(value => value.Value));
    }

    [Theory]
    [InlineData(Weekly, NoEnd, "2026-03-02", "2026-03-05")]
    [InlineData(Weekly, NoEnd, "2026-03-05", "2026-03-16")]
    [InlineData("<t:DailyRecurrence><t:Interval>3</t:Interval></t:DailyRecurrence>", NoEnd, "2026-03-27", "2026-03-30")]
    [InlineData(Monthly, NoEnd, "2026-03-31", "2026-04-30")]
    [InlineData(LastFriday, NoEnd, "2026-03-27", "2026-04-24")]
    [InlineData("<t:DailyRegeneration><t:Interval>10</t:Interval></t:DailyRegeneration>", NoEnd, "2026-01-05", "2026-03-12")]
    public async Task A_completed_task_that_comes_back_becomes_one_of_its_own_and_goes_on(
        string pattern,
        string range,
        string day,
        string next
    )
    {
        var recurrence = $"<t:Recurrence>{pattern}{range}</t:Recurrence>";
        var task = $"<t:Task><t:Subject>x</t:Subject>{Marker}{Day(33029, day)}{recurrence}</t:Task>";
        var (id, key) = IdOf(await Ews.MessageAsync(Create(task)));
        var state = (await Ews.MessageAsync(Sync(null, folder: Folder("tasks")))).Element(M + "SyncState")!.Value;
        var (done, _) = IdOf(await Ews.MessageAsync(Update(id, key, Set("Status", "Completed"))));

        Assert.NotEqual(id, done);
        var (live, completed) = (await Ews.MessageAsync(GetItem(Shown, id)), await Ews.MessageAsync(GetItem(Shown, done)));
        Assert.Equal(("NotStarted", "true", $"{next}T00:00:00Z"), (Value(live, "Status"), Value(live, "IsRecurring"), DueDay(live)));
        Assert.Equal(
            ("Completed", "false", $"{day}T00:00:00Z"),
            (Value(completed, "Status"), Value(completed, "IsRecurring"), DueDay(completed))
        );
        Assert.NotEqual(key, IdOf(live).ChangeKey);
        Assert.All([live, completed], item => Assert.Contains("L1", item.Descendants(T + "Value").Select(value => value.Value)));

        var changes = (await Ews.MessageAsync(Sync(state, folder: Folder("tasks")))).Element(M + "Changes")!.Elements();
        Assert.Equal(
            [("Create", done), ("Update", id)],
            changes.Select(change => (change.Name.LocalName, IdOf(change).Id)).OrderBy(change => change.LocalName, StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(Two)]
    [InlineData(UntilThursday)]
    public async Task The_last_one_keeps_its_id(string range)
    {
        var (id, key) = IdOf(await Ews.MessageAsync(Create(Recurring(range))));
        Assert.NotEqual(id, IdOf(await Ews.MessageAsync(Update(id, key, Set("PercentComplete", "100")))).Id);
        key = IdOf(await Ews.MessageAsync(GetItem(AllProperties(), id))).ChangeKey;
        Assert.Equal(id, IdOf(await Ews.MessageAsync(Update(id, key, Set("PercentComplete", "100")))).Id);
        Assert.Equal("Completed", Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Status"));
    }

    [Fact]
    public async Task What_is_deleted_of_a_task_has_to_be_told()
    {
        var (plain, _) = IdOf(await Ews.MessageAsync(Create("<t:Task/>")));
        var (recurring, _) = IdOf(await Ews.MessageAsync(Create(Recurring(NoEnd))));
        foreach (var id in new[] { plain, recurring })
        {
            Assert.Equal("ErrorAffectedTaskOccurrencesRequired", Code(await Ews.MessageAsync(Delete(id))));
        }

        var one = Occurrences("SpecifiedOccurrenceOnly");
        Assert.Equal("ErrorCannotDeleteTaskOccurrence", Code(await Ews.MessageAsync(Delete(plain, attributes: one))));
        Assert.Equal("NoError", Code(await Ews.MessageAsync(Delete(recurring, attributes: one))));
        Assert.Equal("2026-03-05T00:00:00Z", DueDay(await Ews.MessageAsync(GetItem(Shown, recurring))));
        foreach (var id in new[] { plain, recurring })
        {
            Assert.Equal("NoError", Code(await Ews.MessageAsync(Delete(id, attributes: Occurrences("AllOccurrences")))));
            Assert.Equal("ErrorItemNotFound", Code(await Ews.MessageAsync(GetItem(AllProperties(), id))));
        }
    }

    [Theory]
    [InlineData("IsComplete", "true")]
    [InlineData("IsRecurring", "true")]
    [InlineData("IsTeamTask", "false")]
    [InlineData("ChangeCount", "3")]
    [InlineData("StatusDescription", "x")]
    [InlineData("Delegator", "els")]
    [InlineData("AssignedTime", "2026-03-02T09:00:00Z")]
    public async Task What_the_server_makes_cannot_be_set(string element, string value)
    {
        var create = Create($"<t:Task><t:{element}>{value}</t:{element}></t:Task>");
        Assert.Equal("ErrorInvalidPropertySet", Code(await Ews.MessageAsync(create)));
        var (id, key) = IdOf(await Ews.MessageAsync(Create("<t:Task/>")));
        Assert.Equal("ErrorInvalidPropertySet", Code(await Ews.MessageAsync(Update(id, key, Set(element, value)))));
    }

    [Fact]
    public async Task An_owner_is_named_when_a_task_is_made_and_not_after()
    {
        var (id, key) = IdOf(await Ews.MessageAsync(Create("<t:Task><t:Owner>Els</t:Owner></t:Task>")));
        Assert.Equal("Els", Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Owner"));
        Assert.Equal("ErrorInvalidPropertySet", Code(await Ews.MessageAsync(Update(id, key, Set("Owner", "Jan")))));
    }

    [Fact]
    public async Task A_task_that_was_assigned_cannot_be_changed_and_no_task_has_a_unique_body()
    {
        var (id, _) = IdOf(await Ews.MessageAsync(Create("<t:Task/>")));
        const string UniqueBody =
            "<t:BaseShape>IdOnly</t:BaseShape>"
            + "<t:AdditionalProperties><t:FieldURI FieldURI=\"item:UniqueBody\"/></t:AdditionalProperties>";
        Assert.Equal("ErrorInternalServerError", Code(await Ews.MessageAsync(GetItem(UniqueBody, id))));
        User.AssignTask(id);
        var task = await Ews.MessageAsync(GetItem(AllProperties(), id));
        Assert.Equal("true", Value(task, "IsTeamTask"));
        var update = Update(id, IdOf(task).ChangeKey, Set("Status", "Completed"));
        Assert.Equal("ErrorSentTaskRequestUpdate", Code(await Ews.MessageAsync(update)));
    }

    private static SimulatorOptions Options(TaskDateZone zone) =>
        new()
        {
            Mailboxes = ["jan@contoso.test"],
            Clock = () => Now,
            TaskDates = zone,
        };

    private static string Shown =>
        AllProperties(Days.Replace("</t:AdditionalProperties>", MarkerPath + "</t:AdditionalProperties>", StringComparison.Ordinal));

    private static string Recurring(string range) =>
        $"<t:Task>{Day(33029, "2026-03-02")}<t:Recurrence>{Weekly}{range}</t:Recurrence></t:Task>";

    private static string Day(int id, string day) =>
        $"<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId=\"Task\" PropertyId=\"{id}\" PropertyType=\"SystemTime\"/>"
        + $"<t:Value>{day}T00:00:00Z</t:Value></t:ExtendedProperty>";

    private static string Set(string element, string value) =>
        $"<t:SetItemField><t:FieldURI FieldURI=\"task:{element}\"/><t:Task><t:{element}>{value}</t:{element}></t:Task></t:SetItemField>";

    private static string Occurrences(string which) => $"SendMeetingCancellations=\"SendToNone\" AffectedTaskOccurrences=\"{which}\"";

    private static string? DueDay(XElement message) =>
        message
            .Descendants(T + "ExtendedProperty")
            .FirstOrDefault(property => property.Element(T + "ExtendedFieldURI")!.Attribute("PropertyId")?.Value == "33029")
            ?.Element(T + "Value")!
            .Value;

    /// <summary>When a day of May begins in Amsterdam.</summary>
    private static string Begin(string day) => $"{DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(-2):yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
