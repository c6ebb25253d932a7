namespace ExchangeSimulator;

/// <summary>Somebody invited.</summary>
/// <param name="Address">The SMTP address.</param>
/// <param name="Name">The name shown; the address where it is empty.</param>
/// <param name="IsOptional">Whether it is an optional attendee.</param>
public sealed record Attendee(string Address, string Name = "", bool IsOptional = false);

/// <summary>What a user enters into an appointment.</summary>
public sealed record Appointment
{
    public string Subject { get; init; } = "";

    /// <summary>The body as text.</summary>
    public string Body { get; init; } = "";

    public string Location { get; init; } = "";

    /// <summary>The start; whatever its offset, an instant.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>The end, exclusive.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>Windows id of the zone in which it is entered, or <c>tzone://Microsoft/Utc</c> as of a program that names none; null is
    /// the user's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whole days in <see cref="TimeZone"/>: start and end are put to midnight.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>Free, Tentative, Busy, OOF, WorkingElsewhere.</summary>
    public string ShowAs { get; init; } = "Busy";

    /// <summary>Normal, Personal, Private, Confidential.</summary>
    public string Sensitivity { get; init; } = "Normal";

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Minutes before the start; null is no reminder.</summary>
    public int? ReminderMinutes { get; init; } = 15;

    /// <summary>Whom it invites. Nobody is mailed by what a user does here.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>The address of another organiser, whose invitation this is; null is the user.</summary>
    public string? Organizer { get; init; }

    /// <summary>A series: once a week, ten times, from the start on.</summary>
    public bool IsSeries { get; init; }

    /// <summary>The UID; null makes one.</summary>
    public string? Uid { get; init; }
}

/// <summary>An item as the store has it now.</summary>
/// <param name="Id">Its EWS id.</param>
/// <param name="ChangeKey">Its change key.</param>
/// <param name="Folder">Display name of its folder.</param>
/// <param name="FolderId">EWS id of its folder.</param>
/// <param name="ItemClass">Such as IPM.Appointment.</param>
/// <param name="Content">Its contents; the UID is always there.</param>
/// <param name="MyResponse">Organizer, NoResponseReceived, Accept and so on; empty for what is no appointment.</param>
/// <param name="CleanGlobalObjectId">PidLidCleanGlobalObjectId in base64; empty for what is no appointment.</param>
/// <param name="Named">Named properties with a string name, as "{set}/name" (guid in lower case) to value.</param>
/// <param name="Created">When it was created, in UTC.</param>
/// <param name="LastModified">When it was last changed, in UTC.</param>
public sealed record StoredItem(
    string Id,
    string ChangeKey,
    string Folder,
    string FolderId,
    string ItemClass,
    Appointment Content,
    string MyResponse,
    string CleanGlobalObjectId,
    IReadOnlyDictionary<string, string> Named,
    DateTimeOffset Created,
    DateTimeOffset LastModified
);
