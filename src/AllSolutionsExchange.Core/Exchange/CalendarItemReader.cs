using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>Maps what Exchange returned to the canonical form.</summary>
internal sealed class CalendarItemReader
{
    private readonly ItemTimes _times;

    /// <param name="mailboxZone">The zone to take where an item's own is unknown here.</param>
    public CalendarItemReader(string mailboxZone) => _times = new ItemTimes(mailboxZone);

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

    /// <summary>What a person knows an item of any kind by. One that does not say how private it is counts as private.</summary>
    public static ItemName Name(EwsCalendarItem item) =>
        new(item.Sensitivity is null or "Private" ? null : item.Subject ?? "", item.StartUtc);

    private static bool IsMeeting(EwsCalendarItem item) =>
        item.IsMeeting == true
        || item.RequiredAttendees is { Count: > 0 } || item.OptionalAttendees is { Count: > 0 } || item.Resources is { Count: > 0 };

    private Appointment Content(EwsCalendarItem item)
    {
        var isAllDay = item.IsAllDayEvent == true;
        if (item is not { StartUtc: { } startUtc, EndUtc: { } endUtc })
            throw new FormatException("It has no start, or no end.");
        var (start, end) = isAllDay
            ? _times.Days(startUtc, endUtc, item.StartTimeZone)
            : (_times.Moment(startUtc, item.StartTimeZone), _times.Moment(endUtc, item.EndTimeZone ?? item.StartTimeZone));
        return new Appointment
        {
            Subject = item.Subject ?? "",
            Body = item.Body ?? "",
            Location = item.Location ?? "",
            IsAllDay = isAllDay,
            Start = start,
            End = end,
            ShowAs = ShowAsOf(item.LegacyFreeBusyStatus),
            Sensitivity = SensitivityOf(item.Sensitivity),
            Categories = item.Categories ?? [],
            ReminderMinutes = item.ReminderIsSet == true ? item.ReminderMinutesBeforeStart ?? 0 : null,
            Attendees = IsMeeting(item) ? Attendees(item) : [],
        }.Normalized();
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
