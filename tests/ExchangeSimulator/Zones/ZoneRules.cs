using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Zones;

/// <summary>
/// Tells a zone's clock as Exchange does: periods, groups of yearly transitions, and from when on each of them counts. What
/// comes back in no other year stands among the zone's own transitions.
/// </summary>
internal static class ZoneRules
{
    private const int FirstYear = 2000;
    private const int LastYear = 2037;

    /// <summary>The contents of a TimeZoneDefinition.</summary>
    public static IReadOnlyList<XElement> Describe(string id, TimeZoneInfo zone)
    {
        var runs = Runs(zone);
        var description = new Description(id, runs.Count == 0);
        var offset = zone.GetUtcOffset(new DateTime(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        if (runs.Count == 0 || runs[0].FirstYear > FirstYear)
        {
            description.Fixed(offset, from: null);
        }

        foreach (var run in runs)
        {
            if (run.IsYearly)
            {
                description.Yearly(run, offset);
            }
            else
            {
                description.Once(run);
            }

            offset = run.Changes[^1].After;
            if (run.IsYearly && run.LastYear < LastYear)
            {
                description.Fixed(offset, new DateTime(run.LastYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc) - offset);
            }
        }
        return description.Elements();
    }

    private static List<Run> Runs(TimeZoneInfo zone)
    {
        var runs = new List<Run>();
        for (var year = FirstYear; year <= LastYear; year++)
        {
            var changes = Changes(zone, year);
            if (changes.Count == 0)
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].TryContinue(year, changes))
            {
                continue;
            }

            runs.Add(new Run(year, changes));
        }
        return runs;
    }

