using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace AllSolutionsExchange.Files;

/// <summary>
/// The way to a folder, folder by folder and link by link: nobody but root and this account may be able to lead it elsewhere.
/// </summary>
internal static class PosixTrail
{
    private const int MostLinks = 40; // MAXSYMLINKS
    private const string Root = "/";

    /// <summary>Refuses a way on which somebody else can replace a folder or a link.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="mayBeLink">Whether the last name may be a link too.</param>
    /// <returns>Who owns the folder at its end and who may use it, which is not judged here.</returns>
    /// <exception cref="StoreLocationException">It is not safe, not there, or may not be looked into.</exception>
    public static PosixStatus Check(string folder, bool mayBeLink)
    {
        var names = new Stack<string>();
        Push(names, folder);
        var (path, status, links) = (Root, StatusOf(folder, Root), 0);
        while (names.Count > 0)
        {
            var name = names.Pop();
            var next = name == ".." ? Path.GetDirectoryName(path) ?? Root : Path.Combine(path, name);
            var found = StatusOf(folder, next);
            RefuseOpen(folder, path, status, found);
            if (!found.IsLink && !found.IsFolder)
            {
                throw PrivateFolder.Refused(folder, "is not a folder, or a link to one");
            }

            if (!found.IsLink)
            {
                (path, status) = (next, found);
                continue;
            }

            if ((!mayBeLink && names.Count == 0) || ++links > MostLinks)
            {
                throw PrivateFolder.Refused(folder, "is a link and not a folder of its own");
            }

            var target = TargetOf(folder, next);
            if (target.StartsWith(Root, StringComparison.Ordinal))
            {
                (path, status) = (Root, StatusOf(folder, Root));
            }

            Push(names, target);
        }

        return status;
    }

    private static void RefuseOpen(string folder, string path, PosixStatus status, PosixStatus next)
    {
        if (!status.IsOurs)
        {
            throw PrivateFolder.Refused(
                folder,
                $"is reached through '{path}', which belongs to another account, who could lead it elsewhere"
            );
        }

        // In a sticky folder, such as /tmp, everybody may make links and folders, and nobody may replace ours.
        if (status.IsWritableByOthers && !(status.IsSticky && next.IsOurs))
        {
            throw PrivateFolder.Refused(folder, $"is reached through '{path}', which a group or everybody may write to");
        }
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (var name in path.Split('/').Where(name => name is not ("" or ".")).Reverse())
        {
            names.Push(name);
        }
    }

    private static PosixStatus StatusOf(string folder, string path) => PosixStatus.Of(path) ?? throw PrivateFolder.Missing(folder);

    private static string TargetOf(string folder, string link)
    {
        var target = new byte[4096]; // PATH_MAX
        var length = (int)NativeMethods.readlink(PosixStatus.PathBytes(link), target, new IntPtr(target.Length));
        if (length > 0)
        {
            return Encoding.UTF8.GetString(target, 0, length);
        }

        var cause = new Win32Exception(Marshal.GetLastWin32Error());
        throw new StoreLocationException(
            ErrorIds.StoreFolderRefused,
            folder,
            $"The link '{link}' cannot be read: {cause.Reason()}.",
            "Name a store elsewhere with -Store.",
            cause
        );
    }
}
