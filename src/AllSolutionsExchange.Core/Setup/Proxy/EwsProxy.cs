using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>The proxy that the EWS application of a server calls out through.</summary>
public sealed record EwsProxy
{
    /// <summary>The server, by the name that it was given.</summary>
    public required string Server { get; init; }

    /// <summary>The web.config, as this computer opens it.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the file names a proxy at all. Without one .NET takes that of the application pool's Windows account.</summary>
    public required bool IsConfigured { get; init; }

    /// <summary>The proxy; null for none, or for that of the Windows account.</summary>
    public Uri? ProxyAddress { get; init; }

    /// <summary>Whether the settings of the Windows account are used.</summary>
    public bool UseSystemDefault { get; init; }

    /// <summary>Whether names without a dot are called directly; null where the Windows account's settings decide.</summary>
    public bool? BypassOnLocal { get; init; }

    /// <summary>Regular expressions of addresses that are called directly.</summary>
    public IReadOnlyList<string> BypassList
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>Whether the computer account is used if the proxy requires authentication.</summary>
    public bool UseDefaultCredentials { get; init; }

    /// <summary>False where the file switches the proxy off.</summary>
    public bool Enabled { get; init; }

    /// <summary>What else the file says of the proxy that this module does not set.</summary>
    public IReadOnlyList<string> Others
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>Whether the file was changed.</summary>
    public bool Changed { get; init; }

    /// <summary>The application pool that a change recycles.</summary>
    public string ApplicationPool { get; init; } = EwsConfigFile.ApplicationPool;

    /// <summary>The server's build; null if it is not known.</summary>
    public Version? Version { get; init; }

    /// <summary>Whether a cumulative update keeps the proxy (from Exchange 2019 CU13 on). Null where the build is not known.</summary>
    public bool? IsKeptByUpdates { get; init; }

    /// <summary>The file as it was before the first change; null where nothing was changed.</summary>
    public string? BackupPath { get; init; }

    /// <summary>The address, or why there is none.</summary>
    public override string ToString() =>
        !IsConfigured ? "none"
        : !Enabled ? "off"
        : ProxyAddress?.ToString() ?? "of the system";

    internal static EwsProxy Of(EwsConfigFile file, EwsProxySettings? settings) =>
        new()
        {
            Server = file.Server,
            Path = file.Path,
            Version = file.Version,
            IsKeptByUpdates = file.IsKeptByUpdates,
            IsConfigured = settings is not null,
            ProxyAddress = settings?.ProxyAddress,
            UseSystemDefault = settings?.UseSystemDefault ?? true,
            BypassOnLocal = settings?.BypassOnLocal,
            BypassList = settings?.BypassList ?? [],
            UseDefaultCredentials = settings?.UseDefaultCredentials ?? false,
            Enabled = settings?.Enabled ?? true,
            Others = settings?.Others ?? [],
        };
}
