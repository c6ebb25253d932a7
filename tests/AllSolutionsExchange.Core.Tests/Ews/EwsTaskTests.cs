using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>What tasks have of their own: days in no zone, and what says that they cannot be written.</summary>
public sealed class EwsTaskTests
{
    private const string TaskSetId = "00062003-0000-0000-C000-000000000046";

    /// <summary>However the server names the property and writes its moment, the day is that of the moment in UTC.</summary>
    [Theory]
    [InlineData("DistinguishedPropertySetId=\"Task\"", "2026-03-29T00:00:00Z")]
    [InlineData("PropertySetId=\"" + TaskSetId + "\"", "2026-03-29T00:00:00Z")]
    [InlineData("DistinguishedPropertySetId=\"Task\"", "2026-03-29T02:00:00+02:00")]
    [InlineData("DistinguishedPropertySetId=\"Task\"", "2026-03-29T13:00:00Z")]
    public void A_day_is_a_day(string set, string value)
    {
        var task = Read(Extended($"{set} PropertyId=\"33028\"", "2026-03-01T00:00:00Z") + Extended($"{set} PropertyId=\"33029\"", value));
        Assert.Equal((new DateTime(2026, 3, 1), new DateTime(2026, 3, 29)), (task.StartDay, task.DueDay));
        Assert.Null(task.StartUtc);
    }

    /// <summary>The same number in another set is another property.</summary>
    [Fact]
    public void A_number_of_another_set_is_no_day() =>
        Assert.Null(Read(Extended("DistinguishedPropertySetId=\"Appointment\" PropertyId=\"33029\"", "2026-03-29T00:00:00Z")).DueDay);

    [Fact]
    public void A_day_is_sent_as_midnight_whatever_the_time_on_it()
    {
        var task = new EwsTaskItem { DueDay = new DateTime(2026, 3, 29, 23, 59, 59) };
        var create = new CreateItemOperation<EwsTaskItem>(EwsTask.Kind, EwsTask.Kind.Home, [task]);
        var request = Xml.Request(create, zone: "Samoa Standard Time");
        Assert.Contains("<t:Value>2026-03-29T00:00:00Z</t:Value>", request, StringComparison.Ordinal);
        Assert.DoesNotContain("<t:DueDate>", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("<t:IsRecurring>false</t:IsRecurring>", false)]
    [InlineData("<t:IsRecurring>true</t:IsRecurring>", true)]
    [InlineData("<t:IsRecurring>false</t:IsRecurring>" + Regeneration, true)]
    [InlineData(Regeneration + "<t:IsRecurring>false</t:IsRecurring>", true)]
    public void What_comes_back_says_so(string elements, bool? isRecurring) => Assert.Equal(isRecurring, Read(elements).IsRecurring);

    [Fact]
    public void What_the_server_makes_is_read_and_never_written()
    {
        var task = Read(
            "<t:Importance>High</t:Importance><t:ReminderDueBy>2026-06-01T07:00:00Z</t:ReminderDueBy>"
                + "<t:CompleteDate>2026-05-31T22:00:00Z</t:CompleteDate><t:Delegator>Els</t:Delegator><t:IsTeamTask>true</t:IsTeamTask>"
                + "<t:PercentComplete>100</t:PercentComplete><t:Status>Completed</t:Status>"
        );
        Assert.Equal(("High", 100d, "Completed"), (task.Importance, task.PercentComplete, task.Status));
        Assert.Equal(new DateTime(2026, 6, 1, 7, 0, 0), task.ReminderDueByUtc);
        Assert.Equal((new DateTime(2026, 5, 31, 22, 0, 0), "Els", true), (task.CompleteDateUtc, task.Delegator, task.IsTeamTask));
        EwsField<EwsTaskItem>[] made =
        [
            EwsTask.CompleteDate,
            EwsTask.Delegator,
            EwsTask.IsTeamTask,
            EwsTask.IsRecurring,
            EwsTask.Recurrence,
        ];
        Assert.Empty(EwsTask.Kind.Fields.Written.Intersect(made));
    }

    [Theory]
    [InlineData("<t:PercentComplete>many</t:PercentComplete>")]
    [InlineData("<t:CompleteDate>yesterday</t:CompleteDate>")]
    [InlineData("<t:IsTeamTask>perhaps</t:IsTeamTask>")]
    public void What_cannot_be_read_is_the_error_of_that_task(string element)
    {
        var answer = Xml.Messages("GetItem", Answered("I", element), Answered("J", ""));
        var results = Xml.Read(answer, Get("I", "J")).Results;
        Assert.True(results[0].Error!.IsUnreadable);
        Assert.NotNull(results[1].Value);
    }

    [Theory]
    [InlineData("IPM.Task", true)]
    [InlineData("ipm.task.Custom", true)]
    [InlineData("IPM.TaskRequest", false)]
    [InlineData("IPM.TaskRequest.Accept", false)]
    [InlineData("IPM.Note", false)]
    public void A_task_request_is_no_task(string itemClass, bool isTask) => Assert.Equal(isTask, EwsTask.Kind.Holds(itemClass));

    [SharedDataFact]
    public void The_documented_task_is_read()
    {
        var sample = File.ReadAllText(SharedData.Path("ews-samples", "resp/getitem-operation-task-02.xml"));
        var task = Xml.Read(sample, Get("AAAtAEA=")).Results[0].GetValueOrThrow();
        Assert.Equal(("Buy new shoes", "", "Normal"), (task.Subject, task.Body, task.Importance));
        Assert.Equal(("NotStarted", 0d, false), (task.Status, task.PercentComplete, task.IsRecurring));
    }

    private const string Regeneration =
        "<t:Recurrence><t:DailyRegeneration><t:Interval>2</t:Interval></t:DailyRegeneration>"
        + "<t:NoEndRecurrence><t:StartDate>2026-06-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>";

    private static GetItemOperation<EwsTaskItem> Get(params string[] ids) =>
        new(EwsTask.Kind.Fields, [.. ids.Select(id => new EwsItemId(id))], EwsTask.Kind.Fields.Whole);

    private static EwsTaskItem Read(string elements) =>
        Xml.Read(Xml.Messages("GetItem", Answered("I", elements)), Get("I")).Results[0].GetValueOrThrow();

    private static string Extended(string name, string value) =>
        $"<t:ExtendedProperty><t:ExtendedFieldURI {name} PropertyType=\"SystemTime\"/><t:Value>{value}</t:Value></t:ExtendedProperty>";

    private static string Answered(string id, string elements) =>
        Xml.Success("GetItem", $"<m:Items><t:Task><t:ItemId Id=\"{id}\" ChangeKey=\"C\"/>{elements}</t:Task></m:Items>");
}
