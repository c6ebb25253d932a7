namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The zone of a start or an end (MS-OXWSGTZ TimeZoneDefinitionType).</summary>
/// <param name="Id">A Windows zone id, or what another program wrote in its place; empty if Exchange gave none.</param>
/// <param name="Name">The display name, possibly empty.</param>
/// <param name="Rules">What the definition itself says, if the id is no Windows zone's and a definition came with it.</param>
internal sealed record EwsTimeZone(string Id, string Name, EwsTimeZoneRules? Rules)
{
    public EwsTimeZone(string id)
        : this(id, string.Empty, Rules: null) { }
}

/// <summary>The periods of a time zone, and when each of them begins.</summary>
/// <param name="Periods">At least one.</param>
/// <param name="Groups">The changes of each group of a year's transitions, by its id.</param>
/// <param name="Transitions">From when on which group or period counts, in the order of time; the first counts from the beginning.</param>
internal sealed record EwsTimeZoneRules(
    IReadOnlyList<EwsTimeZonePeriod> Periods,
    IReadOnlyDictionary<string, IReadOnlyList<EwsTimeZoneTransition>> Groups,
    IReadOnlyList<EwsTimeZoneTransition> Transitions
)
{
    /// <summary>Local time minus UTC at a moment; that of the first period if the transitions do not tell.</summary>
    public TimeSpan OffsetAt(DateTime utc)
    {
        var transition = Transitions.LastOrDefault(t => t.FromUtc <= utc) ?? Transitions.FirstOrDefault();
        if (transition is null)
        {
            return Periods[0].UtcOffset;
        }

        if (!transition.IsToGroup)
        {
            return OffsetOf(transition) ?? Periods[0].UtcOffset;
        }

        return Groups.TryGetValue(transition.Target, out var group) && group.Count > 0 ? OffsetIn(group, utc) : Periods[0].UtcOffset;
    }

    private TimeSpan? OffsetOf(EwsTimeZoneTransition transition) =>
        Periods.FirstOrDefault(p => string.Equals(p.Id, transition.Target, StringComparison.Ordinal))?.UtcOffset;

    private TimeSpan OffsetIn(IReadOnlyList<EwsTimeZoneTransition> group, DateTime utc)
    {
        // The years before and after: where it is new year already, or still the old one, is not known yet.
        var year = Math.Min(Math.Max(utc.Year, 3), 9997);
        var offset = OffsetOf(group[group.Count - 1]) ?? Periods[0].UtcOffset;
        for (var at = year - 2; at <= year + 1; at++)
        {
            foreach (var (local, target) in group.Select(t => (Local: t.LocalIn(at), Target: OffsetOf(t))).OrderBy(change => change.Local))
            {
                // A transition is told in the time that counts until then.
                if (at >= year - 1 && local - offset > utc)
                {
                    return offset;
                }

                offset = target ?? offset;
            }
        }
        return offset;
    }
}

/// <summary>A period of a time zone.</summary>
/// <param name="Id">By which transitions refer to it.</param>
/// <param name="Name">Standard or Daylight, by convention.</param>
/// <param name="UtcOffset">Local time minus UTC (EWS gives the reverse, the bias).</param>
internal sealed record EwsTimeZonePeriod(string Id, string Name, TimeSpan UtcOffset);

/// <summary>A change to another group or period: at one moment, or once a year.</summary>
/// <param name="Target">The id of the group or period.</param>
/// <param name="IsToGroup">Whether it is a group.</param>
internal sealed record EwsTimeZoneTransition(string Target, bool IsToGroup)
{
    /// <summary>From when on, of the zone's own transitions; the beginning of time for the first.</summary>
    public DateTime FromUtc { get; init; } = DateTime.MinValue;

    /// <summary>1 to 12; 0 for a transition that is none of a year's.</summary>
    public int Month { get; init; }

    /// <summary>The day of the week; null if <see cref="Occurrence"/> is the day of the month.</summary>
    public DayOfWeek? DayOfWeek { get; init; }

    /// <summary>Which of these days in the month; below 1 or above 4 is the last.</summary>
    public int Occurrence { get; init; }

    /// <summary>The time of day.</summary>
    public TimeSpan TimeOfDay { get; init; }

    /// <summary>The wall time at which it comes in a year.</summary>
    public DateTime LocalIn(int year)
    {
        if (Month is < 1 or > 12)
        {
            return new DateTime(year, 1, 1);
        }

        var days = DateTime.DaysInMonth(year, Month);
        if (DayOfWeek is not { } day)
        {
            return new DateTime(year, Month, Math.Min(Math.Max(Occurrence, 1), days)) + TimeOfDay;
        }

        if (Occurrence is >= 1 and <= 4)
        {
            var first = new DateTime(year, Month, 1);
            return first.AddDays(((day - first.DayOfWeek + 7) % 7) + (7 * (Occurrence - 1))) + TimeOfDay;
        }
        var last = new DateTime(year, Month, days);
        return last.AddDays(-((last.DayOfWeek - day + 7) % 7)) + TimeOfDay;
    }
}
