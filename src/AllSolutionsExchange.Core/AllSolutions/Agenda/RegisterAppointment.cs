using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>An appointment of a user in AllSolutions (MAFSPR).</summary>
public sealed record RegisterAppointment : IRegisterItem
{
    /// <summary>The appointment's number in the register, in decimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The user's code in AllSolutions.</summary>
    public required string User { get; init; }

    /// <summary>The subject on one line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text, lines ended by a line feed.</summary>
    public required string Body { get; init; }

    /// <summary>The location on one line.</summary>
    public required string Location { get; init; }

    /// <summary>The start (inclusive) in <see cref="TimeZone"/>; of an all-day appointment its first date.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The end (exclusive) in <see cref="TimeZone"/>; of an all-day appointment the date after its last.</summary>
    public required DateTime End { get; init; }

    /// <summary>The start (UTC); null for an all-day appointment, which has dates only.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>
    /// The time zone's Windows id where it has one, else its IANA id; empty for an all-day appointment, which has dates only.
    /// </summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether it lasts whole days.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>How the time shows to others: Free, Tentative, Busy, OutOfOffice or WorkingElsewhere.</summary>
    public required string ShowAs { get; init; }

    /// <summary>How confidential it is: Normal, Personal, Private or Confidential.</summary>
    public required string Sensitivity { get; init; }

    /// <summary>The categories, in ordinal order.</summary>
    public IReadOnlyList<string> Categories
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>Minutes before the start at which to remind; null for no reminder.</summary>
    public int? ReminderMinutes { get; init; }

    /// <summary>The organizer's address, or name if there is no address; null for an appointment of one's own.</summary>
    public string? Organizer { get; init; }

    /// <summary>The attendees' addresses, or names if there is no address.</summary>
    public IReadOnlyList<string> Attendees
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>The synchronisation id (kp01.sync-id): set while it is linked to an item in Exchange; else null.</summary>
    public string? SyncId { get; init; }

    /// <summary>When it was last changed, by the register's clock (UTC).</summary>
    public DateTime LastModifiedUtc { get; init; }

    string IRegisterItem.Name()
    {
        var title = Sensitivity == nameof(Model.Sensitivity.Private) ? "" : $"'{ForeignText.Shown(Subject)}', ";
        var time = Start.ToString(IsAllDay ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"appointment {Id} of user {User} ({title}{time})";
    }

    internal static RegisterAppointment From(RegisterRow row)
    {
        var content = (Appointment)row.Content;
        var zone = content.Start.Zone;
        return new RegisterAppointment
        {
            Id = row.IdText,
            User = row.User,
            Subject = content.Subject,
            Body = content.Body,
            Location = content.Location,
            Start = content.Start.Local,
            End = content.IsAllDay ? content.End.Local : ZonedTime.FromUtc(content.End.Utc, zone).Local,
            StartUtc = content.IsAllDay ? null : content.Start.Utc,
            TimeZone = zone,
            IsAllDay = content.IsAllDay,
            ShowAs = content.ShowAs.ToString(),
            Sensitivity = content.Sensitivity.ToString(),
            Categories = content.Categories,
            ReminderMinutes = content.ReminderMinutes,
            Organizer = content.Attendees.Where(a => a.Role == AttendeeRole.Organizer).Select(NameOf).FirstOrDefault(),
            Attendees = [.. content.Attendees.Where(a => a.Role != AttendeeRole.Organizer).Select(NameOf)],
            SyncId = row.SyncId,
            LastModifiedUtc = row.ModifiedUtc,
        };
    }

    private static string NameOf(Attendee attendee) => attendee.Address.Length > 0 ? attendee.Address : attendee.Name;
}
