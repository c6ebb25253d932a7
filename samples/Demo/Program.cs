using System.Management.Automation;
using System.Security;
using AllSolutionsExchange.Demo;
using AllSolutionsExchange.Demo.Console;
using ExchangeSimulator;

// A simulated Exchange over TLS, the real PowerShell engine, the module as it was built, and the script as an admin would run it.
await using var exchange = await SimulatedExchange.StartAsync(new SimulatorOptions { Mailboxes = OutlookUser.Mailboxes, TimeZone = OutlookUser.TimeZone });
var outlook = new OutlookUser(exchange);
outlook.FillCalendars();
var folder = Directory.CreateTempSubdirectory("allsolutions-exchange-demo");
try
{
    using var runner = new ScriptRunner();
    runner.ImportModule(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "AllSolutionsExchange", "AllSolutionsExchange.psd1"));
    runner.SetVariable("OutlookUser", outlook);
    var exitCode = runner.Run(Path.Combine(AppContext.BaseDirectory, "first-sync.ps1"), new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Url"] = exchange.Url.ToString(),
        ["Credential"] = new PSCredential(exchange.Account, Secure(exchange.Password)),
        ["Mailbox"] = OutlookUser.Mailboxes,
        ["CertificateThumbprint"] = exchange.Thumbprint,
        ["Store"] = Path.Combine(folder.FullName, "store.db"),
        ["Outlook"] = ScriptBlock.Create("param($Task) $OutlookUser.Do($Task)"),
    });
    return exitCode != 0 ? exitCode : new Claims(exchange, runner).Check(folder.FullName);
}
finally
{
    folder.Delete(recursive: true);
}

static SecureString Secure(string password)
{
    var secure = new SecureString();
    foreach (var character in password) secure.AppendChar(character);
    return secure;
}
