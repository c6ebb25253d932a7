namespace AllSolutionsExchange.Model;

/// <summary>
/// A single task in canonical form: what both sides are mapped to and compared in. Make one through <see cref="Normalized"/>, which takes
/// away the differences that carry no meaning.
/// </summary>
/// <remarks>Its dates are days: midnight without a zone. They are never turned into moments, which is how days get lost.</remarks>
internal sealed record TodoTask : CanonicalItem
{
    private const int Done = 100;

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Task;

    /// <summary>The subject on one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The body as plain text, lines ended by a line feed.</summary>
    public string Body { get; init; } = "";

    /// <summary>The day on which it begins.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The day on which it is due, never before <see cref="Start"/>.</summary>
    public DateTime? Due { get; init; }

    /// <summary>How far it is.</summary>
    public TodoStatus Status { get; init; }

    /// <summary>What part of it is done: 100 if it is completed, 0 if it is not started, else less than 100.</summary>
    public int Percent { get; init; }

    /// <summary>The day on which it was completed; null if it is not.</summary>
    public DateTime? Completed { get; init; }

    /// <summary>How much it matters.</summary>
    public Importance Importance { get; init; }

    /// <summary>How confidential it is.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>The categories: distinct, in ordinal order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The moment at which to remind, in UTC; null for no reminder.</summary>
    public DateTime? ReminderUtc { get; init; }

    /// <inheritdoc/>
    public override string Title => Subject;

    /// <inheritdoc/>
    public override bool IsPrivate => Sensitivity == Sensitivity.Private;

    /// <inheritdoc/>
    public override DateTime? DueDate => Due;

    /// <summary>An open task is of today, however long ago it was due; a completed one is of the day of its completion.</summary>
    public override DateTime? CountsFromUtc => Completed is { } day ? DateTime.SpecifyKind(day, DateTimeKind.Utc) : null;

    /// <inheritdoc/>
    public override DateTime? CountsUntilUtc => CountsFromUtc is { } day && day < DateTime.MaxValue.Date ? day.AddDays(1) : CountsFromUtc;

    /// <summary>
    /// This task without the differences that carry no meaning: blanks at line ends, kinds of line end, order of sets, times of days, and a
    /// percentage that contradicts the status.
    /// </summary>
    /// <returns>The normalized task.</returns>
    public TodoTask Normalized()
    {
        var status = Percent >= Done ? TodoStatus.Completed : Status;
        var start = Day(Start);
        var due = Day(Due);
        return this with
        {
            Subject = CanonicalText.LineUpTo(MaxSubjectLength, Subject),
            Body = CanonicalText.Lines(Body),
            Start = start,

            // One that begins is due (MS-OXOTASK), and not before it begins.
            Due = start > (due ?? DateTime.MinValue) ? start : due,
            Status = status,
            Percent = status switch
            {
                TodoStatus.Completed => Done,
                TodoStatus.NotStarted => 0,
                _ => Math.Max(Percent, 0),
            },
            Completed = status == TodoStatus.Completed ? Day(Completed) : null,
            Categories = CanonicalText.Set(Categories),
            ReminderUtc = ReminderUtc is { } moment
                ? new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc)
                : null,
        };
    }

    /// <inheritdoc/>
    public override FieldSet Departures(CanonicalItem sent)
    {
        if (sent is not TodoTask other)
        {
            return FieldSet.None;
        }

        return (Start == other.Start && Due == other.Due ? FieldSet.None : TaskFields.Dates)
            | (Status == other.Status ? FieldSet.None : TaskFields.Progress)
            | (Sensitivity == other.Sensitivity ? FieldSet.None : TaskFields.Sensitivity);
    }

    /// <summary>Exchange takes the day on which it hears of a completion for that of the completion.</summary>
    public override CanonicalItem AsKept() => this with { Completed = null };

    /// <inheritdoc/>
    protected override string MatchText() => $"{Subject.ToUpperInvariant()}\n{Due?.Ticks}\n{Start?.Ticks}";

    private static DateTime? Day(DateTime? value) => value is { } day ? DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified) : null;
}
