using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>A session with a web.config in a folder of its own, its backups beside it, and servers for the pipeline.</summary>
public abstract class EwsProxySession : IDisposable
{
    /// <summary>The file as it is at first.</summary>
    protected const string Content =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<configuration>\r\n  <configSections>\r\n    <section name=\"x\" type=\"y\" "
        + "/>\r\n  </configSections>\r\n  <x a='é'\r\n     b='>' />\r\n</configuration>\r\n";
    protected const string WebConfig = @"\C$\Program Files\Microsoft\Exchange Server\V15\ClientAccess\exchweb\EWS\web.config";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asx-proxy-");
    private readonly List<string> _shareFiles = [];

    protected EwsProxySession()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File1)!);
        Session.Set("WebConfig", File1);
        Session.Set("Backup", Path.Combine(Folder, "backup"));
        Session.Set(
            "PSDefaultParameterValues",
            new DefaultParameterDictionary { ["*-AsEwsProxy:BackupDirectory"] = Path.Combine(Folder, "backup") }
        );
        File.WriteAllText(File1, Content);
    }

    protected string Domain { get; } = Guid.NewGuid().ToString("N") + ".test";

    protected string Folder => _folder.FullName;

    protected string File1 => Path.Combine(Folder, "web", "web.config");

    private protected ModuleSession Session { get; } = new();

    /// <summary>A file with a proxy in the coupling's folder, and its backups beside it.</summary>
    internal static void SetIn(Coupled coupled)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(coupled.Folder, "web")).FullName, "web.config");
        File.WriteAllText(file, Content);
        coupled.Session.Set("WebConfig", file);
        coupled.Session.Set("WebConfigBackup", Path.Combine(coupled.Folder, "backup"));
        coupled.Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -BackupDirectory $WebConfigBackup");
    }

    public void Dispose()
    {
        Session.Dispose();
        _folder.Delete(recursive: true);
        _shareFiles.ForEach(File.Delete);
        GC.SuppressFinalize(this);
    }

    protected IReadOnlyList<PSObject> Succeed(string script)
    {
        var result = Session.Run(script);
        Assert.True(result.Errors.Count == 0, $"{script}\n{string.Join('\n', result.Errors)}");
        return result.Output;
    }

    protected ErrorRecord Fail(string script)
    {
        var result = Session.Run("try { " + script + "\n} catch { $_ }");
        return Assert.Single(result.Errors.Concat(result.Output.Select(value => value.BaseObject).OfType<ErrorRecord>()));
    }

    // Off Windows a share's path is the name of a file in the current folder.
    protected string OnShare(string server)
    {
        var path = $@"\\{server}.{Domain}{WebConfig}";
        File.WriteAllText(path, Content);
        _shareFiles.Add(path);
        return path;
    }

    protected void SetServers(bool isDeserialized, params string[] names) =>
        Session.Set(
            "Servers",
            names
                .Select(name => new ExchangeServer($"{name}.{Domain}"))
                .Select(server => isDeserialized ? PSSerializer.Deserialize(PSSerializer.Serialize(server)) : server)
                .ToArray()
        );

    /// <summary>What Get-ExchangeServer returns, as far as it matters.</summary>
    public sealed class ExchangeServer(string fqdn)
    {
        public string Name => Fqdn.Split('.')[0];

        public string Fqdn { get; } = fqdn;

        public LocalPath DataPath => new(@"C:\Program Files\Microsoft\Exchange Server\V15\Mailbox");

        public ServerVersion AdminDisplayVersion { get; } = new();

        public override string ToString() => Name;
    }

    public readonly record struct LocalPath(string PathName)
    {
        public override string ToString() => PathName;
    }

    public sealed class ServerVersion
    {
        public int Major => 15;

        public override string ToString() => "Version 15.1 (Build 2507.6)";
    }
}
