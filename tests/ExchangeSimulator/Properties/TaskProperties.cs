using static ExchangeSimulator.Properties.CommonProperties;

namespace ExchangeSimulator.Properties;

/// <summary>The properties of a task: TaskType of [MS-OXWSTASK] 2.2.4.5, in its order.</summary>
internal static class TaskProperties
{
    public static readonly ItemProperty Status = new("task:Status", PropertyKind.Choice, Shapes.Both)
    {
        Choices = ["NotStarted", "InProgress", "Completed", "WaitingOnOthers", "Deferred"],
    };
    public static readonly ItemProperty PercentComplete = new("task:PercentComplete", PropertyKind.Number, Shapes.Both);

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        new("task:ActualWork", PropertyKind.Integer),
        Absent("task:AssignedTime"),
        new("task:BillingInformation", PropertyKind.Text),
        Computed("task:ChangeCount", PropertyKind.Integer, _ => 1),
        new("task:Companies", PropertyKind.Strings),
        new("task:CompleteDate", PropertyKind.DateTime),
        new("task:Contacts", PropertyKind.Strings),
        Computed("task:DelegationState", PropertyKind.Text, _ => "NoMatch"),
        Absent("task:Delegator"),
        new("task:DueDate", PropertyKind.DateTime, Shapes.Both),
        Absent("task:IsAssignmentEditable"),
        Computed("task:IsComplete", PropertyKind.Boolean, i => i[Status] is "Completed"),
        Computed("task:IsRecurring", PropertyKind.Boolean, i => i.Schema.ByPath("task:Recurrence") is { } r && i[r] is not null),
        Computed("task:IsTeamTask", PropertyKind.Boolean, _ => false),
        new("task:Mileage", PropertyKind.Text),
        Computed("task:Owner", PropertyKind.Text, i => i.Folder.Mailbox.DisplayName),
        PercentComplete,
        new("task:Recurrence", PropertyKind.Xml) { IsStreamed = true, IsUnsearchable = true },
        new("task:StartDate", PropertyKind.DateTime, Shapes.Both),
        Status,
        Computed("task:StatusDescription", PropertyKind.Text, i => i[Status]),
        new("task:TotalWork", PropertyKind.Integer),
    ];
}
