using System.Management.Automation;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>
/// Runs <c>set-up.ps1</c>, and then <c>after-set-up.ps1</c>, with a stand-in for Exchange's own shell, and checks what it claims.
/// </summary>
internal sealed class SetUpDemo(SimulatedExchange exchange, DemoSession session)
{
    private const string Group = "AllSol",
        Member = "anna@contoso.com",
        Outsider = "carol@contoso.com";

    private string WebConfigPath => session.PathOf(Path.Combine("EWS", "web.config"));

    private static readonly AuthenticationMode[] Others =
    [
        AuthenticationMode.OwaForms,
        AuthenticationMode.TmgForms,
        AuthenticationMode.LoginTimeout,
        AuthenticationMode.GatewayRedirect,
        AuthenticationMode.BearerOnly,
        AuthenticationMode.Anonymous,
        AuthenticationMode.Forbidden,
        AuthenticationMode.Unavailable,
    ];

    public static async Task<int> RunAsync()
    {
        var options = new SimulatorOptions
        {
            Mailboxes = [Member, "bob@contoso.com", Outsider],
            Account = @"CONTOSO\svc-allsol",
            Authentication = AuthenticationMode.NtlmOnly,
            ImpersonationScope = [],
        };
        System.Console.WriteLine($"Starting a simulated Exchange, and {Others.Length} servers that answer otherwise ...");
        await using var exchange = await SimulatedExchange.StartAsync(options);
        var others = new List<SimulatedExchange>();
        try
        {
            foreach (var mode in Others)
            {
                others.Add(await SimulatedExchange.StartAsync(new SimulatorOptions { Authentication = mode }));
            }

            using var session = new DemoSession();
            ExchangeShell.Open(session.Runner, options);
            var demo = new SetUpDemo(exchange, session);
            Directory.CreateDirectory(session.PathOf("EWS"));
            File.WriteAllText(demo.WebConfigPath, WebConfig);
            var exitCode = session.Run("set-up.ps1", demo.Parameters());
            if (exitCode == 0)
            {
                exitCode = session.Run("after-set-up.ps1", demo.FurtherParameters(others));
            }

            return exitCode != 0 ? exitCode : demo.Check();
        }
        finally
        {
            foreach (var other in others)
            {
                await other.DisposeAsync();
            }
        }
    }

    private Dictionary<string, object?> Parameters() =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Credential"] = DemoSession.Credential(exchange),
            ["Group"] = Group,
            ["Mailbox"] = Member,
            ["NotAllowed"] = Outsider,
            ["AutodiscoverServer"] = exchange.Url.Authority,
            ["CertificateThumbprint"] = exchange.Thumbprint,
            ["EwsProxy"] = "http://proxy.contoso.com:8080",
            ["WebConfig"] = WebConfigPath,
            ["BackupDirectory"] = session.PathOf("backup"),
        };

    private Dictionary<string, object?> FurtherParameters(IEnumerable<SimulatedExchange> others) =>
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["WebConfig"] = WebConfigPath,
            ["BackupDirectory"] = session.PathOf("backup"),
            ["Compare"] = others.Select(other => Target(other)).ToArray(),
        };

    private static PSObject Target(SimulatedExchange other)
    {
        var target = new PSObject();
        target.Properties.Add(new PSNoteProperty("Url", other.Url.AbsoluteUri));
        target.Properties.Add(new PSNoteProperty("CertificateThumbprint", other.Thumbprint));
        return target;
    }

    private int Check()
    {
        var claims = new Claims();
        claims.Claim("Autodiscover found the address", Count($"$found | Where-Object Url -EQ '{exchange.Url}'") == 1);
        claims.Claim("before, no sign-in was possible", Count("$closed | Where-Object Succeeded") == 0);
        claims.Claim(
            "without the right, the mailbox was refused",
            Count("$denied | Where-Object Succeeded") == 0
                && Count("$denied | Where-Object { $_.Steps.Detail -match 'ErrorImpersonateUserDenied' }") == 1
        );
        claims.Claim(
            "the right was given once, and the second time nothing changed",
            Count("$granted | Where-Object Changed") == 1 && Count("$again | Where-Object { -not $_.Changed }") == 1
        );
        claims.Claim(
            "the mailbox of the group passed, and the other was refused as it should",
            Count("$proof") == 2 && Count("$proof | Where-Object Succeeded") == 2
        );
        claims.Claim(
            "no test message was left behind",
            exchange.Mailboxes.All(mailbox => mailbox.Folders.All(folder => mailbox.Items(folder).Count == 0))
        );
        claims.Claim("nobody was mailed", exchange.SentMail.Count == 0);
        claims.Claim(
            "the proxy was set, proved and taken out again",
            Count("$set | Where-Object { $_.Changed -and $_.IsConfigured }") == 1
                && Count("$kept | Where-Object Succeeded") == 1
                && Count("$removed | Where-Object Changed") == 1
        );
        claims.Claim("web.config is what it was, byte for byte", File.ReadAllText(WebConfigPath) == WebConfig);
        claims.Claim(
            "each of the other servers was recognised",
            Count("$compared | Where-Object { -not $_.Succeeded }") == Others.Length
                && Count("$compared | ForEach-Object { ($_.Steps | Where-Object Outcome -EQ Failed).Detail } | Where-Object { $_ }")
                    == Others.Length
        );
        return claims.ExitCode;
    }

    private int Count(string expression) => session.Runner.Count(expression);

    /// <summary>Built as the back end's file is.</summary>
    private const string WebConfig = """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <configSections>
            <section name="exampleSection" type="System.Configuration.IgnoreSectionHandler" />
          </configSections>
          <appSettings>
            <add key="ExampleSetting"
                 value="true" />
          </appSettings>
        </configuration>
        """;
}
