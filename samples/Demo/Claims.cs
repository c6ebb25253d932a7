using System.Text;
using AllSolutionsExchange.Demo.Console;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>Checks what the script claims, on the server and in the values that it kept.</summary>
internal sealed class Claims(SimulatedExchange exchange, ScriptRunner runner)
{
    private int failed;

    public int Check(string folder)
    {
        System.Console.WriteLine();
        System.Console.WriteLine("Checked on the server and in what the script kept:");
        Claim("the plan named 5 creates and was what the first pass did", runner.Count("$plan") == 5 && Sum("$first", "Created") == 5);
        Claim("the second pass wrote nothing", Sum("$second", "Created") + Sum("$second", "Updated") + Sum("$second", "Deleted") == 0);
        Claim("the third pass did what its plan said", Sum("$third", "Created") + Sum("$third", "Updated") == runner.Count("$changes"));
        Claim("different fields were merged", Has("Visit to a customer", body: "Bring the offer", location: "Utrecht"));
        Claim("of two new subjects the later one stands, on both sides", Has("Review of the quarter", body: "", location: "Room 1") && runner.Count("Get-AsAppointment -Subject 'Review of the quarter'") == 1);
        Claim("a series and a private appointment were left alone", runner.Count("Get-AsAppointment -Subject 'Weekly*'") + runner.Count("Get-AsAppointment -Subject 'Doctor'") == 0);
        Claim("no appointment is without sync id", runner.Count("$left") == 0);
        Claim("nothing is there twice", Mailboxes().All(mailbox => mailbox.Calendar.Select(item => item.Content.Subject).Distinct().Count() == mailbox.Calendar.Count));
        Claim("nobody was mailed", exchange.SentMail.Count == 0);
        Claim("the password is in no file in clear", Directory.GetFiles(folder).All(file => !Contains(File.ReadAllBytes(file), exchange.Password)));
        return failed == 0 ? 0 : 1;
    }

    private IEnumerable<SimulatedMailbox> Mailboxes() => OutlookUser.Mailboxes.Select(exchange.Mailbox);

    private bool Has(string subject, string body, string location) =>
        exchange.Mailbox(OutlookUser.Mailboxes[0]).Calendar.Any(item => item.Content.Subject == subject && item.Content.Body.Trim() == body && item.Content.Location == location);

    private int Sum(string results, string count) => runner.Count($"{results} | ForEach-Object {{ for ($i = 0; $i -lt ($_.ToExchange.{count} + $_.ToAllSolutions.{count}); $i++) {{ $i }} }}");

    private static bool Contains(byte[] file, string password) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(password)) >= 0 || file.AsSpan().IndexOf(Encoding.Unicode.GetBytes(password)) >= 0;

    private void Claim(string claim, bool holds)
    {
        System.Console.WriteLine($"  {(holds ? "yes" : "NO ")}  {claim}");
        if (!holds) failed++;
    }
}
