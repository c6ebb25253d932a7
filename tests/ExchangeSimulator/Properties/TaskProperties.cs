using ExchangeSimulator.Mailboxes;
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
    public static readonly ItemProperty CompleteDate = new("task:CompleteDate", PropertyKind.DateTime);
    public static readonly ItemProperty StartDate = new("task:StartDate", PropertyKind.DateTime, Shapes.Both);
    public static readonly ItemProperty DueDate = new("task:DueDate", PropertyKind.DateTime, Shapes.Both);
    public static readonly ItemProperty Owner = new("task:Owner", PropertyKind.Text) { IsFixed = true };
    public static readonly ItemProperty Recurrence = new("task:Recurrence", PropertyKind.Xml) { IsStreamed = true, IsUnsearchable = true };

    /// <summary>PidLidTaskStartDate: the day of the start, as if it were in UTC. It has no path of its own.</summary>
    public static readonly ItemProperty StartDay = new("mapi:TaskStartDate", PropertyKind.DateTime);

    /// <summary>PidLidTaskDueDate.</summary>
    public static readonly ItemProperty DueDay = new("mapi:TaskDueDate", PropertyKind.DateTime);

    /// <summary>PidLidCommonStart: made from the day, whatever a client sends.</summary>
    public static readonly ItemProperty CommonStart = new("mapi:CommonStart", PropertyKind.DateTime)
    {
        Compute = i => TaskRules.Begin(i, StartDay),
    };

    /// <summary>PidLidCommonEnd.</summary>
    public static readonly ItemProperty CommonEnd = new("mapi:CommonEnd", PropertyKind.DateTime)
    {
        Compute = i => TaskRules.Begin(i, DueDay),
    };

    /// <summary>Whether it was sent to somebody as a task request.</summary>
    public static readonly ItemProperty IsAssigned = new("mapi:TaskAssigned", PropertyKind.Boolean);

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        new("task:ActualWork", PropertyKind.Integer),
        Absent("task:AssignedTime"),
        new("task:BillingInformation", PropertyKind.Text),
        Computed("task:ChangeCount", PropertyKind.Integer, _ => 1),
        new("task:Companies", PropertyKind.Strings),
        CompleteDate,
        new("task:Contacts", PropertyKind.Strings),
        Computed("task:DelegationState", PropertyKind.Text, _ => "NoMatch"),
        Absent("task:Delegator"),
        DueDate,
        Absent("task:IsAssignmentEditable"),
        Computed("task:IsComplete", PropertyKind.Boolean, i => i[Status] is "Completed"),
        Computed("task:IsRecurring", PropertyKind.Boolean, i => i[Recurrence] is not null),
        Computed("task:IsTeamTask", PropertyKind.Boolean, i => i[IsAssigned] is true),
        new("task:Mileage", PropertyKind.Text),
        Owner,
        PercentComplete,
        Recurrence,
        StartDate,
        Status,
        Computed("task:StatusDescription", PropertyKind.Text, i => i[Status]),
        new("task:TotalWork", PropertyKind.Integer),
    ];
}
