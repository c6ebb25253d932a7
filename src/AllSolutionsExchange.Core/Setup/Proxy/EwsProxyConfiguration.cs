namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>
/// The proxy in web.config files. A change is prepared first, which writes nothing, and then applied: the original is kept, the
/// write is noted, and the file is replaced as a whole.
/// </summary>
public sealed class EwsProxyConfiguration
{
    private readonly string? _backupDirectory;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Action<WriteStep>? _beforeStep;

    /// <summary>Reads and makes nothing yet.</summary>
    /// <param name="backupDirectory">The folder of the backups, for all files; null for the one beside the store.</param>
    /// <param name="clock">The time, in UTC.</param>
    public EwsProxyConfiguration(string? backupDirectory, Func<DateTimeOffset> clock)
        : this(backupDirectory, clock, beforeStep: null) { }

    internal EwsProxyConfiguration(string? backupDirectory, Func<DateTimeOffset> clock, Action<WriteStep>? beforeStep)
    {
        _backupDirectory = backupDirectory;
        _clock = clock;
        _beforeStep = beforeStep;
    }

    /// <summary>The proxy that a file names.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EwsProxyException">The file cannot be read.</exception>
    public async Task<EwsProxy> GetAsync(EwsConfigFile file, CancellationToken cancellationToken)
    {
        var document = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
        var records = new ProxyRecords(file, _backupDirectory);
        return EwsProxy.Of(file, EwsProxyReader.Read(document.Proxy)) with { BackupPath = OriginalOf(records, document) };
    }

    /// <summary>Works out how a proxy comes into a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">The proxy.</param>
    /// <param name="force">Whether a proxy with other values, which this module did not set, may go.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EwsProxyException">The file cannot be read, or has a proxy with other values.</exception>
    public async Task<EwsProxyChange> PrepareSetAsync(
        EwsConfigFile file,
        EwsProxySettings settings,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var document = await OpenToChangeAsync(file, cancellationToken).ConfigureAwait(false);
        var present = EwsProxyReader.Read(document.Proxy);
        if (settings.IsSameAs(present))
        {
            return new EwsProxyChange(EwsProxyAction.Set, file, document, splice: null);
        }

        RefuseForeign(file, present, force, settings);
        var change = new EwsProxyChange(EwsProxyAction.Set, file, document, EwsProxyEditor.Set(document, settings));
        return settings.IsSameAs(change.Settings)
            ? change
            : throw new EwsProxyException(
                ErrorIds.ProxyNotWritten,
                file.Path,
                $"The proxy cannot be written to '{file.Path}' so that it reads back the same.",
                "Nothing was changed; report the file's structure."
            );
    }

    /// <summary>Works out how the proxy goes out of a file: back to the original where nothing else has changed since.</summary>
    /// <param name="file">The file.</param>
    /// <param name="force">Whether a proxy that this module did not set may go.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EwsProxyException">The file cannot be read, or its proxy is not this module's.</exception>
    public async Task<EwsProxyChange> PrepareRemoveAsync(EwsConfigFile file, bool force, CancellationToken cancellationToken)
    {
        var document = await OpenToChangeAsync(file, cancellationToken).ConfigureAwait(false);
        if (document.Proxy is null)
        {
            return new EwsProxyChange(EwsProxyAction.Remove, file, document, splice: null);
        }

        RefuseForeign(file, EwsProxyReader.Read(document.Proxy), force, wanted: null);
        var records = new ProxyRecords(file, _backupDirectory);
        var original = LastWriteOf(records.Read(), document.File.Bytes) is { } record
            ? ConfigDocument.Parse(records.ReadOriginal(record.OriginalHash), file.Path)
            : null;
        var splice = original is { Proxy: null } ? TextSplice.Between(document.Text, original.Text) : EwsProxyEditor.Remove(document);
        return new EwsProxyChange(EwsProxyAction.Remove, file, document, splice);
    }

