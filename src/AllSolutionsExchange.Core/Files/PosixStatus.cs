using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace AllSolutionsExchange.Files;

/// <summary>
/// Who owns a file or folder and who may use it. A symbolic link is not followed. Where there is a POSIX access list, the group's bits are
/// its
/// mask, so that nobody whom the list names has more than they show; lists of other kinds (NFS version 4) are not looked at.
/// </summary>
/// <param name="Owner">The owner's user id.</param>
/// <param name="Group">The group's id.</param>
/// <param name="Mode">Type and permission bits, as in <c>st_mode</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PosixStatus(uint Owner, uint Group, uint Mode)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint BasicStatus = 0x7ff; // STATX_BASIC_STATS
    private const int NotFound = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR
    private const int AccessDenied = 13; // EACCES

    public bool IsFolder => (Mode & 0xF000) == 0x4000;

    public bool IsFile => (Mode & 0xF000) == 0x8000;

    public bool IsLink => (Mode & 0xF000) == 0xA000;

    /// <summary>Whether the group or anybody else has any right.</summary>
    public bool IsShared => (Mode & 0x3F) != 0;

    /// <summary>Whether the group or anybody else may put files here.</summary>
    public bool IsWritableByOthers => (Mode & 0x12) != 0;

    /// <summary>Whether only a file's owner may take it away from here.</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    /// <summary>Whether it belongs to this process's user or to root, who can do anything anyway.</summary>
    public bool IsOurs => Owner == 0 || Owner == NativeMethods.geteuid();

    /// <summary>Reads a path's status.</summary>
    /// <returns>The status, or null where nothing is there.</returns>
    /// <exception cref="StoreLocationException">This account may not read it.</exception>
    /// <exception cref="Win32Exception">It could not be read.</exception>
    public static PosixStatus? Of(string path)
    {
        var status = new byte[512];
        var isLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
        var result =
            isLinux ? NativeMethods.statx(CurrentFolder, PathBytes(path), NoFollow, BasicStatus, status)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? NativeMethods.lstat(PathBytes(path), status)
            : NativeMethods.lstat64(PathBytes(path), status);
        if (result != 0)
        {
            return Marshal.GetLastWin32Error() switch
            {
                NotFound or NotAFolder => null,
                AccessDenied => throw Presence.Denied(path, new Win32Exception(AccessDenied)),
                var error => throw new Win32Exception(error),
            };
        }

        return isLinux
            ? new PosixStatus(BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), BitConverter.ToUInt16(status, 28))
            : new PosixStatus(BitConverter.ToUInt32(status, 16), BitConverter.ToUInt32(status, 20), BitConverter.ToUInt16(status, 4));
    }

    /// <summary>A path as the system's calls take it.</summary>
    public static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + "\0");
}
