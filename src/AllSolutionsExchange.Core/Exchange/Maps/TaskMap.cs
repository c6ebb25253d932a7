using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Item = AllSolutionsExchange.Exchange.Ews.EwsItemFields<AllSolutionsExchange.Exchange.Ews.EwsTaskItem>;

namespace AllSolutionsExchange.Exchange;

/// <summary>Tasks.</summary>
internal sealed class TaskMap : ItemMap<EwsTaskItem, TodoTask>
{
    // MAPI says "no date" by the last minute that it can count, which is in this year (MS-OXOTASK).
    private const int NoDateYear = 4501;

    // New Zealand's summer time.
    private static readonly TimeSpan EasternMost = TimeSpan.FromHours(13);

    private readonly string _mailboxZone;

    /// <param name="mailboxZone">The zone in which the days of the mailbox begin.</param>
    public TaskMap(string mailboxZone)
        : base(EwsTask.Kind)
    {
        _mailboxZone = mailboxZone;
        Fields =
        [
            new(TaskFields.Subject, SetSubject, Item.Subject),
            new(TaskFields.Body, (item, task) => item.Body = task.Body, Item.Body),
            new(TaskFields.Dates, SetDates) { LeftOut = [EwsTask.StartDay, EwsTask.DueDay, EwsTask.Start, EwsTask.Due] },
            new(TaskFields.Progress, SetProgress),
            new(TaskFields.Importance, (item, task) => item.Importance = task.Importance.ToString()),
            new(TaskFields.Sensitivity, (item, task) => item.Sensitivity = SensitivityMap.Write(task.Sensitivity)),
            new(TaskFields.Categories, (item, task) => item.Categories = task.Categories, Item.Categories),
            new(TaskFields.Reminder, SetReminder),
        ];
    }

    public override FieldSet ReadOnlyFields => FieldSet.None;

    public override string WhyUnreadable =>
        "The task holds a value that is out of range. Correct it in Outlook: its dates, its reminder or how far it is.";

    protected override IReadOnlyList<MappedField<EwsTaskItem, TodoTask>> Fields { get; }

    protected override HoldReason HoldOf(EwsTaskItem item)
    {
        if (item.IsRecurring == true)
        {
            return HoldReason.Series;
        }

        return item.Sensitivity is "Private" ? HoldReason.Private : HoldReason.None;
    }

    /// <summary>One that somebody assigned is written by Outlook alone, which tells the other of it.</summary>
    protected override FieldSet Writable(EwsTaskItem item) =>
        item.IsTeamTask == true || !string.IsNullOrEmpty(item.Delegator) ? FieldSet.None : FieldSet.Every;

    protected override DateTime? DueDate(EwsTaskItem item) => Day(item.DueDay);

    protected override CanonicalItem Content(EwsTaskItem item) =>
        new TodoTask
        {
            Subject = item.Subject ?? "",
            Body = item.Body ?? "",
            Start = Day(item.StartDay),
            Due = Day(item.DueDay),
            Status = StatusOf(item),
            Percent = PercentOf(item),
            Completed = item.CompleteDateUtc is { } moment ? CompletionDay(moment) : null,
            Importance = ImportanceOf(item),
            Sensitivity = SensitivityMap.Read(item.Sensitivity),
            Categories = item.Categories ?? [],
            ReminderUtc = item.ReminderIsSet == true ? item.ReminderDueByUtc : null,
        }.Normalized();

    private static void SetSubject(EwsTaskItem item, TodoTask task) =>
        item.Subject = CanonicalText.LineUpTo(CanonicalItem.MaxSubjectLength, task.Subject);

    private void SetDates(EwsTaskItem item, TodoTask task)
    {
        item.StartDay = task.Start;
        item.DueDay = task.Due;
        item.StartUtc = Begin(task.Start);
        item.DueUtc = Begin(task.Due);
    }

    // Each moves the other, and the last that is set decides (MS-OXWSTASK 2.2.4.6), which is the status: it comes last in the schema. One
    // that says how far the task is goes alone; beside any other the percentage is sent, which alone would leave a paused task paused.
    private static void SetProgress(EwsTaskItem item, TodoTask task)
    {
        item.Status = task.Status.ToString();
        if (task.Status is not (TodoStatus.NotStarted or TodoStatus.Completed))
        {
            item.PercentComplete = task.Percent;
        }
    }

    private static void SetReminder(EwsTaskItem item, TodoTask task)
    {
        item.ReminderIsSet = task.ReminderUtc is not null;
        item.ReminderDueByUtc = task.ReminderUtc;
    }

    private static TodoStatus StatusOf(EwsTaskItem item) =>
        Enum.TryParse<TodoStatus>(item.Status, out var status) && Enum.IsDefined(typeof(TodoStatus), status)
            ? status
            : TodoStatus.NotStarted;

    private static Importance ImportanceOf(EwsTaskItem item) =>
        item.Importance switch
        {
            "Low" => Importance.Low,
            "High" => Importance.High,
            _ => Importance.Normal,
        };

    // What is not all is never rounded up to it.
    private static int PercentOf(EwsTaskItem item)
    {
        var percent = item.PercentComplete ?? 0;
        return percent >= 100 ? 100 : (int)Math.Min(Math.Round(Math.Max(percent, 0)), 99);
    }

    private static DateTime? Day(DateTime? value) => value is { Year: < NoDateYear } day ? day.Date : null;

    /// <summary>
    /// Outlook keeps the day as the moment at which it begins where the user is (MS-OXOTASK PidLidTaskDateCompleted), which need not be in
    /// the zone that is known of the mailbox: a whole quarter of an hour that is no midnight here is one elsewhere, from UTC-10 to UTC+13.
    /// </summary>
    private DateTime? CompletionDay(DateTime utc)
    {
        var local = TimeZones.ToLocal(utc, _mailboxZone);
        var isMidnightElsewhere = local.TimeOfDay != TimeSpan.Zero && utc.Ticks % (15 * TimeSpan.TicksPerMinute) == 0;
        return Day(isMidnightElsewhere && utc < DateTime.MaxValue.AddDays(-1) ? utc + EasternMost : local);
    }

    private DateTime? Begin(DateTime? day) => day is { } date ? TimeZones.ToUtc(date, _mailboxZone) : null;
}