    /// <summary>Works out how a file becomes what it was before this module first changed it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EwsProxyException">There is no backup, or the file is no longer what this module wrote.</exception>
    public async Task<EwsProxyChange> PrepareRestoreAsync(EwsConfigFile file, CancellationToken cancellationToken)
    {
        var document = await OpenToChangeAsync(file, cancellationToken).ConfigureAwait(false);
        var records = new ProxyRecords(file, _backupDirectory);
        var all = records.Read();
        if (all.Count == 0)
        {
            throw new EwsProxyException(
                ErrorIds.BackupMissing,
                file.Path,
                $"There is no backup of '{file.Path}' in '{records.Folder}'.",
                "Name the folder that was given to Set-AsEwsProxy with -BackupDirectory; without a backup, Remove-AsEwsProxy -Force "
                    + "takes the proxy out."
            );
        }

        var hash = FileHash.Of(document.File.Bytes);
        var record = LastWriteOf(all, document.File.Bytes);
        if (record?.OriginalHash == hash || (record is null && all.Any(each => each.OriginalHash == hash)))
        {
            return new EwsProxyChange(EwsProxyAction.Restore, file, document, splice: null);
        }

        if (record is null)
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileReplaced,
                file.Path,
                $"'{file.Path}' is no longer what Set-AsEwsProxy wrote: an update of Exchange or somebody else changed it, and the "
                    + "backup would undo that too.",
                "Take only the proxy out with Remove-AsEwsProxy."
            );
        }

        var original = ConfigDocument.Parse(records.ReadOriginal(record.OriginalHash), file.Path);
        return new EwsProxyChange(EwsProxyAction.Restore, file, document, TextSplice.Between(document.Text, original.Text));
    }

    /// <summary>
    /// Makes a change, after what a run that was cut short left beside the file was taken away. A file without change is not written.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Heeded until the new content takes the file's place.</param>
    /// <returns>The proxy as it is now.</returns>
    /// <exception cref="EwsProxyException">The file was changed since the change was prepared, or cannot be written.</exception>
    public async Task<EwsProxy> ApplyAsync(EwsProxyChange change, CancellationToken cancellationToken)
    {
        if (!change.HasChange && !change.HasLeftovers)
        {
            return change.Result;
        }

        var records = new ProxyRecords(change.File, _backupDirectory);
        RefuseWebFolder(change.File, records.Folder);
        ConfigFileWriter.RefuseReadOnly(change.File.Path);
        using var alone = records.Lock();
        await ConfigLeftovers.ClearAsync(change.File.Path, records).ConfigureAwait(false);
        if (!change.HasChange)
        {
            return change.Result;
        }

        var beforeHash = FileHash.Of(change.Before.File.Bytes);
        var originalHash = LastWriteOf(records.Read(), change.Before.File.Bytes)?.OriginalHash ?? beforeHash;
        await new ConfigFileWriter(_beforeStep)
            .ReplaceAsync(change.File.Path, beforeHash, change.After, Keep, cancellationToken)
            .ConfigureAwait(false);
        return change.Result with { Changed = true, BackupPath = records.OriginalPath(originalHash) };

        void Keep(Action<WriteStep> step)
        {
            step(WriteStep.KeepOriginal);
            if (originalHash == beforeHash)
            {
                records.WriteOriginal(beforeHash, change.Before.File.Bytes);
            }

            step(WriteStep.Record);
            records.Write(
                new ProxyRecord
                {
                    Time = _clock(),
                    Server = change.File.Server,
                    Path = change.File.Path,
                    Action = change.Action,
                    BeforeHash = beforeHash,
                    AfterHash = FileHash.Of(change.After),
                    OriginalHash = originalHash,
                    Settings = change.Settings,
                }
            );
        }
    }

    /// <summary>In what a file differs from what it should be.</summary>
    /// <param name="file">The file.</param>
    /// <param name="expected">The proxy that should be there; null for what this module last wrote.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The proxy that is there, and one sentence per difference; null if there is nothing to compare with.</returns>
    /// <exception cref="EwsProxyException">The file cannot be read.</exception>
    internal async Task<(EwsProxy Proxy, EwsProxySettings? Settings, IReadOnlyList<string>? Drift)> CompareAsync(
        EwsConfigFile file,
        EwsProxySettings? expected,
        CancellationToken cancellationToken
    )
    {
        var document = await OpenAsync(file, cancellationToken).ConfigureAwait(false);
        var present = EwsProxyReader.Read(document.Proxy);
        var records = new ProxyRecords(file, _backupDirectory);
        var all = records.Read();
        var proxy = EwsProxy.Of(file, present) with { BackupPath = OriginalOf(records, document) };
        if (expected is null && all.Count == 0)
        {
            return (proxy, present, null);
        }

        expected ??= all[all.Count - 1].Settings;
        IReadOnlyList<string> drift = (present, expected) switch
        {
            (null, null) => [],
            (null, _) => ["The proxy is gone: the file has no <defaultProxy>. An update of Exchange may have replaced it."],
            (_, null) => ["There is a proxy where there should be none."],
            _ => present.Differences(expected),
        };
        return (proxy, present, drift);
    }

    private static async Task<ConfigDocument> OpenAsync(EwsConfigFile file, CancellationToken cancellationToken) =>
        ConfigDocument.Parse(await ConfigFileWriter.ReadAsync(file.Path, cancellationToken).ConfigureAwait(false), file.Path);

    // Where a run that was cut short left the file aside, it is put back before the change is made.
    private static async Task<ConfigDocument> OpenToChangeAsync(EwsConfigFile file, CancellationToken cancellationToken) =>
        new ConfigFileSwap(file.Path) is { IsAside: true } swap
            ? ConfigDocument.Parse(await ConfigFileWriter.ReadAsync(swap.Old, cancellationToken).ConfigureAwait(false), file.Path)
            : await OpenAsync(file, cancellationToken).ConfigureAwait(false);

    // A later write may have led to the same content from another original.
    private static ProxyRecord? LastWriteOf(IReadOnlyList<ProxyRecord> records, byte[] content)
    {
        var hash = FileHash.Of(content);
        return records.LastOrDefault(record => record.AfterHash == hash);
    }

    private static string? OriginalOf(ProxyRecords records, ConfigDocument document) =>
        LastWriteOf(records.Read(), document.File.Bytes) is { } record ? records.OriginalPath(record.OriginalHash) : null;

    private void RefuseForeign(EwsConfigFile file, EwsProxySettings? present, bool force, EwsProxySettings? wanted)
    {
        if (
            present is null
            || force
            || new ProxyRecords(file, _backupDirectory)
                .Read()
                .Any(record => record.Action == EwsProxyAction.Set && present.IsSameAs(record.Settings))
        )
        {
            return;
        }

        var what = wanted is null
            ? "a proxy that this module has no record of setting"
            : $"a proxy with other values: {string.Join("; ", present.Differences(wanted).Select(sentence => sentence.TrimEnd('.')))}";
        throw new EwsProxyException(
            ErrorIds.ProxyForeign,
            file.Path,
            $"'{file.Path}' has {what}.",
            "See it with Get-AsEwsProxy; if it may go, use -Force."
        );
    }

    private static void RefuseWebFolder(EwsConfigFile file, string folder)
    {
        var isInside = new[] { file.Path, file.PathOnServer }
            .Select(WebFolder)
            .Any(web =>
                (Path.GetFullPath(folder) + Path.DirectorySeparatorChar).StartsWith(
                    web + Path.DirectorySeparatorChar,
                    StringComparison.OrdinalIgnoreCase
                )
            );
        if (isInside)
        {
            throw new EwsProxyException(
                ErrorIds.BackupInWebFolder,
                folder,
                $"The backup folder '{folder}' lies in the web site's folder, where an update of Exchange deletes it.",
                "Name one elsewhere with -BackupDirectory."
            );
        }
    }

    // All of ClientAccess is Exchange's web site.
    private static string WebFolder(string path)
    {
        var web = Path.GetDirectoryName(Path.GetFullPath(path))!;
        for (var parent = web; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Path.GetFileName(parent).Equals("ClientAccess", StringComparison.OrdinalIgnoreCase))
            {
                return parent;
            }
        }

        return web;
    }
}
