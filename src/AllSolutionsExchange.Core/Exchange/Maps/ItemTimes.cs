using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Exchange;

/// <summary>Maps the times of calendar items, with the zones that came with them, to those of the canonical form.</summary>
internal sealed class ItemTimes
{
    // By how much a clock is put at most (Troll).
    private static readonly TimeSpan ClockChange = TimeSpan.FromHours(2);

    private readonly string _mailboxZone;

    // Looking a zone up costs more than reading an item.
    private readonly Dictionary<string, (string Canonical, TimeZoneInfo Info)?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(TimeSpan, TimeSpan, TimeSpan, TimeSpan, int), string> _alike = [];

    /// <param name="mailboxZone">The zone to take if an item's own is unknown here and tells nothing of itself.</param>
    public ItemTimes(string mailboxZone) => _mailboxZone = mailboxZone;

    /// <summary>A moment with the zone that it was entered in.</summary>
    public ZonedTime Moment(DateTime utc, EwsTimeZone? zone)
    {
        var told = zone?.Rules is { } rules && Find(zone) is null ? Alike(rules, utc) : _mailboxZone;
        return new ZonedTime(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Find(zone)?.Canonical ?? told);
    }

    /// <summary>
    /// The days of an all-day item. Exchange puts it to midnight in the zone that it was made in: the first day is the date there,
    /// and how many there are is told by its length alone, since the zone of its end may be another one.
    /// </summary>
    public (ZonedTime Start, ZonedTime End) Days(DateTime startUtc, DateTime endUtc, EwsTimeZone? zone)
    {
        var first = ZonedTime.Date(FirstDay(DateTime.SpecifyKind(startUtc, DateTimeKind.Utc), zone));
        var days = Math.Max(1, Math.Round((endUtc - startUtc).TotalDays, MidpointRounding.AwayFromZero));
        var last = Math.Floor((DateTime.MaxValue - first.Utc).TotalDays);
        if (last < 1)
        {
            throw new FormatException("Its date is the last one that can be represented.");
        }

        return (first, ZonedTime.Date(first.Utc.AddDays(Math.Min(days, last))));
    }

    private DateTime FirstDay(DateTime utc, EwsTimeZone? zone)
    {
        if (Find(zone) is { } known && Midnight(utc, known.Info) is { } there)
        {
            return there;
        }

        if (zone?.Rules is { } rules)
        {
            foreach (var offset in rules.Periods.Select(period => period.UtcOffset).Prepend(rules.OffsetAt(utc)))
            {
                if ((utc.TimeOfDay + offset).Ticks % TimeSpan.TicksPerDay == 0 && offset < DateTime.MaxValue - utc)
                {
                    return utc + offset;
                }
            }
        }
        return utc.TimeOfDay == TimeSpan.Zero ? utc : TimeZones.ToLocal(utc, _mailboxZone);
    }

    // Where the clock is put forward at midnight, the day begins later.
    private static DateTime? Midnight(DateTime utc, TimeZoneInfo zone)
    {
        var local = TimeZones.ToLocal(utc, zone);
        var isFirst = local.TimeOfDay == TimeSpan.Zero || (local.TimeOfDay <= ClockChange && zone.IsInvalidTime(local.AddTicks(-1)));
        return isFirst ? local : null;
    }

    private (string Canonical, TimeZoneInfo Info)? Find(EwsTimeZone? zone)
    {
        if (zone is null || zone.Id.Length == 0)
        {
            return null;
        }

        if (!_known.TryGetValue(zone.Id, out var found))
        {
            _known[zone.Id] = found = TimeZones.IsKnown(zone.Id) ? (TimeZones.Canonical(zone.Id), TimeZones.Find(zone.Id)) : null;
        }

        return found;
    }

    /// <summary>The zone whose clocks go as the rules say in the year after a moment: the mailbox's own before any other.</summary>
    private string Alike(EwsTimeZoneRules rules, DateTime utc)
    {
        DateTime[] moments = utc.Year > 9997 ? [utc, utc, utc, utc] : [utc, utc.AddDays(91), utc.AddDays(182), utc.AddDays(273)];
        var offsets = Array.ConvertAll(moments, rules.OffsetAt);
        var key = (offsets[0], offsets[1], offsets[2], offsets[3], utc.Year);
        if (!_alike.TryGetValue(key, out var alike))
        {
            var candidates = new[] { _mailboxZone, "UTC" }.Concat(TimeZones.AllWindowsIds.OrderBy(id => id, StringComparer.Ordinal));
            _alike[key] = alike = candidates.FirstOrDefault(IsAlike) ?? _mailboxZone;
        }
        return alike;

        bool IsAlike(string id)
        {
            if (!TimeZones.IsKnown(id))
            {
                return false;
            }

            var info = TimeZones.Find(id);
            return Array.TrueForAll(moments, moment => info.GetUtcOffset(moment) == rules.OffsetAt(moment));
        }
    }
}
