using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using AllSolutionsExchange.ModuleTests.Hosting;
using ExchangeSimulator;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The built module in a PowerShell session, with a store in a folder of its own and a simulated Exchange over TLS.</summary>
internal sealed class Coupled : IAsyncDisposable
{
    public const string Jan = "j.jansen@contoso.test";
    public const string Piet = "p.peters@contoso.test";
    public const string Kees = "k.klaassen@contoso.test";

    private Coupled(SimulatedExchange exchange)
    {
        Exchange = exchange;
        var folder = Directory.CreateTempSubdirectory("asx-cmdlets-");
        Folder = folder.FullName;
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary { ["*-As*:Store"] = Path.Combine(Folder, "store.db") });
        Session.Set("Url", exchange.Url.AbsoluteUri);
        Session.Set("Thumbprint", exchange.Thumbprint);
        Session.Set("Credential", new PSCredential(exchange.Account, Secure(exchange.Password)));
        Session.Set("WrongCredential", new PSCredential(exchange.Account, Secure("not it " + exchange.Password.Length)));
    }

    public SimulatedExchange Exchange { get; }

    public ModuleSession Session { get; } = new();

    /// <summary>The folder of the store; whatever the cmdlets write stands here.</summary>
    public string Folder { get; }

    public static async Task<Coupled> StartAsync(
        IReadOnlyCollection<string>? scope = null,
        AuthenticationMode mode = AuthenticationMode.Basic
    ) =>
        await StartAsync(
            new SimulatorOptions
            {
                Mailboxes = [Jan, Piet, Kees],
                ImpersonationScope = scope,
                Authentication = mode,
            }
        );

    public static async Task<Coupled> StartAsync(SimulatorOptions options) => new(await SimulatedExchange.StartAsync(options));

    /// <summary>With parameters that were tested, and the three users registered, by default with their agendas alone.</summary>
    public static async Task<Coupled> RegisteredAsync(IReadOnlyCollection<string>? scope = null, string kinds = "Appointment")
    {
        var coupled = await StartAsync(scope);
        coupled.Succeed("Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint");
        coupled.Succeed(
            $"Set-AsUserMailbox JAN {Jan} -Kind {kinds}; Set-AsUserMailbox PIET {Piet} -Kind {kinds}; "
                + $"Set-AsUserMailbox KEES {Kees} -Kind {kinds}"
        );
        return coupled;
    }

    public ScriptResult Run(string script) => Session.Run(script);

    /// <summary>Runs a script that must not give an error.</summary>
    public IReadOnlyList<PSObject> Succeed(string script)
    {
        var result = Session.Run(script);
        Assert.True(result.Errors.Count == 0, $"{script}\n{string.Join('\n', result.Errors)}");
        return result.Output;
    }

    /// <summary>Runs a script that must give exactly one error, also where it is one that ends the command.</summary>
    public ErrorRecord Fail(string script)
    {
        var result = Session.Run("try { " + script + " } catch { $_ }");
        var errors = result.Errors.Concat(result.Output.Select(value => value.BaseObject).OfType<ErrorRecord>());
        return Assert.Single(errors);
    }

    /// <summary>Enters an appointment in Exchange, tomorrow at an hour.</summary>
    public string Enter(string mailbox, string subject, int hour)
    {
        var start = Tomorrow.AddHours(hour);
        return Exchange
            .Mailbox(mailbox)
            .CreateAppointment(
                new Appointment
                {
                    Subject = subject,
                    Start = start,
                    End = start.AddHours(1),
                }
            );
    }

    public static DateTimeOffset Tomorrow { get; } = new(TimeProvider.System.GetUtcNow().Date.AddDays(1), TimeSpan.Zero);

    /// <summary>Subjects of a calendar, in order.</summary>
    public IEnumerable<string> Calendar(string mailbox) =>
        Exchange.Mailbox(mailbox).Calendar.Select(item => item.Content.Subject).Order(StringComparer.Ordinal);

    /// <summary>Subjects of users' agendas in AllSolutions, in order.</summary>
    public IEnumerable<string> Agenda(string user) =>
        Succeed($"Get-AsAppointment '{user}'")
            .Select(appointment => (string)appointment.Properties["Subject"].Value)
            .Order(StringComparer.Ordinal);

    /// <summary>Rows as Import-Csv makes them: every value is text. The test host has the engine's own cmdlets only.</summary>
    public void SetRows(string name, params string[] lines)
    {
        var columns = lines[0].Split(',');
        Session.Set(
            name,
            lines
                .Skip(1)
                .Select(line =>
                {
                    var row = new PSObject();
                    foreach (var (column, value) in columns.Zip(line.Split(',')))
                    {
                        row.Properties.Add(new PSNoteProperty(column, value));
                    }

                    return row;
                })
                .ToArray()
        );
    }

    /// <summary>
    /// Every file of the store's folder with a digest of its bytes. What SQLite lays beside a file that is read is left out: an index in
    /// shared memory, and a log with nothing in it. A log that holds anything counts.
    /// </summary>
    public IReadOnlyList<string> Files() =>
        [
            .. Directory
                .GetFiles(Folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where(file =>
                    !file.EndsWith("-shm", StringComparison.Ordinal)
                    && !(file.EndsWith("-wal", StringComparison.Ordinal) && new FileInfo(file).Length == 0)
                )
                .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
        ];

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Exchange.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
