namespace AllSolutionsExchange.Model;

/// <summary>
/// The fields of an appointment that are kept the same on both sides. What changes together is one field, so that a merge
/// never takes the start from one side and the end from the other.
/// </summary>
[Flags]
public enum AppointmentFields
{
    /// <summary>No field.</summary>
    None = 0,

    /// <summary>The subject.</summary>
    Subject = 1 << 0,

    /// <summary>The body as plain text.</summary>
    Body = 1 << 1,

    /// <summary>The location.</summary>
    Location = 1 << 2,

    /// <summary>Start, end, their zones, and whether it lasts all day.</summary>
    Time = 1 << 3,

    /// <summary>How the time shows to others.</summary>
    ShowAs = 1 << 4,

    /// <summary>How confidential it is.</summary>
    Sensitivity = 1 << 5,

    /// <summary>The categories, as a set.</summary>
    Categories = 1 << 6,

    /// <summary>The reminder.</summary>
    Reminder = 1 << 7,

    /// <summary>Organizer and attendees: from Exchange to AllSolutions only.</summary>
    Attendees = 1 << 8,

    /// <summary>Every field.</summary>
    All = (1 << 9) - 1,
}
