using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Zones;

/// <summary>A zone that is told by its definition alone: the clock follows the group that counts last.</summary>
internal static class CustomZone
{
    /// <exception cref="EwsItemException">The definition tells no clock.</exception>
    public static ZoneDefinition Read(string id, XElement definition)
    {
        var name = definition.Value("Name") ?? "";
        var content = definition.Elements().Select(Plain).ToArray();
        return new ZoneDefinition(id, name, Clock(definition), () => content);
    }

    /// <summary>The zone of a MeetingTimeZone, which 2007 has in the place of the others; null where it names none.</summary>
    public static ZoneDefinition? OfMeeting(XElement? zone) => zone?.Value("TimeZoneName") is { } name ? ZoneDefinition.Find(name) : null;

    private static TimeZoneInfo Clock(XElement definition)
    {
        try
        {
            var periods = definition.Descendants(Ews.Types + "Period").ToArray();
            if (periods.Length == 0)
            {
                throw Unknown();
            }

            var changes = Changes(definition);
            if (changes.Length != 2)
            {
                return Fixed(Offset(Target(periods, definition.Descendants(Ews.Types + "To").LastOrDefault()) ?? periods[0]));
            }

            var daylight = changes.MaxBy(change => Offset(Target(periods, change.Type("To"))!))!;
            var standard = changes.First(change => change != daylight);
            var (summer, winter) = (Offset(Target(periods, daylight.Type("To"))!), Offset(Target(periods, standard.Type("To"))!));
            var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                summer - winter,
                Moment(daylight),
                Moment(standard)
            );
            return TimeZoneInfo.CreateCustomTimeZone("custom", winter, "custom", "Standard", "Daylight", [rule]);
        }
        catch (Exception exception)
            when (exception
                    is FormatException
                        or OverflowException
                        or ArgumentException
                        or NullReferenceException
                        or InvalidTimeZoneException
            )
        {
            throw Unknown();
        }
    }

    private static XElement[] Changes(XElement definition)
    {
        var group = definition.Type("Transitions")?.Descendants(Ews.Types + "To").LastOrDefault(to => to.Value("Kind") == "Group")?.Value;
        var transitions = definition
            .Descendants(Ews.Types + "TransitionsGroup")
            .LastOrDefault(g => group is null || g.Value("Id") == group);
        return transitions?.Elements().Where(t => t.Name.LocalName.StartsWith("Recurring", StringComparison.Ordinal)).ToArray() ?? [];
    }

    private static XElement? Target(XElement[] periods, XElement? to) => Array.Find(periods, p => p.Value("Id") == to?.Value);

    private static TimeSpan Offset(XElement period) => -XmlConvert.ToTimeSpan(period.Value("Bias") ?? throw Unknown());

    private static TimeZoneInfo Fixed(TimeSpan offset) => TimeZoneInfo.CreateCustomTimeZone("custom", offset, "custom", "Standard");

    private static TimeZoneInfo.TransitionTime Moment(XElement change)
    {
        int Number(string element) => int.Parse(change.Type(element)!.Value, CultureInfo.InvariantCulture);
        var time = DateTime.MinValue + XmlConvert.ToTimeSpan(change.Type("TimeOffset")!.Value);
        if (change.Name.LocalName == "RecurringDateTransition")
        {
            return TimeZoneInfo.TransitionTime.CreateFixedDateRule(time, Number("Month"), Number("Day"));
        }

        var week = Number("Occurrence") is >= 1 and <= 4 and var occurrence ? occurrence : 5;
        return TimeZoneInfo.TransitionTime.CreateFloatingDateRule(
            time,
            Number("Month"),
            week,
            Enum.Parse<DayOfWeek>(change.Type("DayOfWeek")!.Value)
        );
    }

    private static EwsItemException Unknown() => new("ErrorTimeZone", "The time zone is unknown.");

    // Without the namespace declarations of the request, so that it is written with the prefixes of the answer.
    private static XElement Plain(XElement element) =>
        new(
            element.Name,
            element.Attributes().Where(a => !a.IsNamespaceDeclaration),
            element.HasElements ? element.Elements().Select(Plain)
                : element.Value is { Length: > 0 } text ? text
                : null
        );
}
