using System.Globalization;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>
/// Which web.config the EWS application that calls out reads: on Exchange 2010 the one of the only site, from 2013 on the one of
/// the back end. The front end's is never it. Paths are Windows paths, whatever this computer runs.
/// </summary>
public sealed record EwsConfigFile
{
    /// <summary>The application pool that a change of the file recycles.</summary>
    public const string ApplicationPool = "MSExchangeServicesAppPool";

    private const string FileName = "web.config";
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    // Setup keeps defaultProxy from Exchange 2019 CU13 on (Microsoft: Preservation of custom configurations).
    private static readonly Version FirstThatKeeps = new(15, 2, 1258);

    private EwsConfigFile(string server, string path, Version? version)
    {
        Server = server;
        Path = path;
        Version = version;
    }

    /// <summary>The server, by the name that it was given.</summary>
    public string Server { get; }

    /// <summary>The file as this computer opens it.</summary>
    public string Path { get; }

    /// <summary>The build of Exchange; null if it is not known.</summary>
    public Version? Version { get; }

    /// <summary>Whether a cumulative update keeps the proxy: from Exchange 2019 CU13 on. Null where the build is not known.</summary>
    public bool? IsKeptByUpdates => Version is null ? null : Version >= FirstThatKeeps;

    /// <summary>The file as the server itself names it: without the administrative share.</summary>
    internal string PathOnServer => Share(Path) is { } share ? $"{share.Groups["drive"].Value}:{share.Groups["rest"].Value}" : Path;

    /// <summary>The file of a server, over its administrative share.</summary>
    /// <param name="fqdn">The server's name.</param>
    /// <param name="dataPath">Its DataPath, as Get-ExchangeServer shows it: a folder below the installation.</param>
    /// <param name="displayVersion">Its AdminDisplayVersion, such as <c>Version 15.2 (Build 1748.10)</c>.</param>
    /// <exception cref="EwsProxyException">The server's folder or version cannot be made out.</exception>
    public static EwsConfigFile OfServer(string fqdn, string? dataPath, string? displayVersion)
    {
        var root =
            InstallationOf(dataPath)
            ?? throw Unknown(
                fqdn,
                $"The DataPath '{dataPath}' of {fqdn} does not say where Exchange is installed.",
                "Name its web.config with -Path."
            );
        var version =
            VersionOf(displayVersion)
            ?? throw Unknown(
                fqdn,
                $"The AdminDisplayVersion '{displayVersion}' of {fqdn} is not a version.",
                "Name its web.config with -Path."
            );
        return new EwsConfigFile(fqdn, OnShare(fqdn, Below(root, version.Major)), version);
    }

    /// <summary>The file of an installation on this computer.</summary>
    /// <param name="server">This computer's name.</param>
    /// <param name="installPath">The folder that Exchange is installed in: MsiInstallPath of its set-up.</param>
    /// <param name="version">The build; null if it is not known: then the folder's name tells 2010 from later ones.</param>
    public static EwsConfigFile OfInstallation(string server, string installPath, Version? version)
    {
        var root = installPath.TrimEnd('\\', '/');
        var major = version?.Major ?? (root.EndsWith(@"\V14", StringComparison.OrdinalIgnoreCase) ? 14 : 15);
        return new EwsConfigFile(server, Below(root, major), version);
    }

    /// <summary>The file of a server of which only the name is known, in the default folder of Exchange.</summary>
    /// <param name="server">The server's name.</param>
    /// <exception cref="EwsProxyException">There is none.</exception>
    public static EwsConfigFile InDefaultFolder(string server)
    {
        var candidates = new[] { 15, 14 }.Select(major => OnShare(server, Below(Default(major), major))).ToList();
        return candidates.Find(File.Exists) is { } path
            ? new EwsConfigFile(server, path, version: null)
            : throw Unknown(
                server,
                $"On {server} there is neither '{candidates[0]}' nor '{candidates[1]}', or its share cannot be reached.",
                "Pipe Get-ExchangeServer in, which knows the folder, or name the file with -Path."
            );
    }

    /// <summary>No file is meant where no Exchange is.</summary>
    /// <param name="thisComputer">This computer's name.</param>
    public static EwsProxyException NoneHere(string thisComputer) =>
        Unknown(
            thisComputer,
            $"No Exchange is installed on {thisComputer}.",
            "Pipe Get-ExchangeServer in, or name a web.config with -Path."
        );

