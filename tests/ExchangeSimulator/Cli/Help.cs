using System.Text;

namespace ExchangeSimulator.Cli;

/// <summary>An option: its name, what its value is (null: it takes none), and what it does.</summary>
internal sealed record Option(string Name, string? Value, string Text);

/// <summary>The options, and the text of --help.</summary>
internal static class Help
{
    public static readonly IReadOnlyList<Option> Options =
    [
        new("--address", "IP address", "where to listen (127.0.0.1)"),
        new("--port", "number", "the port; 0 takes any that is free (0)"),
        new("--names", "name,name,...", "names of hosts that the certificate is for, beside localhost"),
        new("--proxy", null, "starts an HTTP proxy too, which leads every name to this server, and prints its address as proxy"),
        new("--pem", "file", "writes the self-signed certificate there, as PEM"),
        new("--mailboxes", "number or address,address,...", "how many mailboxes, or which (2)"),
        new("--items", "number", "appointments in each calendar at the start (0)"),
        new("--item-size", "bytes", "approximate size of each as XML (4300)"),
        new("--seed", "number", "seed of ids and contents (1)"),
        new("--latency", "milliseconds", "added to every request (0)"),
        new("--time-zone", "Windows time zone id", "the users' zone (W. Europe Standard Time)"),
        new("--task-dates", "Mailbox, Request or Utc", "the zone in which the dates of tasks are cut to days (Mailbox)"),
        new("--raise-due-date", null, "a task that is due before it starts is due on its start then, instead of refused"),
        new("--exchange", "2010SP3, 2013, 2016, 2019 or SE", "the version to play (2019)"),
        new(
            "--authentication",
            "Basic, NtlmOnly, BearerOnly, OwaForms, TmgForms, LoginTimeout, LogonPage, GatewayRedirect, Anonymous, Forbidden, "
                + "NotFound, ServerError or Unavailable",
            "how the EWS address receives whoever calls (Basic)"
        ),
        new("--gateway", "absolute URL", "where GatewayRedirect sends everybody"),
        new("--account", @"DOMAIN\user", @"the service account (CONTOSO\svc-allsolutions)"),
        new("--password", "text", "its password (a new one each time)"),
        new("--account-mailbox", null, "the service account has a mailbox of its own"),
        new("--scope", "address,address,...", "the mailboxes that the account may impersonate: its RBAC scope (all)"),
        new("--autodiscover", "OfVersion, PoxOnly or None", "which Autodiscover answers (OfVersion)"),
        new(
            "--autodiscover-redirect",
            "address=target,...",
            "sends on who asks for an address: to another address, or to the absolute URL of another Autodiscover"
        ),
        new("--clock-skew", "seconds", "how far the server's clock is ahead (0)"),
        new("--fault", "KIND[,name=value...]", "what goes wrong; may be repeated (see below)"),
        new("--exit-with-stdin", null, "ends when standard input is closed"),
        new("--help", null, "this text"),
    ];

    public static string Text()
    {
        var text = new StringBuilder(
            "A simulated Exchange: EWS over TLS, for tests, the demo and benchmarks.\n\nusage: dotnet run --project "
                + "tests/ExchangeSimulator -- [options]\n\n"
        );
        foreach (var option in Options)
        {
            text.Append("  ")
                .Append(option.Name)
                .Append(option.Value is null ? "" : $" <{option.Value}>")
                .Append("\n        ")
                .Append(option.Text)
                .Append('\n');
        }

        text.Append(
            """

            Faults: ServerBusy (backoff=MS), Unauthorized, ServiceUnavailable (503 with HTML), CutBefore and CutAfter (the
            connection is cut before or after the write is applied), TruncatedXml, InvalidSyncState, Slow (delay=MS),
            ItemError (subject=TEXT or any item, code=RESPONSECODE). Each hits the first request that matches operation=NAME and
            mailbox=ADDRESS; nth=N hits the Nth such request, times=N hits N in a row.
            Examples: --fault ServerBusy,operation=GetItem,nth=2,backoff=500
                      --fault ItemError,operation=DeleteItem,code=ErrorCannotDeleteObject

            On start one line of JSON is printed: url, thumbprint, account, password and mailboxes. Ctrl+C or SIGTERM ends it.

            """
        );
        return text.ToString();
    }
}
