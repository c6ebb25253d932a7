namespace AllSolutionsExchange.Model;

/// <summary>How a person takes part in a meeting.</summary>
internal enum AttendeeRole
{
    /// <summary>Called the meeting.</summary>
    Organizer = 0,

    /// <summary>Is needed.</summary>
    Required = 1,

    /// <summary>May come.</summary>
    Optional = 2,

    /// <summary>A room or a piece of equipment.</summary>
    Resource = 3,
}

/// <summary>A person or resource of a meeting. Read from Exchange, never written to it.</summary>
/// <param name="Role">How the person takes part.</param>
/// <param name="Address">The SMTP address in lower case, or an empty string where Exchange gave none.</param>
/// <param name="Name">The display name.</param>
internal sealed record Attendee(AttendeeRole Role, string Address, string Name);
