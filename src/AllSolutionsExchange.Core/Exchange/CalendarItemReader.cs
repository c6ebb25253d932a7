using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>Maps what Exchange returned to the canonical form.</summary>
internal sealed class CalendarItemReader
{
    private readonly string _mailboxZone;
    // Looking a zone up costs more than reading an item.
    private readonly Dictionary<string, (string Canonical, TimeZoneInfo Info)?> _zones = new(StringComparer.Ordinal);

    /// <param name="mailboxZone">The zone to take where an item's own is unknown here.</param>
    public CalendarItemReader(string mailboxZone) => _mailboxZone = mailboxZone;

    public SideItem Read(EwsCalendarItem item)
    {
        var hold = Hold(item);
        return new SideItem
        {
            Id = item.ItemId!.Id,
            Version = item.ItemId.ChangeKey ?? "",
            Folder = item.ParentFolderId ?? "",
            Marker = item.LinkId,
            Uid = item.CleanGlobalObjectId,
            ModifiedUtc = item.LastModifiedTimeUtc ?? default,
            Hold = hold,
            IsReadOnly = IsMeeting(item),
            Content = hold == HoldReason.None ? Content(item) : null,
        };
    }

    private static HoldReason Hold(EwsCalendarItem item)
    {
        if (item.ItemClass is { } itemClass && !itemClass.StartsWith("IPM.Appointment", StringComparison.OrdinalIgnoreCase)) return HoldReason.OtherKind;
        if (item.CalendarItemType is not (null or "Single")) return HoldReason.Series;
        return item.Sensitivity is "Private" ? HoldReason.Private : HoldReason.None;
    }

    private static bool IsMeeting(EwsCalendarItem item) =>
        item.IsMeeting == true
        || item.RequiredAttendees is { Count: > 0 } || item.OptionalAttendees is { Count: > 0 } || item.Resources is { Count: > 0 };

    private Appointment Content(EwsCalendarItem item)
    {
        var isAllDay = item.IsAllDayEvent == true;
        return new Appointment
        {
            Subject = item.Subject ?? "",
            Body = item.Body ?? "",
            Location = item.Location ?? "",
            IsAllDay = isAllDay,
            Start = Time(item.StartUtc ?? default, item.StartTimeZone, isAllDay, isEnd: false),
            End = Time(item.EndUtc ?? default, item.EndTimeZone ?? item.StartTimeZone, isAllDay, isEnd: true),
            ShowAs = ShowAsOf(item.LegacyFreeBusyStatus),
            Sensitivity = SensitivityOf(item.Sensitivity),
            Categories = item.Categories ?? [],
            ReminderMinutes = item.ReminderIsSet == true ? item.ReminderMinutesBeforeStart ?? 0 : null,
            Attendees = IsMeeting(item) ? Attendees(item) : [],
        }.Normalized();
    }

    private ZonedTime Time(DateTime utc, EwsTimeZone? zone, bool isAllDay, bool isEnd)
    {
        if (!isAllDay) return new ZonedTime(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Find(zone)?.Canonical ?? _mailboxZone);
        var local = Midnight(utc, zone);

        // An all-day appointment is forced to midnight in the zone that it was made in; seen from another zone it is not.
        return ZonedTime.Date(isEnd && local.TimeOfDay > TimeSpan.Zero ? local.Date.AddDays(1) : local.Date);
    }

    private DateTime Midnight(DateTime utc, EwsTimeZone? zone)
    {
        if (Find(zone) is { } known && AtMidnight(utc, known.Info) is { } there) return there;
        if (zone is not null)
            foreach (var period in zone.Periods)
                if ((utc + period.UtcOffset).TimeOfDay == TimeSpan.Zero) return utc + period.UtcOffset;
        return TimeZones.ToLocal(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _mailboxZone);
    }

    private static DateTime? AtMidnight(DateTime utc, TimeZoneInfo zone)
    {
        var local = TimeZones.ToLocal(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        return local.TimeOfDay == TimeSpan.Zero ? local : null;
    }

    private (string Canonical, TimeZoneInfo Info)? Find(EwsTimeZone? zone)
    {
        if (zone is null || zone.IsCustom) return null;
        if (!_zones.TryGetValue(zone.Id, out var found))
            _zones[zone.Id] = found = TimeZones.IsKnown(zone.Id) ? (TimeZones.Canonical(zone.Id), TimeZones.Find(zone.Id)) : null;
        return found;
    }

    private static List<Attendee> Attendees(EwsCalendarItem item)
    {
        var attendees = new List<Attendee>();
        if (item.Organizer is { } organizer) attendees.Add(new Attendee(AttendeeRole.Organizer, organizer.Address, organizer.Name));
        Add(item.RequiredAttendees, AttendeeRole.Required);
        Add(item.OptionalAttendees, AttendeeRole.Optional);
        Add(item.Resources, AttendeeRole.Resource);
        return attendees;

        void Add(IReadOnlyList<EwsAttendee>? people, AttendeeRole role)
        {
            foreach (var person in people ?? []) attendees.Add(new Attendee(role, person.Mailbox.Address, person.Mailbox.Name));
        }
    }

    private static ShowAs ShowAsOf(string? status) => status switch
    {
        "Free" => ShowAs.Free,
        "Tentative" => ShowAs.Tentative,
        "OOF" => ShowAs.OutOfOffice,
        "WorkingElsewhere" => ShowAs.WorkingElsewhere,
        _ => ShowAs.Busy,
    };

    private static Sensitivity SensitivityOf(string? sensitivity) => sensitivity switch
    {
        "Personal" => Sensitivity.Personal,
        "Private" => Sensitivity.Private,
        "Confidential" => Sensitivity.Confidential,
        _ => Sensitivity.Normal,
    };
}
