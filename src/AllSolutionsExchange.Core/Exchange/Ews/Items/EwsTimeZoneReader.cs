using System.Globalization;
using System.Xml;
using TimeZoneConverter;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Reads a StartTimeZone or EndTimeZone (MS-OXWSGTZ TimeZoneDefinitionType). The rules of a Windows zone, which Exchange
/// repeats with every item, are passed over: its id says them.
/// </summary>
internal static class EwsTimeZoneReader
{
    // What Exchange answers for items of programs that name no zone.
    private const string Utc = "tzone://Microsoft/Utc";

    private static readonly HashSet<string> WindowsIds = new(TZConvert.KnownWindowsTimeZoneIds, StringComparer.OrdinalIgnoreCase);

    public static EwsTimeZone Read(XmlReader reader)
    {
        var id = reader.GetAttribute("Id") ?? string.Empty;
        if (string.Equals(id, Utc, StringComparison.OrdinalIgnoreCase))
        {
            id = "UTC";
        }

        var zone = new EwsTimeZone(id, reader.GetAttribute("Name") ?? string.Empty, Rules: null);
        if (!WindowsIds.Contains(id))
        {
            return zone with { Rules = ReadRules(reader) };
        }

        reader.Skip();
        return zone;
    }

    private static EwsTimeZoneRules? ReadRules(XmlReader reader)
    {
        var periods = new List<EwsTimeZonePeriod>();
        var groups = new Dictionary<string, IReadOnlyList<EwsTimeZoneTransition>>(StringComparer.Ordinal);
        var transitions = new List<EwsTimeZoneTransition>();
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                switch (reader.LocalName)
                {
                    case "Periods":
                        ReadPeriods(reader, periods);
                        break;
                    case "TransitionsGroups":
                        ReadGroups(reader, groups);
                        break;
                    case "Transitions":
                        ReadTransitions(reader, transitions);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        return periods.Count == 0 ? null : new EwsTimeZoneRules(periods, groups, transitions);
    }

    private static void ReadPeriods(XmlReader reader, List<EwsTimeZonePeriod> periods)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            var (id, name) = (reader.GetAttribute("Id") ?? string.Empty, reader.GetAttribute("Name") ?? string.Empty);
            if (reader.GetAttribute("Bias") is { } bias)
            {
                periods.Add(new EwsTimeZonePeriod(id, name, -ParseDuration(bias)));
            }

            reader.Skip();
        }
    }

    private static void ReadGroups(XmlReader reader, Dictionary<string, IReadOnlyList<EwsTimeZoneTransition>> groups)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            var id = reader.GetAttribute("Id") ?? string.Empty;
            var transitions = new List<EwsTimeZoneTransition>();
            ReadTransitions(reader, transitions);
            groups[id] = transitions;
        }
    }

    private static void ReadTransitions(XmlReader reader, List<EwsTimeZoneTransition> transitions)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            transitions.Add(ReadTransition(reader));
        }
    }

    private static EwsTimeZoneTransition ReadTransition(XmlReader reader)
    {
        var transition = new EwsTimeZoneTransition(string.Empty, IsToGroup: false);
        if (!reader.Enter())
        {
            return transition;
        }

        while (reader.NextChild())
        {
            switch (reader.LocalName)
            {
                case "To":
                    var isToGroup = string.Equals(reader.GetAttribute("Kind"), "Group", StringComparison.Ordinal);
                    transition = transition with { IsToGroup = isToGroup, Target = reader.ReadText() };
                    break;
                case "DateTime":
                    transition = transition with { FromUtc = reader.ReadDateTime() };
                    break;
                case "TimeOffset":
                    transition = transition with { TimeOfDay = ParseDuration(reader.ReadText()) };
                    break;
                case "Month":
                    transition = transition with { Month = reader.ReadInt32() };
                    break;
                case "Day" or "Occurrence":
                    transition = transition with { Occurrence = reader.ReadInt32() };
                    break;
                case "DayOfWeek":
                    transition = transition with { DayOfWeek = ParseDay(reader.ReadText()) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return transition;
    }

    private static DayOfWeek ParseDay(string text) =>
        Enum.TryParse<DayOfWeek>(text.Trim(), out var day) ? day : throw new FormatException("The day of the week of a time zone is none.");

    // Less than a day: no clock is further from another, and what is added to a date must stay one.
    private static TimeSpan ParseDuration(string text)
    {
        try
        {
            var duration = XmlConvert.ToTimeSpan(text.Trim());
            if (duration.Duration() < TimeSpan.FromDays(1))
            {
                return duration;
            }
        }
        catch (OverflowException)
        {
            // As one that is too long.
        }
        throw new FormatException(string.Format(CultureInfo.InvariantCulture, "The duration {0} of a time zone is out of range.", text));
    }
}
