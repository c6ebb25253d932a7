namespace AllSolutionsExchange.Model;

/// <summary>
/// A moment and the time zone that its owner thinks in. The moment is the truth; the wall time follows from it, so that
/// 02:30 in the hour that a clock change repeats stays the one of the two that was meant.
/// </summary>
/// <param name="Utc">The moment in UTC (<see cref="DateTimeKind.Utc"/>); of an all-day appointment the date at midnight, without a
/// zone.</param>
/// <param name="Zone">The time zone's Windows id where it has one, else its IANA id; empty for the date of an all-day appointment.</param>
internal readonly record struct ZonedTime(DateTime Utc, string Zone)
{
    /// <summary>The wall time in <see cref="Zone"/> (<see cref="DateTimeKind.Unspecified"/>); of a date, its midnight.</summary>
    public DateTime Local =>
        string.IsNullOrEmpty(Zone) ? DateTime.SpecifyKind(Utc, DateTimeKind.Unspecified) : TimeZones.ToLocal(Utc, Zone);

    /// <summary>A date without a time and without a zone, as all-day appointments have it.</summary>
    /// <param name="date">The date; its time of day is dropped.</param>
    /// <returns>The date's midnight without a zone.</returns>
    public static ZonedTime Date(DateTime date) => new(DateTime.SpecifyKind(date.Date, DateTimeKind.Utc), "");

    /// <summary>
    /// The moment that a wall time stands for. A time that a clock change skips is moved on by the change;
    /// of a time that it repeats, the one in standard time is taken.
    /// </summary>
    /// <param name="local">The wall time; its kind is not looked at.</param>
    /// <param name="zone">A Windows or IANA time zone id.</param>
    /// <returns>The moment, with the zone in canonical form.</returns>
    /// <exception cref="UnknownTimeZoneException">No such time zone.</exception>
    public static ZonedTime FromLocal(DateTime local, string zone) => new(TimeZones.ToUtc(local, zone), TimeZones.Canonical(zone));

    /// <summary>The moment with its zone in canonical form.</summary>
    /// <param name="utc">The moment in UTC.</param>
    /// <param name="zone">A Windows or IANA time zone id.</param>
    /// <returns>The moment with its zone.</returns>
    /// <exception cref="UnknownTimeZoneException">No such time zone.</exception>
    public static ZonedTime FromUtc(DateTime utc, string zone) =>
        new(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZones.Canonical(zone));
}
