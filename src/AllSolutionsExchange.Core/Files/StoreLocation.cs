using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>
/// Where a store is: one file with the register and the key beside it. The default folder is made by us, for us alone, and
/// refused where somebody else made it beforehand. A path that was named may be in any existing folder in which others
/// cannot put or replace files, and to which they cannot lead the way elsewhere.
/// </summary>
internal sealed class StoreLocation
{
    /// <summary>The environment variable that names the store where -Store does not.</summary>
    public const string Variable = "ALLSOLUTIONS_EXCHANGE_STORE";

    private const string FileName = "store.db";

    private StoreLocation(string path, bool isDefault)
    {
        Path = path;
        IsDefault = isDefault;
    }

    /// <summary>The full path of the store's file.</summary>
    public string Path { get; }

    /// <summary>Whether it is the place taken where none is named.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether the store is there.</summary>
    /// <exception cref="StoreLocationException">This account may not look.</exception>
    public bool Exists => IsMade(Path);

    /// <summary>Whether the register is there.</summary>
    internal bool RegisterExists => IsMade(RegisterPath);

    /// <summary>The folder that the store is in.</summary>
    internal string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The file of the embedded AllSolutions register.</summary>
    internal string RegisterPath => System.IO.Path.ChangeExtension(Path, ".register.db");

    /// <summary>The file of the key that secrets are protected with, where the system keeps none.</summary>
    internal string KeyPath => Path + ".key";

    /// <summary>The place that is meant. Nothing is made and no file is read.</summary>
    /// <param name="path">The path given, or null for the environment variable's, and else the default.</param>
    /// <returns>The place.</returns>
    /// <exception cref="StoreLocationException">A store cannot be there: a network path, a folder, no path at all.</exception>
    public static StoreLocation Resolve(string? path)
    {
        var named = string.IsNullOrWhiteSpace(path) ? Environment.GetEnvironmentVariable(Variable) : path;
        if (string.IsNullOrWhiteSpace(named))
        {
            return new StoreLocation(System.IO.Path.Combine(DefaultFolder(), FileName), isDefault: true);
        }

        if (StorePath.Refusal(named!, IsWindows) is { } refusal)
        {
            throw new StoreLocationException(ErrorIds.StorePathRefused, named!, refusal.Fault, refusal.Advice);
        }

        if (named != path && !System.IO.Path.IsPathRooted(named))
        {
            throw new StoreLocationException(
                ErrorIds.StorePathRefused,
                named!,
                $"The environment variable {Variable} names '{named}', which is another file in every folder.",
                "Set it to a full path."
            );
        }

        var full = FullPath(named!);
        if (StorePath.DriveRefusal(full) is { } networkDrive)
        {
            throw new StoreLocationException(ErrorIds.StorePathRefused, full, networkDrive.Fault, networkDrive.Advice);
        }

        if (Directory.Exists(full))
        {
            throw new StoreLocationException(
                ErrorIds.StorePathRefused,
                full,
                $"'{full}' is a folder.",
                $"Name the store's file, such as '{System.IO.Path.Combine(full, FileName)}'."
            );
        }

        return new StoreLocation(full, isDefault: false);
    }

    /// <summary>
    /// Refuses what <see cref="Prepare"/> would refuse, as far as it can be told while nothing is made: before a password goes over the
    /// network only for its store to be refused.
    /// </summary>
    /// <param name="serviceAccount">As for <see cref="Prepare"/>.</param>
    /// <exception cref="StoreLocationException">The place is not safe, or the account cannot be the one of a store.</exception>
    internal void Judge(string? serviceAccount)
    {
        if (serviceAccount is not null)
        {
            PrivateFolder.CheckAccount(Folder, serviceAccount);
        }

        if (!IsDefault)
        {
            PrivateFolder.CheckNamed(Folder, serviceAccount);
        }
        else if (PrivateFolder.IsToBeMade(Folder))
        {
            return;
        }
        else
        {
            PrivateFolder.CheckOwn(Folder, serviceAccount);
        }

        CheckFile(Path);
        CheckFile(RegisterPath);
    }

    /// <summary>Makes the folder where it is the default one and missing, and the empty file of the store if there is none.</summary>
    /// <param name="serviceAccount">The account that runs the sync and is given access to the folder (Windows only), or null for the one
    /// that asks.</param>
    /// <exception cref="StoreLocationException">The place is not safe, or the account is not known or cannot be given access.</exception>
    internal void Prepare(string? serviceAccount)
    {
        if (IsDefault)
        {
            PrivateFolder.Ensure(Folder, serviceAccount);
        }
        else
        {
            PrivateFolder.CheckNamed(Folder, serviceAccount);
        }

        if (!IsDefault)
        {
            PrivateFolder.Grant(Folder, serviceAccount);
        }

        CreateFile(Path);
    }

    /// <summary>Makes the empty file of the register if there is none.</summary>
    /// <exception cref="StoreLocationException">The file is not private.</exception>
    internal void PrepareRegister() => CreateFile(RegisterPath);

    /// <summary>Checks a store that should be there.</summary>
    /// <exception cref="StoreMissingException">It is not there.</exception>
    /// <exception cref="StoreLocationException">The place is not safe.</exception>
    internal void Check()
    {
        if (!Exists)
        {
            // A device or pipe is empty too, and none can be made there.
            PrivateFile.Check(Path);
            throw new StoreMissingException(Path);
        }

        if (IsDefault)
        {
            PrivateFolder.CheckOwn(Folder);
        }
        else
        {
            PrivateFolder.CheckNamed(Folder);
        }

        CheckFile(Path);
    }

    /// <summary>Checks a register that should be there.</summary>
    /// <exception cref="StoreMissingException">There is no store at all.</exception>
    /// <exception cref="StoreLocationException">The register is missing, or the place is not safe.</exception>
    internal void CheckRegister()
    {
        Check();
        if (!RegisterExists)
        {
            throw new StoreLocationException(
                ErrorIds.RegisterMissing,
                RegisterPath,
                $"The AllSolutions register '{RegisterPath}' is missing beside its store.",
                "Put it back from a backup. New-AsAppointment begins a new one; the sync then stops and says how to go on with it."
            );
        }

        CheckFile(RegisterPath);
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // An empty file is one whose making was cut short.
    private static bool IsMade(string path) => Presence.Of(path) && new FileInfo(path) is { Exists: true, Length: > 0 };

    private static void CreateFile(string path)
    {
        if (!Presence.Of(path))
        {
            PrivateFile.TryCreate(path, []);
        }

        CheckFile(path);
    }

    // SQLite writes what it finds beside a file too, and makes those files with the same rights if there are none.
    private static void CheckFile(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm", "-journal" })
        {
            PrivateFile.Check(path + suffix);
        }
    }

    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw new StoreLocationException(
                ErrorIds.StorePathRefused,
                path,
                $"'{path}' is not a path: {exception.Reason()}.",
                "Name the store's file with its full path.",
                exception
            );
        }
    }

    private static string DefaultFolder()
    {
        if (IsWindows)
        {
            return System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData),
                "AllSolutionsExchange"
            );
        }

        if (NativeMethods.geteuid() == 0)
        {
            return "/var/lib/allsolutions-exchange";
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? System.IO.Path.Combine(data, "allsolutions-exchange")
            : throw new StoreLocationException(
                ErrorIds.StorePathRefused,
                "",
                "This account has no home folder.",
                "Name the store with -Store."
            );
    }
}
