using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Tests.Secrets;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>A coupling in a folder of its own, with a clock that the test moves.</summary>
internal sealed class CouplingFolder : IDisposable
{
    public const string Secret = "Geheim-wachtwoord-&<>\"é";
    private readonly TemporaryFolder _folder = new();

    public CouplingFolder() => Coupling = Open();

    public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public Coupling Coupling { get; private set; }

    public string StorePath => _folder["contoso.db"];

    public string RegisterPath => _folder["contoso.register.db"];

    public string[] Files => Directory.GetFiles(_folder.Path);

    /// <summary>Closes the coupling and opens it again, as the next command does.</summary>
    public Coupling Reopen()
    {
        Coupling.Dispose();
        return Coupling = Open();
    }

    public Task<ExchangeParameters> SetParametersAsync() => Coupling.Parameters.SetAsync(Parameters(), default);

    /// <summary>Changes the last byte of the stored password, whoever protects it.</summary>
    public void DamagePassword()
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = StorePath, Pooling = false }.ConnectionString
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM parameter WHERE name = 'Password'";
        var stored = (byte[])command.ExecuteScalar()!;
        stored[^1] ^= 1;
        command.CommandText = "UPDATE parameter SET value = $stored WHERE name = 'Password'";
        command.Parameters.AddWithValue("$stored", stored);
        command.ExecuteNonQuery();
    }

    public static ExchangeParameterChanges Parameters() =>
        new()
        {
            Url = "mail.contoso.nl",
            UserName = @"CONTOSO\svc-allsolutions",
            Password = SecureText.Of(Secret),
            TimeZone = "Europe/Amsterdam",
        };

    public void Dispose()
    {
        Coupling.Dispose();
        _folder.Dispose();
    }

    private Coupling Open() => Coupling.Open(StorePath, () => Now);
}
