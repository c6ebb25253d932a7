using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that works on the web.config of a server's EWS application.</summary>
public abstract class EwsProxyCommand : AsyncCommand
{
    private EwsConfigFile? _local;
    private string? _namedPath;

    /// <summary>
    /// <para type="description">The server: the output of Get-ExchangeServer, also from a remote session, or that of
    /// Get-AsEwsProxy. Its file is opened over the administrative share (C$). With a name only, the default installation folder
    /// of Exchange is assumed. Default: this computer's Exchange.</para>
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ExchangeServerTransformation]
    public ExchangeServerIdentity? Server { get; set; }

    /// <summary>
    /// <para type="description">The web.config, if it is not where the server says. It is never taken from the pipeline. With
    /// -Server, a path such as D:\Exchange\... is one of that server's drives. The front end's file is refused.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Path { get; set; }

    /// <summary>
    /// <para type="description">The folder of the backups: each file as it was before its first change, and a note of every change,
    /// kept for ever; default: the folder web.config beside the store.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? BackupDirectory { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Server?.Name ?? Path;

    /// <summary>Reads and changes the file.</summary>
    protected EwsProxyConfiguration Configuration { get; private set; } = null!;

    /// <summary>The folder of the backups where one is named, else null.</summary>
    protected string? BackupPath { get; private set; }

    /// <summary>Reads the paths as PowerShell does, and finds this computer's Exchange where it is meant.</summary>
    protected override void BeginProcessing()
    {
        _namedPath = Full(
            Path,
            "Give the whole path of the web.config, such as D:\\Exchange\\FrontEnd\\web.config or \\\\server\\share\\web.config, "
                + "without another colon."
        );
        BackupPath = Full(
            BackupDirectory,
            "Give the whole path of a folder, such as D:\\Backup or \\\\server\\share\\backup, without another colon."
        );
        Configuration = new EwsProxyConfiguration(BackupPath, SystemClock.Now);
        if (Path is null && Server is null && !MyInvocation.ExpectingInput)
        {
            _local = LocalExchange.Find(InvokeProvider);
        }
    }

    /// <summary>The file that is meant.</summary>
    /// <exception cref="EwsProxyException">It cannot be told.</exception>
    protected EwsConfigFile FindFile()
    {
        if (_namedPath is not null)
        {
            return EwsConfigFile.Named(_namedPath, Server?.Name, Environment.MachineName, Server?.AdminDisplayVersion);
        }

        return Server switch
        {
            null => _local ?? throw EwsConfigFile.NoneHere(Environment.MachineName),
            { ConfigPath: { } path } => EwsConfigFile.Named(path, server: null, Environment.MachineName, Server.AdminDisplayVersion),
            { DataPath: null } => EwsConfigFile.InDefaultFolder(Server.Name),
            _ => EwsConfigFile.OfServer(Server.Name, Server.DataPath, Server.AdminDisplayVersion),
        };
    }

    private string? Full(string? path, string advice)
    {
        try
        {
            return path switch
            {
                null => null,
                _ when !IsAbsolute(path) => FilePath.Full(SessionState, path, advice),
                _ when path.IndexOf(':', 2) >= 0 => throw FilePath.Colon(path, advice),
                _ => path,
            };
        }
        catch (ValueException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, path)!);
            throw;
        }
    }

    // A drive of another server need not be one of this session, and a share none of this system.
    private static bool IsAbsolute(string path) => path.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':');
}
