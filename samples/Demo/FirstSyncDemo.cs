using System.Management.Automation;
using System.Text;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>Runs <c>first-sync.ps1</c> and checks what it claims, on the server and in the values that it kept.</summary>
internal sealed class FirstSyncDemo(SimulatedExchange exchange, DemoSession session)
{
    public static async Task<int> RunAsync()
    {
        System.Console.WriteLine("\nStarting a simulated Exchange with two mailboxes ...");
        await using var exchange = await SimulatedExchange.StartAsync(
            new SimulatorOptions { Mailboxes = OutlookUser.Mailboxes, TimeZone = OutlookUser.TimeZone }
        );
        using var session = new DemoSession();
        var outlook = new OutlookUser(exchange);
        outlook.FillCalendars();
        session.Runner.SetVariable("OutlookUser", outlook);
        var exitCode = session.Run(
            "first-sync.ps1",
            new(StringComparer.OrdinalIgnoreCase)
            {
                ["Url"] = exchange.Url.ToString(),
                ["Credential"] = DemoSession.Credential(exchange),
                ["Mailbox"] = OutlookUser.Mailboxes,
                ["CertificateThumbprint"] = exchange.Thumbprint,
                ["Store"] = session.PathOf("store.db"),
                ["Outlook"] = ScriptBlock.Create("param($Task) $OutlookUser.Do($Task)"),
            }
        );
        return exitCode != 0 ? exitCode : new FirstSyncDemo(exchange, session).Check();
    }

    private int Check()
    {
        var claims = new Claims();
        claims.Claim("the plan named 7 creates and was what the first pass did", Count("$plan") == 7 && Sum("$first", "Created") == 7);
        claims.Claim(
            "the second pass wrote nothing",
            Sum("$second", "Created") + Sum("$second", "Updated") + Sum("$second", "Deleted") == 0
        );
        claims.Claim("the third pass did what its plan said", Sum("$third", "Created") + Sum("$third", "Updated") == Count("$changes"));
        claims.Claim("different fields were merged", Has("Visit to a customer", body: "Bring the offer", location: "Utrecht"));
        claims.Claim(
            "of two new subjects the later one won, on both sides",
            Has("Review of the quarter", body: "", location: "Room 1") && Count("Get-AsAppointment -Subject 'Review of the quarter'") == 1
        );
        claims.Claim(
            "a series and a private appointment were left alone",
            Count("Get-AsAppointment -Subject 'Weekly*'") + Count("Get-AsAppointment -Subject 'Doctor'") == 0
        );
        claims.Claim(
            "a task went to Exchange, and that it was completed there came back",
            Count("Get-AsTask -Subject 'Send the quotation' | Where-Object Status -eq Completed") == 1
                && Mailboxes().First().Tasks.Single(task => task.Subject == "Send the quotation").Status == "Completed"
        );
        claims.Claim("a task of Outlook came to AllSolutions", Count("Get-AsTask -Subject 'Order paper' | Where-Object SyncId") == 1);
        claims.Claim("no appointment is without sync id", Count("$left") == 0);
        claims.Claim(
            "nothing is there twice",
            Mailboxes().All(mailbox => mailbox.Calendar.Select(item => item.Content.Subject).Distinct().Count() == mailbox.Calendar.Count)
        );
        claims.Claim("nobody was mailed", exchange.SentMail.Count == 0);
        claims.Claim(
            "the password is in no file in clear",
            session.Files.All(file => !Contains(File.ReadAllBytes(file), exchange.Password))
        );
        return claims.ExitCode;
    }

    private int Count(string expression) => session.Runner.Count(expression);

    private IEnumerable<SimulatedMailbox> Mailboxes() => OutlookUser.Mailboxes.Select(exchange.Mailbox);

    private bool Has(string subject, string body, string location) =>
        exchange
            .Mailbox(OutlookUser.Mailboxes[0])
            .Calendar.Any(item => item.Content.Subject == subject && item.Content.Body.Trim() == body && item.Content.Location == location);

    private int Sum(string results, string count) =>
        Count($"{results} | ForEach-Object {{ for ($i = 0; $i -lt ($_.ToExchange.{count} + $_.ToAllSolutions.{count}); $i++) {{ $i }} }}");

    private static bool Contains(byte[] file, string password) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(password)) >= 0 || file.AsSpan().IndexOf(Encoding.Unicode.GetBytes(password)) >= 0;
}
