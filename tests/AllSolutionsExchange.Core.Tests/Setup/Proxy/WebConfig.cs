using System.Text;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>A web.config in a folder of its own, with a folder for its backups.</summary>
internal sealed class WebConfig : IDisposable
{
    /// <summary>As the back end's file of Exchange 2013 and later is built: sections first, attributes over several lines, text that looks
    /// like markup.</summary>
    public const string BackEnd = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- A comment before the root: <system.net><defaultProxy /></system.net> -->
        <configuration>
          <configSections>
            <section name="Diagnostics" type="Contoso.Diagnostics, Contoso" />
          </configSections>
          <Diagnostics>
            <Component name="a &gt; b" implementation="Contoso > Component"
                       method="Get"/>
          </Diagnostics>
          <assemblyBinding xmlns="urn:schemas-microsoft-com:asm.v1">
            <linkedConfiguration href="file://C:\Exchange\SharedWebConfig.config" />
          </assemblyBinding>
          <appSettings>
            <add key="Price" value="&#8364; 5" /><!-- <system.net> -->
            <add key="Text" value="1"></add>
          </appSettings>
          <script><![CDATA[ <defaultProxy>if (a > b) </defaultProxy> ]]></script>
        </configuration>

        """;

    /// <summary>As the file of Exchange 2010 is built: no sections.</summary>
    public const string Old = """
        <configuration>
        	<system.web>
        		<compilation defaultLanguage="c#" />
        	</system.web>
        </configuration>
        """;

    public static readonly EwsProxySettings Proxy = EwsProxySettings.Create(
        "http://proxy:8080",
        useSystemDefault: false,
        bypassOnLocal: true,
        [@"[a-z]+\.contoso\.local$"],
        useDefaultCredentials: false
    );
    public static readonly EwsProxySettings OtherProxy = EwsProxySettings.Create(
        "http://other:3128",
        useSystemDefault: false,
        bypassOnLocal: false,
        bypassList: null,
        useDefaultCredentials: true
    );

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public WebConfig(string text)
        : this(new UTF8Encoding(false).GetBytes(text)) { }

    public WebConfig(byte[] content)
    {
        Original = content;
        Directory.CreateDirectory(_folder["web"]);
        System.IO.File.WriteAllBytes(Path, content);
    }

    public byte[] Original { get; }

    public string Path => System.IO.Path.Combine(_folder["web"], "web.config");

    /// <summary>Where the new content is written.</summary>
    public string NewPath => Path + ".new.config";

    /// <summary>Where the replaced file stands until it has been compared.</summary>
    public string OldPath => Path + ".old.config";

    public string Backup => _folder["backup"];

    public byte[] Content
    {
        get => System.IO.File.ReadAllBytes(Path);
        set => System.IO.File.WriteAllBytes(Path, value);
    }

    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>What stands beside the file.</summary>
    public IEnumerable<string> LeftOver => Directory.GetFiles(_folder["web"]).Where(file => file != Path);

    /// <summary>All files of its backups.</summary>
    public IEnumerable<string> BackupFiles => Directory.Exists(Backup) ? Directory.GetFiles(Backup, "*", SearchOption.AllDirectories) : [];

    /// <summary>Every file with its content and the time of its last write.</summary>
    public IEnumerable<(string Path, string Content, DateTime Time)> Everything =>
        Directory
            .GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Convert.ToHexString(System.IO.File.ReadAllBytes(path)), System.IO.File.GetLastWriteTimeUtc(path)))
            .ToList();

    public EwsConfigFile File => EwsConfigFile.Named(Path, server: null, "MBX01", "Version 15.2 (Build 1748.10)");

    public EwsProxyConfiguration Configuration(Action<WriteStep>? beforeStep = null) => new(Backup, () => Now, beforeStep);

    public async Task<EwsProxy> SetAsync(EwsProxySettings settings, bool force = false, Action<WriteStep>? beforeStep = null)
    {
        var configuration = Configuration(beforeStep);
        return await configuration.ApplyAsync(await configuration.PrepareSetAsync(File, settings, force, default), default);
    }

    public async Task<EwsProxy> RemoveAsync(bool force = false)
    {
        var configuration = Configuration();
        return await configuration.ApplyAsync(await configuration.PrepareRemoveAsync(File, force, default), default);
    }

    public async Task<EwsProxy> RestoreAsync(Action<WriteStep>? beforeStep = null)
    {
        var configuration = Configuration(beforeStep);
        return await configuration.ApplyAsync(await configuration.PrepareRestoreAsync(File, default), default);
    }

    public void Dispose() => _folder.Dispose();
}
