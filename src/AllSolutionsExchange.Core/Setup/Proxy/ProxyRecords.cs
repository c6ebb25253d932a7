using System.Globalization;
using System.Text.Json;
using AllSolutionsExchange.Files;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>
/// The records of one file: a folder with a numbered note of every write and each original's whole content. None of them is
/// ever overwritten or deleted.
/// </summary>
internal sealed class ProxyRecords
{
    private const string Pattern = "*.json";
    private readonly EwsConfigFile _file;
    private readonly StoreLocation? _place;
    private readonly string _root;

    /// <summary>Makes nothing yet.</summary>
    /// <param name="file">The file.</param>
    /// <param name="directory">The folder of all records; null for the one beside the store.</param>
    public ProxyRecords(EwsConfigFile file, string? directory)
    {
        _file = file;
        _place = directory is null ? StoreLocation.Resolve(null) : null;
        _root = directory ?? _place!.Folder;
        Folder = Path.Combine(directory ?? Path.Combine(_root, "web.config"), NameOf(file));
    }

    /// <summary>The folder of this file's records.</summary>
    public string Folder { get; }

    /// <summary>Where an original is kept, as a file that can be copied back by hand.</summary>
    public string OriginalPath(string hash) => Path.Combine(Folder, $"original-{hash.Substring(0, 16)}.config");

    /// <summary>All records, in the order of the writes.</summary>
    /// <exception cref="EwsProxyException">A record cannot be read, or others can put records there.</exception>
    public IReadOnlyList<ProxyRecord> Read()
    {
        if (!Presence.Of(Folder))
        {
            return [];
        }

        RefuseOpenFolder();
        return [.. Directory.GetFiles(Folder, Pattern).OrderBy(path => path, StringComparer.Ordinal).Select(Read)];
    }

    /// <summary>The content of an original.</summary>
    /// <exception cref="EwsProxyException">It is gone, or was changed.</exception>
    public byte[] ReadOriginal(string hash)
    {
        var path = OriginalPath(hash);
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { } content || FileHash.Of(content) != hash)
        {
            throw new EwsProxyException(
                ErrorIds.BackupDamaged,
                path,
                $"The backup '{path}' is gone or was changed.",
                "Put the web.config back from another backup."
            );
        }

        return content;
    }

    /// <summary>
    /// Keeps other runs away from the file until it is disposed or this process ends, and clears what those left here that were cut short.
    /// </summary>
    /// <exception cref="EwsProxyException">Another run is at it, or others can put records there.</exception>
    public IDisposable Lock()
    {
        Prepare();
        try
        {
            var held = new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            PrivateFile.DeleteUnfinished(Folder);
            return held;
        }
        catch (IOException exception)
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileInUse,
                _file.Path,
                $"Another run is changing '{_file.Path}', or '{Folder}' cannot be written: {exception.Message.TrimEnd('.')}.",
                "Run the command again when it has ended.",
                exception
            );
        }
    }

    /// <summary>Keeps an original, durably; one that is kept already stays.</summary>
    public void WriteOriginal(string hash, byte[] content)
    {
        Prepare();
        if (!PrivateFile.TryCreate(OriginalPath(hash), content))
        {
            ReadOriginal(hash);
        }
    }

    /// <summary>Notes a write that is about to be done, durably. One that was noted and never done is not noted twice.</summary>
    public void Write(ProxyRecord record)
    {
        Prepare();
        var records = Read();
        if (
            records.Count > 0
            && records[records.Count - 1] is var last
            && last.BeforeHash == record.BeforeHash
            && last.AfterHash == record.AfterHash
            && last.Action == record.Action
        )
        {
            return;
        }

        var path = Path.Combine(Folder, (records.Count + 1).ToString("D6", CultureInfo.InvariantCulture) + ".json");
        if (!PrivateFile.TryCreate(path, JsonSerializer.SerializeToUtf8Bytes(record, ProxyRecordJson.Default.ProxyRecord)))
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileInUse,
                record.Path,
                $"Another run is changing '{record.Path}'.",
                "Run the command again when it has ended."
            );
        }
    }

    private void Prepare()
    {
        if (_place is { IsDefault: true })
        {
            PrivateFolder.Ensure(_place.Folder, serviceAccount: null);
        }

        PrivateFolder.Create(Folder);
        RefuseOpenFolder();
    }

    /// <summary>Whoever can write a record can have its content put into the site of Exchange by an admin's Restore.</summary>
    private void RefuseOpenFolder()
    {
        try
        {
            if (_place is { IsDefault: true })
            {
                PrivateFolder.CheckOwn(_root);
            }
            else
            {
                PrivateFolder.CheckNamed(_root);
            }

            PrivateFolder.CheckNamed(Folder);
        }
        catch (StoreLocationException exception) when (exception.ErrorId == ErrorIds.StoreFolderRefused.Id)
        {
            throw new EwsProxyException(
                ErrorIds.BackupFolderRefused,
                Folder,
                $"Other users can write to the backup folder '{Folder}', from which files are put back into the web site of Exchange.",
                "Look at what is in it and make it yours alone, or name another with -BackupDirectory.",
                exception
            );
        }
    }

    private static ProxyRecord Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ProxyRecordJson.Default.ProxyRecord)!;
        }
        catch (JsonException exception)
        {
            throw new EwsProxyException(
                ErrorIds.BackupDamaged,
                path,
                $"The record '{path}' cannot be read.",
                "Move its folder away; the originals in it can be copied back by hand.",
                exception
            );
        }
    }

    // The same file, locally or over its share, by short or full name, has the same folder.
    private static string NameOf(EwsConfigFile file)
    {
        var server = file.Server.Split('.')[0].ToUpperInvariant();
        var path = FileHash.Of(System.Text.Encoding.UTF8.GetBytes(file.PathOnServer.ToUpperInvariant())).Substring(0, 8);
        return $"{server}-{path}";
    }
}
