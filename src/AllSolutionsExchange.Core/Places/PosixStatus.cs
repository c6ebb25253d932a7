using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace AllSolutionsExchange.Places;

/// <summary>Who owns a file or folder and who may use it. A symbolic link is not followed, unless the path ends with <c>/.</c>.</summary>
/// <param name="Owner">The owner's user id.</param>
/// <param name="Mode">Type and permission bits, as in <c>st_mode</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PosixStatus(uint Owner, uint Mode)
{
    private const int CurrentFolder = -100;      // AT_FDCWD
    private const int NoFollow = 0x100;          // AT_SYMLINK_NOFOLLOW
    private const uint BasicStatus = 0x7ff;      // STATX_BASIC_STATS
    private const int NotFound = 2;              // ENOENT

    public bool IsFolder => (Mode & 0xF000) == 0x4000;

    public bool IsFile => (Mode & 0xF000) == 0x8000;

    /// <summary>Whether the group or anybody else has any right.</summary>
    public bool IsShared => (Mode & 0x3F) != 0;

    /// <summary>Whether anybody may put files here and take others' away.</summary>
    public bool IsOpenToAll => (Mode & 0x2) != 0 && (Mode & 0x200) == 0;

    /// <summary>Whether it belongs to this process's user or to root, who can do anything anyway.</summary>
    public bool IsOurs => Owner == 0 || Owner == NativeMethods.geteuid();

    /// <summary>Reads a path's status.</summary>
    /// <returns>The status, or null where nothing is there.</returns>
    /// <exception cref="Win32Exception">It could not be read.</exception>
    public static PosixStatus? Of(string path)
    {
        var status = new byte[512];
        var isLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
        var result = isLinux
            ? NativeMethods.statx(CurrentFolder, PathBytes(path), NoFollow, BasicStatus, status)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? NativeMethods.lstat(PathBytes(path), status)
                : NativeMethods.lstat64(PathBytes(path), status);
        if (result != 0)
        {
            var error = Marshal.GetLastWin32Error();
            return error == NotFound ? null : throw new Win32Exception(error);
        }

        return isLinux
            ? new PosixStatus(BitConverter.ToUInt32(status, 20), BitConverter.ToUInt16(status, 28))
            : new PosixStatus(BitConverter.ToUInt32(status, 16), BitConverter.ToUInt16(status, 4));
    }

    /// <summary>A path as the system's calls take it.</summary>
    public static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + "\0");
}
