using System.Management.Automation;
using System.Security;
using AllSolutionsExchange.Demo.Console;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>The real PowerShell engine with the module as it was built, and a folder that is gone afterwards.</summary>
internal sealed class DemoSession : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("allsolutions-exchange-demo");

    public DemoSession()
    {
        Runner.ImportModule(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "AllSolutionsExchange", "AllSolutionsExchange.psd1"));
    }

    public ScriptRunner Runner { get; } = new();

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Every file that the script left.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);

    /// <summary>Runs a script of the samples.</summary>
    public int Run(string script, Dictionary<string, object?> parameters) =>
        Runner.Run(Path.Combine(AppContext.BaseDirectory, script), parameters);

    public static PSCredential Credential(SimulatedExchange exchange)
    {
        var password = new SecureString();
        foreach (var character in exchange.Password)
        {
            password.AppendChar(character);
        }

        return new PSCredential(exchange.Account, password);
    }

    public void Dispose()
    {
        Runner.Dispose();
        _folder.Delete(recursive: true);
    }
}
