using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>
/// The folder on Windows: full access for SYSTEM, Administrators, the account that made it and the one that runs the sync, nothing
/// inherited.
/// Built for Windows and run in Wine only; the rules themselves are in <see cref="FolderSecurity"/>.
/// </summary>
internal static class WindowsFolder
{
    private const int AlreadyExists = 183; // ERROR_ALREADY_EXISTS

    /// <summary>
    /// Makes the folder with its access list in one step. It belongs to the administrators where this account may say so: a folder of its
    /// maker would be refused by the account that runs the sync.
    /// </summary>
    /// <returns>False where it is already there.</returns>
    public static bool TryCreate(string folder, string? serviceAccount)
    {
        // The account that makes it is let in too: one that is not an administrator would shut itself out.
        var maker = WindowsAccount.Current();
        var list = FolderSecurity.ForAccounts(serviceAccount is null ? [maker] : [maker, WindowsAccount.SidOf(folder, serviceAccount)]);
        var error = Create(folder, "O:BA" + list);
        if (error is not 0 and not AlreadyExists)
        {
            error = Create(folder, list);
        }

        return error switch
        {
            0 => true,
            AlreadyExists => false,
            _ => throw WindowsSecurity.Failure(folder, "made", error),
        };
    }

    /// <summary>Refuses our own folder where the account that runs the sync would refuse it.</summary>
    /// <exception cref="StoreLocationException">It belongs neither to the administrators nor to that account.</exception>
    public static void RequireUsableBy(string folder, string serviceAccount)
    {
        if (WindowsSecurity.Of(folder).IsOwnedBy(WindowsAccount.SidOf(folder, serviceAccount)))
        {
            return;
        }

        throw new StoreLocationException(
            ErrorIds.AccessNotGranted,
            folder,
            $"The folder '{folder}' does not belong to the administrators, so '{serviceAccount}' would not use it.",
            $"In a PowerShell started as administrator: icacls '{folder}' /setowner *S-1-5-32-544. Then run this command again."
        );
    }

    /// <summary>Refuses a folder that somebody else made or that others have a right on.</summary>
    public static void Check(string folder)
    {
        var account = WindowsAccount.Current();
        CheckWay(folder, account);
        if (!WindowsSecurity.Of(folder).IsPrivate(account))
        {
            throw new StoreLocationException(
                ErrorIds.StoreFolderRefused,
                folder,
                $"The folder '{folder}' was made by somebody else or is open to others.",
                "Look at what is in it and remove it, or name another store with -Store."
            );
        }
    }

    /// <summary>Refuses a folder on which groups of people have a right, or to which they can lead the way elsewhere.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="serviceAccount">The account that is to use it too, or null.</param>
    public static void CheckNamed(string folder, string? serviceAccount)
    {
        CheckWay(folder, WindowsAccount.Current());
        if (serviceAccount is not null)
        {
            CheckWay(folder, WindowsAccount.SidOf(folder, serviceAccount));
        }

        if (!WindowsSecurity.Of(folder).IsClosed)
        {
            throw new StoreLocationException(
                ErrorIds.StoreFolderRefused,
                folder,
                $"Groups such as Users have a right on the folder '{folder}', and any account of this machine that can read the store "
                    + "can undo the protection of its password.",
                "Give the folder an access list of single accounts (icacls /inheritance:r /grant), or leave -Store out."
            );
        }
    }

    /// <summary>
    /// Refuses a folder to which others can lead the way elsewhere: through a link of theirs, or a folder above it that they can rename.
    /// Whoever
    /// has a right on the folder itself is trusted.
    /// </summary>
    /// <param name="folder">The full path of the folder, which may still have to be made.</param>
    /// <param name="account">The account that is to use it, as a SID.</param>
    public static void CheckWay(string folder, string account)
    {
        var isMade = Presence.Of(folder);
        if (isMade)
        {
            RefuseForeignLink(folder, folder, trusted: [account]);
        }

        string[] trusted = isMade ? [account, .. WindowsSecurity.Of(folder).SingleAccounts] : [account];
        for (var path = Path.GetDirectoryName(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (!Presence.Of(path))
            {
                continue;
            }

            var isDrive = Path.GetDirectoryName(path) is null;
            if (!isDrive)
            {
                RefuseForeignLink(folder, path, trusted);
            }

            if (!WindowsSecurity.Of(path).IsSafeWay(trusted, isDrive))
            {
                throw new StoreLocationException(
                    ErrorIds.StoreFolderRefused,
                    folder,
                    $"The folder '{folder}' is in '{path}', which belongs to somebody who has no right on it, or which others, such as "
                        + "the group Users, may rename: they could put another folder in its place.",
                    $"Look at its access list (icacls '{path}') and take that right away, or name a store elsewhere with -Store."
                );
            }
        }
    }

    /// <summary>Gives one more account full access, where it has none. The rest of the access list stays as it is.</summary>
    /// <exception cref="StoreLocationException">Windows does not know the account, or this account may not give it access.</exception>
    public static void Grant(string folder, string serviceAccount)
    {
        var (security, sid) = (WindowsSecurity.Of(folder), WindowsAccount.SidOf(folder, serviceAccount));
        if (security.With(sid) is not { } list)
        {
            return;
        }

        var error = WindowsSecurity.Set(folder, list, security.IsProtected);
        if (error != 0)
        {
            throw NotGranted(folder, serviceAccount, new Win32Exception(error).Reason());
        }

        if (WindowsSecurity.Of(folder).With(sid) is not null)
        {
            throw NotGranted(folder, serviceAccount, "the access list was set and does not have it");
        }
    }

    private static int Create(string folder, string sddl)
    {
        var descriptor = WindowsSecurity.Descriptor(folder, sddl);
        try
        {
            var attributes = new NativeMethods.SecurityAttributes
            {
                Length = Marshal.SizeOf<NativeMethods.SecurityAttributes>(),
                Descriptor = descriptor,
            };
            return NativeMethods.CreateDirectoryW(folder, ref attributes) ? 0 : Marshal.GetLastWin32Error();
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    // Who owns a link or junction can lead it elsewhere. Mounted volumes look the same, and belong to an administrator.
    private static void RefuseForeignLink(string folder, string path, IReadOnlyCollection<string> trusted)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint) && !WindowsSecurity.OfLink(path).IsOwnedBy(trusted))
        {
            throw new StoreLocationException(
                ErrorIds.StoreFolderRefused,
                folder,
                $"The folder '{folder}' is reached through the link '{path}', which belongs to somebody else, who could lead it elsewhere.",
                "Name the real folder with -Store."
            );
        }
    }

    private static StoreLocationException NotGranted(string folder, string account, string reason) =>
        new(
            ErrorIds.AccessNotGranted,
            folder,
            $"'{account}' cannot be given access to the folder '{folder}': {reason}.",
            "Start PowerShell as administrator, or give it full control of the folder by hand (icacls /grant)."
        );
}
