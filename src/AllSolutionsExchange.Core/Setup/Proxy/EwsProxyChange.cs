namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>A change of one file, worked out and not yet made.</summary>
public sealed class EwsProxyChange
{
    internal EwsProxyChange(EwsProxyAction action, EwsConfigFile file, ConfigDocument before, TextSplice? splice)
    {
        Action = action;
        File = file;
        Before = before;
        Splice = splice;
        After = splice is null ? before.File.Bytes : before.File.With(splice);
        Settings = EwsProxyReader.Read(ConfigDocument.Parse(After, file.Path).Proxy);
        HasLeftovers = new ConfigFileSwap(file.Path).HasLeftovers;
    }

    /// <summary>What it is.</summary>
    public EwsProxyAction Action { get; }

    /// <summary>The file.</summary>
    public EwsConfigFile File { get; }

    /// <summary>Whether anything changes. Nothing is written if it does not.</summary>
    public bool HasChange => Splice is not null;

    /// <summary>Whether a run that was cut short left files beside it. They are taken away even where nothing changes.</summary>
    public bool HasLeftovers { get; }

    internal ConfigDocument Before { get; }

    internal TextSplice? Splice { get; }

    internal byte[] After { get; }

    /// <summary>The proxy after the change, read from what will be written; null for none.</summary>
    internal EwsProxySettings? Settings { get; }

    /// <summary>The proxy as it is when the change is made, or if there is none to make.</summary>
    public EwsProxy Result => EwsProxy.Of(File, Settings);

    /// <summary>The change as a PowerShell script, for a hosting partner.</summary>
    /// <param name="backupDirectory">The server's folder where the script keeps the file as it was; null for one in its
    /// ProgramData.</param>
    /// <returns>The script; null if there is nothing to change.</returns>
    public string? ToScript(string? backupDirectory) => EwsProxyScript.Of(this, backupDirectory);
}
