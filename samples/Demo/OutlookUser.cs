using System.Globalization;
using System.Management.Automation;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>Does in the simulated mailboxes what the script asks its reader to do in Outlook.</summary>
public sealed class OutlookUser
{
    internal static readonly string[] Mailboxes = ["anna@contoso.test", "bram@contoso.test"];

    /// <summary>The users sit where this machine does.</summary>
    internal static readonly string TimeZone = TimeZoneInfo.TryConvertIanaIdToWindowsId(TimeZoneInfo.Local.Id, out var windows)
        ? windows
        : TimeZoneInfo.Local.Id;

    private readonly SimulatedExchange _exchange;

    internal OutlookUser(SimulatedExchange exchange) => _exchange = exchange;

    private SimulatedMailbox Anna => _exchange.Mailbox(Mailboxes[0]);

    private SimulatedMailbox Bram => _exchange.Mailbox(Mailboxes[1]);

    internal void FillCalendars()
    {
        Anna.CreateAppointment(At("Lunch with Bram", days: 8, hour: 12));
        Anna.CreateAppointment(At("Doctor", days: 9, hour: 8) with { Sensitivity = "Private" });
        Anna.CreateTask("Order paper");
        Bram.CreateAppointment(At("Weekly meeting", days: 7, hour: 10) with { IsSeries = true });
        Bram.CreateAppointment(At("Interview", days: 8, hour: 15) with { Attendees = [new Attendee("carla@example.test", "Carla")] });
    }

    /// <summary>Carries out a task of the script.</summary>
    /// <param name="task">The task as the script words it.</param>
    /// <returns>What is to be seen afterwards, where the task was to look.</returns>
    public object[] Do(string task)
    {
        if (task.StartsWith("look", StringComparison.Ordinal))
        {
            return [.. Show(Anna), .. Show(Bram)];
        }

        Anna.Edit(Find(Anna, "Visit to a customer"), a => a with { Body = "Bring the offer" });
        Anna.Edit(Find(Anna, "Quarterly review"), a => a with { Subject = "Review of the quarter" });
        Anna.CompleteTask(Anna.Tasks.Single(item => item.Subject == "Send the quotation").Id);
        Bram.CreateAppointment(At("Dentist", days: 10, hour: 9));
        return [];
    }

    private static string Find(SimulatedMailbox mailbox, string subject) =>
        mailbox.Calendar.Single(item => item.Content.Subject == subject).Id;

    private static Appointment At(string subject, int days, int hour)
    {
        var start = new DateTimeOffset(TimeProvider.System.GetLocalNow().Date.AddDays(days).AddHours(hour));
        return new Appointment
        {
            Subject = subject,
            Start = start,
            End = start.AddHours(1),
        };
    }

    private static IEnumerable<PSObject> Show(SimulatedMailbox mailbox) =>
        mailbox
            .Calendar.OrderBy(item => item.Content.Start)
            .Select(item =>
            {
                var line = new PSObject();
                line.Properties.Add(new PSNoteProperty("Mailbox", mailbox.Address));
                line.Properties.Add(
                    new PSNoteProperty(
                        "Start",
                        item.Content.Start.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)
                    )
                );
                line.Properties.Add(new PSNoteProperty("Subject", item.Content.Subject));
                line.Properties.Add(new PSNoteProperty("Location", item.Content.Location));
                return line;
            });
}
