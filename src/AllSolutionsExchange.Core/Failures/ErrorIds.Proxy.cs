namespace AllSolutionsExchange;

public static partial class ErrorIds
{
    /// <summary>The address of the proxy cannot be written to a web.config.</summary>
    /// <remarks>It is not a plain http address, or it was given together with -UseSystemDefault.</remarks>
    public static ErrorDescriptor ProxyAddressRefused { get; } =
        new(nameof(ProxyAddressRefused), FailureCategory.InvalidArgument, "Give scheme, host and port alone, such as http://proxy:8080.");

    /// <summary>An entry of -BypassList cannot be used.</summary>
    /// <remarks>It is empty, or is not a regular expression.</remarks>
    public static ErrorDescriptor BypassListRefused { get; } =
        new(
            nameof(BypassListRefused),
            FailureCategory.InvalidArgument,
            "Give regular expressions: write *.contoso.nl as [a-z0-9-]+\\.contoso\\.nl."
        );

    /// <summary>The address for the callback is not an http or https address.</summary>
    /// <remarks>It is misspelt or incomplete.</remarks>
    public static ErrorDescriptor CallbackUrlRefused { get; } =
        new(
            nameof(CallbackUrlRefused),
            FailureCategory.InvalidArgument,
            "Give the whole address that AllSolutions is notified at, such as https://allsolutions.contoso.nl/notify."
        );

    /// <summary>It is not known where the server has its web.config.</summary>
    /// <remarks>The server does not say where Exchange is installed.</remarks>
    public static ErrorDescriptor ServerUnknown { get; } =
        new(nameof(ServerUnknown), FailureCategory.ObjectNotFound, "Name the file with -Path.");

    /// <summary>The file is the front end's, which does not call out.</summary>
    /// <remarks>The proxy belongs in the back end's file.</remarks>
    public static ErrorDescriptor FrontEndFile { get; } =
        new(nameof(FrontEndFile), FailureCategory.InvalidArgument, "Name the back end's web.config.");

    /// <summary>The path is not the whole path of a web.config.</summary>
    /// <remarks>It names a folder or another file.</remarks>
    public static ErrorDescriptor NoConfigFile { get; } =
        new(nameof(NoConfigFile), FailureCategory.InvalidArgument, "Name the web.config of the EWS application.");

    /// <summary>There is no such web.config.</summary>
    /// <remarks>The server holds no mailboxes, its administrative share cannot be reached, or a run was cut short.</remarks>
    public static ErrorDescriptor ConfigFileMissing { get; } =
        new(
            nameof(ConfigFileMissing),
            FailureCategory.ObjectNotFound,
            "Check the server and its administrative share, or name the file with -Path."
        );

    /// <summary>The web.config cannot be read.</summary>
    /// <remarks>It is not well-formed, or not in the encoding that it declares.</remarks>
    public static ErrorDescriptor ConfigFileUnreadable { get; } =
        new(nameof(ConfigFileUnreadable), FailureCategory.InvalidData, "Repair it, or put back a copy that is whole.");

    /// <summary>The web.config cannot be opened or replaced.</summary>
    /// <remarks>A right is lacking, or another program has the file open.</remarks>
    public static ErrorDescriptor ConfigFileUnavailable { get; } =
        new(
            nameof(ConfigFileUnavailable),
            FailureCategory.PermissionDenied,
            "Run PowerShell as an administrator of that server, and close what has the file open."
        );

    /// <summary>The web.config is read-only.</summary>
    /// <remarks>Somebody wants it to stay as it is.</remarks>
    public static ErrorDescriptor ConfigFileReadOnly { get; } =
        new(nameof(ConfigFileReadOnly), FailureCategory.PermissionDenied, "Take the attribute off and run the command again.");

    /// <summary>Another run is changing the web.config.</summary>
    /// <remarks>Two runs were started at the same time.</remarks>
    public static ErrorDescriptor ConfigFileInUse { get; } =
        new(nameof(ConfigFileInUse), FailureCategory.ResourceBusy, "Run the command again when the other run has ended.");

    /// <summary>The web.config was changed by somebody else in the meantime.</summary>
    /// <remarks>An update of Exchange or another admin wrote it at the same moment.</remarks>
    public static ErrorDescriptor ConfigFileChanged { get; } =
        new(
            nameof(ConfigFileChanged),
            FailureCategory.InvalidOperation,
            "See what is in it with Get-AsEwsProxy, and run the command again."
        );

    /// <summary>The web.config is no longer what Set-AsEwsProxy wrote.</summary>
    /// <remarks>An update of Exchange or somebody else changed it.</remarks>
    public static ErrorDescriptor ConfigFileReplaced { get; } =
        new(nameof(ConfigFileReplaced), FailureCategory.InvalidOperation, "Take only the proxy out with Remove-AsEwsProxy.");

    /// <summary>The web.config has a proxy inside a &lt;location&gt;.</summary>
    /// <remarks>It overrides what is set for the application.</remarks>
    public static ErrorDescriptor ProxyInLocation { get; } =
        new(nameof(ProxyInLocation), FailureCategory.InvalidData, "Take it out by hand.");

    /// <summary>The web.config has more than one proxy.</summary>
    /// <remarks>Then .NET loads none of them.</remarks>
    public static ErrorDescriptor ProxyTwice { get; } = new(nameof(ProxyTwice), FailureCategory.InvalidData, "Leave one by hand.");

    /// <summary>The web.config has a proxy that this module did not write.</summary>
    /// <remarks>Somebody else set it.</remarks>
    public static ErrorDescriptor ProxyForeign { get; } =
        new(nameof(ProxyForeign), FailureCategory.InvalidOperation, "See it with Get-AsEwsProxy; if it may go, use -Force.");

    /// <summary>The proxy cannot be written so that it reads back the same.</summary>
    /// <remarks>The structure of the file is one that is not supported.</remarks>
    public static ErrorDescriptor ProxyNotWritten { get; } =
        new(nameof(ProxyNotWritten), FailureCategory.InvalidArgument, "Report the file's structure. Nothing was changed.");

    /// <summary>There is no backup of the web.config.</summary>
    /// <remarks>The backup folder is another one, or was emptied.</remarks>
    public static ErrorDescriptor BackupMissing { get; } =
        new(
            nameof(BackupMissing),
            FailureCategory.ObjectNotFound,
            "Name the folder that was given to Set-AsEwsProxy with -BackupDirectory."
        );

    /// <summary>A backup of the web.config is gone or was changed.</summary>
    /// <remarks>Somebody changed what is in the backup folder.</remarks>
    public static ErrorDescriptor BackupDamaged { get; } =
        new(nameof(BackupDamaged), FailureCategory.InvalidData, "Put the web.config back from another backup.");

    /// <summary>Other users can write to the backup folder.</summary>
    /// <remarks>What they put there would end in the web site of Exchange.</remarks>
    public static ErrorDescriptor BackupFolderRefused { get; } =
        new(
            nameof(BackupFolderRefused),
            FailureCategory.PermissionDenied,
            "Make the folder yours alone, or name another one with -BackupDirectory."
        );

    /// <summary>The backup folder is in the web site's folder.</summary>
    /// <remarks>An update of Exchange deletes it there.</remarks>
    public static ErrorDescriptor BackupInWebFolder { get; } =
        new(nameof(BackupInWebFolder), FailureCategory.InvalidArgument, "Name one elsewhere with -BackupDirectory.");
}
