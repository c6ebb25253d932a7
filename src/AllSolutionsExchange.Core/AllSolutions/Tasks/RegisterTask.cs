using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>A task of a user in AllSolutions.</summary>
public sealed record RegisterTask : IRegisterItem
{
    /// <summary>The task's number in the register, in decimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The user's code in AllSolutions.</summary>
    public required string User { get; init; }

    /// <summary>The subject on one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text, lines ended by a line feed.</summary>
    public required string Body { get; init; }

    /// <summary>The day on which it starts, without time and zone; null for none.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>The day on which it is due, without time and zone; null for none.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>How far it is: NotStarted, InProgress, Completed, WaitingOnOthers or Deferred.</summary>
    public required string Status { get; init; }

    /// <summary>What part of it is done: 100 if it is completed, 0 if it is not started, else less than 100.</summary>
    public int PercentComplete { get; init; }

    /// <summary>The day on which it was completed, without time and zone; null if it is not.</summary>
    public DateTime? CompletedDate { get; init; }

    /// <summary>How much it matters: Low, Normal or High.</summary>
    public required string Importance { get; init; }

    /// <summary>How confidential it is: Normal, Personal, Private or Confidential.</summary>
    public required string Sensitivity { get; init; }

    /// <summary>The categories, in ordinal order.</summary>
    public IReadOnlyList<string> Categories
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>The moment at which to remind (UTC); null for no reminder.</summary>
    public DateTime? ReminderUtc { get; init; }

    /// <summary>The synchronisation id: set while it is linked to an item in Exchange; else null.</summary>
    public string? SyncId { get; init; }

    /// <summary>When it was last changed, by the register's clock (UTC).</summary>
    public DateTime LastModifiedUtc { get; init; }

    string IRegisterItem.Name()
    {
        var title = Sensitivity == nameof(Model.Sensitivity.Private) ? "" : $"'{ForeignText.Shown(Subject)}', ";
        var due = DueDate is { } day ? $"due {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "no due date";
        return $"task {Id} of user {User} ({title}{due})";
    }

    internal static RegisterTask From(RegisterRow row)
    {
        var content = (TodoTask)row.Content;
        return new RegisterTask
        {
            Id = row.IdText,
            User = row.User,
            Subject = content.Subject,
            Body = content.Body,
            StartDate = content.Start,
            DueDate = content.Due,
            Status = content.Status.ToString(),
            PercentComplete = content.Percent,
            CompletedDate = content.Completed,
            Importance = content.Importance.ToString(),
            Sensitivity = content.Sensitivity.ToString(),
            Categories = content.Categories,
            ReminderUtc = content.ReminderUtc,
            SyncId = row.SyncId,
            LastModifiedUtc = row.ModifiedUtc,
        };
    }
}
