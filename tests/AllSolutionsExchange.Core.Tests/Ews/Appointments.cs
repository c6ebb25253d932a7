using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Requests for calendar items.</summary>
internal static class Appointments
{
    public static EwsItemShape Whole => EwsCalendar.Kind.Fields.Whole;

    public static GetItemOperation<EwsCalendarItem> Get(IReadOnlyList<EwsItemId> ids, EwsItemShape? shape = null) =>
        new(EwsCalendar.Kind.Fields, ids, shape ?? Whole);

    public static Task<IReadOnlyList<EwsItemResult<EwsCalendarItem>>> GetAsync(
        EwsMailbox mailbox,
        IReadOnlyList<EwsItemId> ids,
        EwsItemShape? shape = null
    ) => mailbox.GetItemsAsync(EwsCalendar.Kind.Fields, ids, shape ?? Whole, default);

    public static FindItemOperation<EwsCalendarItem> Find(
        EwsFolderId folder,
        IReadOnlyList<EwsItemLookup> lookups,
        EwsItemShape? shape = null,
        int offset = 0
    ) => new(EwsCalendar.Kind.Fields, folder, lookups, shape ?? EwsCalendar.Kind.Identity, offset);

    public static Task<IReadOnlyList<EwsCalendarItem>> FindAsync(
        EwsMailbox mailbox,
        EwsFolderId folder,
        IReadOnlyList<EwsItemLookup> lookups
    ) => mailbox.FindItemsAsync(EwsCalendar.Kind.Fields, folder, lookups, EwsCalendar.Kind.Identity, default);

    public static CreateItemOperation<EwsCalendarItem> Create(IReadOnlyList<EwsCalendarItem> items) =>
        new(EwsCalendar.Kind, EwsFolderId.Calendar, items);

    public static UpdateItemOperation<EwsCalendarItem> Update(IReadOnlyList<EwsItemUpdate<EwsCalendarItem>> updates) =>
        new(EwsCalendar.Kind, updates);

    public static EwsItemUpdate<EwsCalendarItem> NoChange(EwsItemId id) => new(id, new EwsCalendarItem(), []);

    public static ExchangeSide<EwsCalendarItem> Side(EwsConnection connection, string mailbox, string zone = "W. Europe Standard Time") =>
        new(connection, mailbox, zone, new CalendarMap(zone), () => DateTimeOffset.UnixEpoch);
}