    private static List<Change> Changes(TimeZoneInfo zone, int year)
    {
        var changes = new List<Change>();
        var end = new DateTime(year + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var at = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc); at < end; at = at.AddDays(7))
        {
            var next = at.AddDays(7) < end ? at.AddDays(7) : end;
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(next))
            {
                changes.Add(Locate(zone, at, next));
            }
        }
        return changes;
    }

    private static Change Locate(TimeZoneInfo zone, DateTime from, DateTime until)
    {
        var (before, after) = (zone.GetUtcOffset(from), zone.GetUtcOffset(until));
        while (until - from > TimeSpan.FromSeconds(1))
        {
            var middle = from.AddSeconds(Math.Floor((until - from).TotalSeconds / 2));
            (from, until) = zone.GetUtcOffset(middle) == before ? (middle, until) : (from, middle);
        }
        return new Change(until, before, after);
    }

    /// <summary>The clock goes from one offset to another.</summary>
    private sealed record Change(DateTime Utc, TimeSpan Before, TimeSpan After)
    {
        public DateTime Local => DateTime.SpecifyKind(Utc + Before, DateTimeKind.Unspecified);

        /// <summary>Which of the weekdays of its month it may be: the first is 1, the last -1.</summary>
        public IEnumerable<int> Occurrences()
        {
            if (Local.AddDays(7).Month != Local.Month)
            {
                yield return -1;
            }

            yield return (Local.Day - 1) / 7 + 1;
        }

        public bool IsLike(Change other) =>
            (Local.Month, Local.DayOfWeek, Local.TimeOfDay, Before, After)
            == (other.Local.Month, other.Local.DayOfWeek, other.Local.TimeOfDay, other.Before, other.After);
    }

    /// <summary>Years in a row whose clocks go alike.</summary>
    private sealed class Run(int year, List<Change> changes)
    {
        private readonly List<int[]> _occurrences = changes.ConvertAll(c => c.Occurrences().ToArray());

        public int FirstYear { get; } = year;

        public int LastYear { get; private set; } = year;

        public IReadOnlyList<Change> Changes { get; } = changes;

        public bool IsYearly =>
            Changes.Count == 2 && Changes[0].Before == Changes[1].After && _occurrences.TrueForAll(o => o[0] is -1 or <= 4);

        public int Occurrence(int change) => _occurrences[change][0];

        public bool TryContinue(int next, List<Change> with)
        {
            if (
                next != LastYear + 1
                || !IsYearly
                || with.Count != Changes.Count
                || !with.Zip(Changes).All(pair => pair.First.IsLike(pair.Second))
            )
            {
                return false;
            }

            var common = with.Select((change, i) => _occurrences[i].Intersect(change.Occurrences()).ToArray()).ToList();
            if (common.Exists(occurrences => occurrences.Length == 0))
            {
                return false;
            }

            for (var i = 0; i < common.Count; i++)
            {
                _occurrences[i] = common[i];
            }

            LastYear = next;
            return true;
        }
    }

    /// <summary>A definition in the making.</summary>
    private sealed class Description(string id, bool isFixed)
    {
        private readonly XElement _periods = Element("Periods");
        private readonly XElement _groups = Element("TransitionsGroups");
        private readonly XElement _transitions = Element("Transitions");

        public IReadOnlyList<XElement> Elements() => [_periods, _groups, _transitions];

        /// <summary>One offset, from a moment on.</summary>
        public void Fixed(TimeSpan offset, DateTime? from)
        {
            var period = Period(offset, isFixed ? "Standard" : $"{_periods.Elements().Count() + 1}-Standard");
            Group(from, Element("Transition", To("Period", period)));
        }

        public void Once(Run run)
        {
            foreach (var change in run.Changes)
            {
                Fixed(change.After, change.Utc);
            }
        }

        public void Yearly(Run run, TimeSpan offset)
        {
            var standard = run.Changes.Min(c => c.After);
            var key = _periods.HasElements ? XmlConvert.ToString(run.FirstYear) : "1";
            var ids = run
                .Changes.OrderBy(c => c.After)
                .Select(c => Period(c.After, $"{key}-{(c.After == standard ? "Standard" : "Daylight")}"))
                .ToArray();
            var from = new DateTime(run.FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc) - offset;
            Group(
                _transitions.HasElements ? from : null,
                [.. run.Changes.Select((c, i) => Recurring(c, run.Occurrence(i), ids[c.After == standard ? 0 : 1]))]
            );
        }

        private static XElement Recurring(Change change, int occurrence, string period) =>
            Element(
                "RecurringDayTransition",
                To("Period", period),
                Element("TimeOffset", $"PT{XmlConvert.ToString((int)change.Local.TimeOfDay.TotalMinutes)}M"),
                Element("Month", change.Local.Month),
                Element("DayOfWeek", change.Local.DayOfWeek.ToString()),
                Element("Occurrence", occurrence)
            );

        private string Period(TimeSpan offset, string name)
        {
            var period = $"trule:Microsoft/Registry/{id}/{name}";
            _periods.Add(
                Element(
                    "Period",
                    new XAttribute(
                        "Bias",
                        $"{(offset > TimeSpan.Zero ? "-" : "")}PT{XmlConvert.ToString((int)offset.Duration().TotalMinutes)}M"
                    ),
                    new XAttribute("Name", name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]),
                    new XAttribute("Id", period)
                )
            );
            return period;
        }

        private void Group(DateTime? from, params XElement[] changes)
        {
            var group = XmlConvert.ToString(_groups.Elements().Count());
            _groups.Add(Element("TransitionsGroup", new XAttribute("Id", group), changes));
            _transitions.Add(
                from is { } moment
                    ? Element(
                        "AbsoluteDateTransition",
                        To("Group", group),
                        Element("DateTime", XmlConvert.ToString(moment, XmlDateTimeSerializationMode.Utc))
                    )
                    : Element("Transition", To("Group", group))
            );
        }

        private static XElement To(string kind, string target) => Element("To", new XAttribute("Kind", kind), target);

        private static XElement Element(string name, params object[] content) => new(Ews.Types + name, content);
    }
}
