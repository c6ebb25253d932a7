using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using AllSolutionsExchange.Demo.Console;
using Microsoft.Data.Sqlite;

// Usage: IsolationHost <path of AllSolutionsExchange.psd1> [--import-only]. Prints one JSON object of what it saw.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
using var hosts = new SqliteConnection("Data Source=:memory:");
hosts.Open();

using var runspace = RunspaceFactory.CreateRunspace(HostedSession.State());
runspace.Open();
using (var shell = PowerShell.Create(runspace))
{
    shell.AddCommand("Import-Module").AddParameter("Name", args[0]).AddParameter("ErrorAction", "Stop").Invoke();
}

if (args.Contains("--import-only"))
{
    var loaded = AppDomain
        .CurrentDomain.GetAssemblies()
        .Where(assembly =>
            !assembly.IsDynamic && assembly.Location.Contains(Path.Combine("bin", "Dependencies"), StringComparison.Ordinal)
        );
    Console.WriteLine(
        JsonSerializer.Serialize(
            new { Dependencies = loaded.Select(assembly => assembly.GetName().Name), NativeFile = NativeFileOf(args[0]) }
        )
    );
    return 0;
}

// Asked for as a cmdlet does it: by a reference from the default context.
var core = Assembly.Load("AllSolutionsExchange.Core");
var context = AssemblyLoadContext.GetLoadContext(core)!;
var own = context.LoadFromAssemblyName(new AssemblyName("Microsoft.Data.Sqlite"));
var ownJson = context.LoadFromAssemblyName(new AssemblyName("System.Text.Json"));

Console.WriteLine(
    JsonSerializer.Serialize(
        new
        {
            Context = context.Name,
            HostSqlite = Version(typeof(SqliteConnection).Assembly),
            HostEngine = hosts.ServerVersion,
            HostJson = Version(typeof(JsonSerializer).Assembly),
            ModuleSqlite = Version(own),
            ModuleEngine = EngineVersion(context, own),
            ModuleJson = Version(ownJson),
            ModuleNativeFile = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(NativeFileOf(args[0])))),
            HostStillWorks = Scalar(hosts),
            Refused = new[] { "Version=99.0.0.0", "Culture=nl", "PublicKeyToken=0123456789abcdef" }.Where(part =>
                !IsFound($"AllSolutionsExchange.Core, {part}")
            ),
        }
    )
);
return 0;

static bool IsFound(string name)
{
    try
    {
        return Assembly.Load(name) is not null;
    }
    catch (FileNotFoundException)
    {
        return false;
    }
}

static string Version(Assembly assembly) => assembly.GetName().Version!.ToString(3);

static long Scalar(SqliteConnection connection)
{
    using var command = connection.CreateCommand();
    command.CommandText = "SELECT 42";
    return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
}

// The provider is set as Core's store sets it.
static string EngineVersion(AssemblyLoadContext context, Assembly sqlite)
{
    var provider = context
        .LoadFromAssemblyName(new AssemblyName("SQLitePCLRaw.provider.e_sqlite3"))
        .GetType("SQLitePCL.SQLite3Provider_e_sqlite3", throwOnError: true)!;
    var raw = context.LoadFromAssemblyName(new AssemblyName("SQLitePCLRaw.core")).GetType("SQLitePCL.raw", throwOnError: true)!;
    raw.GetMethod("SetProvider")!.Invoke(null, [Activator.CreateInstance(provider)]);
    using var connection = (System.Data.Common.DbConnection)
        Activator.CreateInstance(sqlite.GetType("Microsoft.Data.Sqlite.SqliteConnection", throwOnError: true)!, "Data Source=:memory:")!;
    connection.Open();
    return connection.ServerVersion;
}

// Which of the native files that lie in the module is mapped into this process. On Windows the managed ones are listed too.
static string? NativeFileOf(string manifest)
{
    var module = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
    return System
        .Diagnostics.Process.GetCurrentProcess()
        .Modules.Cast<System.Diagnostics.ProcessModule>()
        .Select(loaded => loaded.FileName)
        .FirstOrDefault(file =>
            file.StartsWith(module, StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(file) is "e_sqlite3" or "libe_sqlite3"
        );
}
