using TimeZoneConverter;

namespace AllSolutionsExchange.Model;

/// <summary>Windows and IANA time zones. Exchange speaks Windows ids; an IANA id is taken wherever one is given.</summary>
public static class TimeZones
{
    // By the id in any case, the id as Windows writes it.
    private static readonly Dictionary<string, string> WindowsIds = TZConvert.KnownWindowsTimeZoneIds.ToDictionary(
        id => id,
        id => id,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// The form in which zones are compared: the Windows id where there is one, since several IANA zones
    /// (Europe/Amsterdam, Europe/Berlin) are one zone in Exchange.
    /// </summary>
    /// <param name="zone">A Windows or IANA time zone id.</param>
    /// <returns>The canonical id.</returns>
    /// <exception cref="UnknownTimeZoneException">No such time zone.</exception>
    public static string Canonical(string zone)
    {
        if (TZConvert.TryIanaToWindows(zone, out var windows))
        {
            return windows;
        }

        if (TZConvert.TryGetTimeZoneInfo(zone, out _))
        {
            return WindowsIds.TryGetValue(zone, out var id) ? id : zone;
        }

        throw new UnknownTimeZoneException(zone);
    }

    /// <summary>Whether the id names a time zone that this machine knows.</summary>
    /// <param name="zone">A Windows or IANA time zone id.</param>
    /// <returns>True where it is known.</returns>
    public static bool IsKnown(string zone) => TZConvert.TryGetTimeZoneInfo(zone, out _);

    /// <summary>The machine's own time zone in canonical form.</summary>
    public static string Local => IsKnown(TimeZoneInfo.Local.Id) ? Canonical(TimeZoneInfo.Local.Id) : "UTC";

    /// <summary>The ids of Windows, be their zones on this machine or not.</summary>
    internal static IReadOnlyCollection<string> AllWindowsIds => WindowsIds.Values;

    internal static DateTime ToLocal(DateTime utc, string zone) => ToLocal(utc, Find(zone));

    internal static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, zone), DateTimeKind.Unspecified);

    internal static DateTime ToUtc(DateTime local, string zone)
    {
        var info = Find(zone);
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (info.IsInvalidTime(wall))
        {
            wall += info.GetUtcOffset(wall.AddDays(1)) - info.GetUtcOffset(wall.AddDays(-1));
        }

        return TimeZoneInfo.ConvertTimeToUtc(wall, info);
    }

    internal static TimeZoneInfo Find(string zone) =>
        TZConvert.TryGetTimeZoneInfo(zone, out var info) ? info : throw new UnknownTimeZoneException(zone);
}

/// <summary>A time zone id that is neither a Windows nor an IANA id known here.</summary>
public sealed class UnknownTimeZoneException : CouplingException
{
    /// <summary>Names the id and what to give instead.</summary>
    /// <param name="zone">The id that was given.</param>
    public UnknownTimeZoneException(string zone)
        : base(ErrorIds.TimeZoneUnknown, $"'{zone}' is not a time zone that is known here.", ErrorIds.TimeZoneUnknown.Advice, zone) =>
        Zone = zone;

    /// <summary>The id that was given.</summary>
    public string Zone { get; }
}