    /// <summary>Whether the file is one of this server, by its short or full name.</summary>
    /// <param name="computer">The server's name.</param>
    public bool IsOf(string computer) => string.Equals(Server.Split('.')[0], computer.Split('.')[0], StringComparison.OrdinalIgnoreCase);

    /// <summary>A file that is named.</summary>
    /// <param name="path">Its path; a share's, or one of <paramref name="server"/>.</param>
    /// <param name="server">The server whose drive a path such as <c>D:\...</c> is on; null for this computer.</param>
    /// <param name="thisComputer">This computer's name.</param>
    /// <param name="displayVersion">The server's AdminDisplayVersion, where it is known.</param>
    /// <exception cref="EwsProxyException">It is the front end's file, or no web.config.</exception>
    public static EwsConfigFile Named(string path, string? server, string thisComputer, string? displayVersion)
    {
        var slashes = path.Replace('/', '\\');
        var frontEnd = slashes.IndexOf(@"\FrontEnd\HttpProxy\", StringComparison.OrdinalIgnoreCase);
        if (frontEnd >= 0)
        {
            var right = Below(path.Substring(0, frontEnd), 15);
            throw new EwsProxyException(
                ErrorIds.FrontEndFile,
                path,
                $"'{path}' is the front end's, which does not call out.",
                $"The proxy belongs in the back end's file: '{right}'."
            );
        }

        var isOnDrive = slashes.Length > 2 && slashes[1] == ':';
        if (!slashes.EndsWith('\\' + FileName, StringComparison.OrdinalIgnoreCase) || (isOnDrive && slashes[2] != '\\'))
        {
            throw new EwsProxyException(
                ErrorIds.NoConfigFile,
                path,
                $"'{path}' is not the whole path of a web.config.",
                $"Name the EWS application's file, such as '{Below(Default(15), 15)}'."
            );
        }

        var onShare = server is not null && isOnDrive ? OnShare(server, path) : path;
        return new EwsConfigFile(server ?? Share(path)?.Groups["host"].Value ?? thisComputer, onShare, VersionOf(displayVersion));
    }

    /// <summary>The build in a text such as <c>Version 15.2 (Build 1748.10)</c> or <c>15.2.1748.10</c>; null if there is none.</summary>
    internal static Version? VersionOf(string? text)
    {
        var match = Regex.Match(
            text ?? "",
            @"(?<major>\d+)\.(?<minor>\d+)(?:\.|\s*\(Build\s+)(?<build>\d+)\.(?<revision>\d+)",
            RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
            MatchTimeout
        );
        string[] parts = ["major", "minor", "build", "revision"];
        return match.Success && Version.TryParse(string.Join(".", parts.Select(part => match.Groups[part].Value)), out var version)
            ? version
            : null;
    }

    // DataPath is the folder Mailbox of the installation, or one below it. An installation elsewhere has no folder V14 or V15.
    private static string? InstallationOf(string? dataPath)
    {
        var match = Regex.Match(
            dataPath ?? "",
            @"^(?<root>[A-Z]:\\(?:.*\\)?V1[45]|[A-Z]:(?:\\.*)?(?=\\Mailbox(?:\\|$)))(?:\\|$)",
            RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
            MatchTimeout
        );
        return match.Success ? match.Groups["root"].Value : null;
    }

    private static string Below(string root, int major) => $@"{root}\ClientAccess\exchweb\{(major <= 14 ? "ews" : "EWS")}\{FileName}";

    private static string Default(int major) =>
        $@"C:\Program Files\Microsoft\Exchange Server\V{major.ToString(CultureInfo.InvariantCulture)}";

    private static string OnShare(string server, string path) => $@"\\{server}\{path[0]}${path.Substring(2)}";

    private static Match? Share(string path)
    {
        var match = Regex.Match(
            path,
            @"^\\\\(?<host>[^\\]+)\\(?<drive>[A-Z])\$(?<rest>\\.*)$",
            RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
            MatchTimeout
        );
        return match.Success ? match : null;
    }

    private static EwsProxyException Unknown(string server, string fault, string advice) =>
        new(ErrorIds.ServerUnknown, server, fault, advice);
}
