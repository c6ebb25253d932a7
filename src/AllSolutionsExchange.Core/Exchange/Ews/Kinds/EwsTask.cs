using System.Xml;
using Field = AllSolutionsExchange.Exchange.Ews.EwsField<AllSolutionsExchange.Exchange.Ews.EwsTaskItem>;
using Item = AllSolutionsExchange.Exchange.Ews.EwsItemFields<AllSolutionsExchange.Exchange.Ews.EwsTaskItem>;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The kind of tasks and its own fields (MS-OXWSTASK TaskType).</summary>
/// <remarks>
/// <c>task:StartDate</c> and <c>task:DueDate</c> are moments that the server cuts to days, in a zone that has not always been the same: a
/// day was lost or won. What MAPI keeps is the day itself, as if it were in UTC (MS-OXOTASK, PidLidTaskStartDate). That is read and written
/// here, with the moment at which each day begins beside it (PidLidCommonStart).
/// </remarks>
internal static class EwsTask
{
    private const string TaskSet = "00062003-0000-0000-c000-000000000046";
    private const string CommonSet = "00062008-0000-0000-c000-000000000046";

    public static Field Importance { get; } =
        Field.Of("item:Importance", EwsValues.Text, item => item.Importance, (item, value) => item.Importance = value);

    public static Field ReminderDueBy { get; } =
        Field.Of("item:ReminderDueBy", EwsValues.Moment, item => item.ReminderDueByUtc, (item, value) => item.ReminderDueByUtc = value);

    /// <summary>PidLidTaskStartDate.</summary>
    public static Field StartDay { get; } =
        Field.Of(
            EwsPropertyPath.Numbered("Task", TaskSet, 0x8104, "SystemTime"),
            EwsValues.Day,
            item => item.StartDay,
            (item, value) => item.StartDay = value
        );

    /// <summary>PidLidTaskDueDate.</summary>
    public static Field DueDay { get; } =
        Field.Of(
            EwsPropertyPath.Numbered("Task", TaskSet, 0x8105, "SystemTime"),
            EwsValues.Day,
            item => item.DueDay,
            (item, value) => item.DueDay = value
        );

    /// <summary>PidLidCommonStart.</summary>
    public static Field Start { get; } =
        Field.Of(
            EwsPropertyPath.Numbered("Common", CommonSet, 0x8516, "SystemTime"),
            EwsValues.Moment,
            item => item.StartUtc,
            (item, value) => item.StartUtc = value
        );

    /// <summary>PidLidCommonEnd.</summary>
    public static Field Due { get; } =
        Field.Of(
            EwsPropertyPath.Numbered("Common", CommonSet, 0x8517, "SystemTime"),
            EwsValues.Moment,
            item => item.DueUtc,
            (item, value) => item.DueUtc = value
        );

    public static Field CompleteDate { get; } =
        Field.ReadOnly("task:CompleteDate", (reader, item) => item.CompleteDateUtc = reader.ReadDateTime());

    public static Field Delegator { get; } = Field.ReadOnly("task:Delegator", (reader, item) => item.Delegator = reader.ReadText());

    public static Field IsRecurring { get; } =
        Field.ReadOnly("task:IsRecurring", (reader, item) => item.IsRecurring = reader.ReadBoolean() || item.IsRecurring == true);

    public static Field IsTeamTask { get; } = Field.ReadOnly("task:IsTeamTask", (reader, item) => item.IsTeamTask = reader.ReadBoolean());

    public static Field PercentComplete { get; } =
        Field.Of("task:PercentComplete", EwsValues.Double, item => item.PercentComplete, (item, value) => item.PercentComplete = value);

    /// <summary>That there is one, is what matters: a task that regenerates when it is completed may not say that it recurs.</summary>
    public static Field Recurrence { get; } = Field.ReadOnly("task:Recurrence", ReadRecurrence);

    public static Field Status { get; } =
        Field.Of("task:Status", EwsValues.Text, item => item.Status, (item, value) => item.Status = value);

    public static EwsKind<EwsTaskItem> Kind { get; } =
        new()
        {
            Element = "Task",
            ItemClass = "IPM.Task",
            FolderClass = "IPF.Task",
            Home = EwsFolderId.FromName("tasks"),
            Fields = new(
                Item.ParentFolderId,
                Item.ItemClass,
                Item.Subject,
                Item.Sensitivity,
                Item.Body,
                Item.Categories,
                Importance,
                Item.DateTimeCreated,
                ReminderDueBy,
                Item.ReminderIsSet,
                Item.LinkId,
                StartDay,
                DueDay,
                Start,
                Due,
                Item.LastModifiedTime,
                CompleteDate,
                Delegator,
                IsRecurring,
                IsTeamTask,
                PercentComplete,
                Recurrence,
                Status
            ),
            Date = DueDay,

            // Without it Exchange refuses to delete any task. One that recurs has no occurrences of its own: it is one item.
            AffectedTaskOccurrences = "AllOccurrences",
        };

    private static void ReadRecurrence(XmlReader reader, EwsTaskItem item)
    {
        item.IsRecurring = true;
        reader.Skip();
    }
}
