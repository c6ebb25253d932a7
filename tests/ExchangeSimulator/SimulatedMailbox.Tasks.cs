using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator;

/// <summary>Its tasks.</summary>
public sealed partial class SimulatedMailbox
{
    /// <summary>The tasks in the Tasks folder, in the order in which they came.</summary>
    public IReadOnlyList<StoredTask> Tasks => InStore(store => Folder(store, "Tasks").Items.Select(ReadTask).ToArray());

    /// <summary>Enters a task. Returns its id.</summary>
    public string CreateTask(string subject, DateTime? due = null) =>
        InStore(store =>
        {
            var item = store.NewItem(ItemSchema.Task, Folder(store, "Tasks"));
            item[CommonProperties.Subject] = subject;
            item[TaskProperties.DueDay] = due is { } day ? new DateTimeOffset(day.Date, TimeSpan.Zero) : null;
            SaveRules.Complete(item, ZoneDefinition.Unnamed);
            store.Insert(item);
            return item.Id.ToString();
        });

    /// <summary>Marks a task as completed.</summary>
    public void CompleteTask(string id) =>
        InStore(store =>
        {
            var item = Find(store, id);
            var draft = item.Draft();
            draft[TaskProperties.Status] = "Completed";
            TaskRules.Follow(draft, TaskProperties.Status);
            SaveRules.Apply(draft, item, ZoneDefinition.Unnamed);
            item.Adopt(draft);
            store.Touch(item);
            item.MarkChanged(TaskProperties.Status.Path, item.ChangeNumber);
        });

    private static StoredTask ReadTask(Item item) =>
        new(
            item.Id.ToString(),
            item[CommonProperties.Subject] as string ?? "",
            (item[TaskProperties.DueDay] as DateTimeOffset?)?.Date,
            item[TaskProperties.Status] as string ?? "",
            item[TaskProperties.PercentComplete] as double? ?? 0
        );
}

/// <summary>A task as it is stored.</summary>
/// <param name="Id">The EWS id.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Due">The day on which it is due.</param>
/// <param name="Status">The status, as EWS names it.</param>
/// <param name="Percent">What part of it is done, from 0 to 100.</param>
public sealed record StoredTask(string Id, string Subject, DateTime? Due, string Status, double Percent);
