namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A task in EWS terms.</summary>
internal sealed class EwsTaskItem : EwsItem
{
    /// <summary>Low, Normal or High.</summary>
    public string? Importance { get; set; }

    /// <summary>When to remind. A task has no start to count minutes from.</summary>
    public DateTime? ReminderDueByUtc { get; set; }

    /// <summary>The day on which it begins, at midnight; it is in no zone.</summary>
    public DateTime? StartDay { get; set; }

    /// <summary>The day on which it is due, at midnight; it is in no zone.</summary>
    public DateTime? DueDay { get; set; }

    /// <summary>The moment at which <see cref="StartDay"/> begins where the user is.</summary>
    public DateTime? StartUtc { get; set; }

    /// <summary>The moment at which <see cref="DueDay"/> begins where the user is.</summary>
    public DateTime? DueUtc { get; set; }

    /// <summary>When it was completed. The server sets it with the status.</summary>
    public DateTime? CompleteDateUtc { get; set; }

    /// <summary>NotStarted, InProgress, Completed, WaitingOnOthers or Deferred. It moves the percentage: send one of the two.</summary>
    public string? Status { get; set; }

    /// <summary>0 to 100. It moves the status: send one of the two.</summary>
    public double? PercentComplete { get; set; }

    /// <summary>Whether it comes back, on days or when it is completed.</summary>
    public bool? IsRecurring { get; set; }

    /// <summary>Who assigned it.</summary>
    public string? Delegator { get; set; }

    public bool? IsTeamTask { get; set; }
}
