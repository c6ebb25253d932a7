using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Mailboxes;

/// <summary>Fills a calendar at the start: the same seed, the same appointments.</summary>
internal static class SampleCalendar
{
    // What an appointment takes as XML beside its body, with the properties that a synchroniser asks for: the ids, and the definitions of
    // its zones.
    private const int BareSize = 4000;

    private static readonly string[] Subjects =
    [
        "Overleg planning",
        "Bezoek klant",
        "Onderhoud machine",
        "Offerte bespreken",
        "Levering",
        "Intake",
        "Werkbespreking",
    ];
    private static readonly string[] Places = ["Kantoor", "Magazijn", "Bij de klant", "Vergaderzaal 2", "Teams"];
    private static readonly string[] Words =
    [
        "afspraak",
        "levering",
        "order",
        "project",
        "monteur",
        "planning",
        "klant",
        "factuur",
        "uren",
        "bespreken",
    ];

    public static void Fill(MailboxStore mailbox, SimulatorOptions options, int index)
    {
        var random = new Random(options.Seed * 7919 + index);
        var folder = mailbox.FindFolder("calendar")!;
        var definition =
            ZoneDefinition.Find(options.TimeZone)
            ?? throw new ArgumentException($"'{options.TimeZone}' is no Windows time zone id.", nameof(options));
        var zone = definition.Info;
        var today = TimeZoneInfo.ConvertTime(mailbox.Now, zone).Date;
        for (var number = 1; number <= options.ItemsPerMailbox; number++)
        {
            var item = mailbox.NewItem(ItemSchema.CalendarItem, folder);
            var start = today.AddDays(random.Next(-30, 180)).AddHours(random.Next(8, 17)).AddMinutes(15 * random.Next(4));
            item[CommonProperties.Subject] = $"{Subjects[random.Next(Subjects.Length)]} {number}";
            item[CommonProperties.Body] = ItemBody.FromText(Text(random, options.ItemSize - BareSize));
            item[CalendarProperties.Location] = Places[random.Next(Places.Length)];
            item[CalendarProperties.StartTimeZone] = definition;
            item[CalendarProperties.Start] = new DateTimeOffset(EwsDateTime.ToUtc(start, zone));
            item[CalendarProperties.End] = new DateTimeOffset(EwsDateTime.ToUtc(start.AddMinutes(30 * random.Next(1, 5)), zone));
            SaveRules.Complete(item, definition);
            mailbox.Insert(item);
        }
    }

    private static string Text(Random random, int length)
    {
        var text = new System.Text.StringBuilder();
        while (text.Length < length)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(text.Length % 70 > 60 ? '\n' : ' ');
        }

        return text.ToString();
    }
}
