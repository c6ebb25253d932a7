using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AllSolutionsExchange.Files;

/// <summary>
/// Every call into the operating system that .NET Standard 2.0 has no method for. Paths are UTF-8 and end with a zero byte.
/// </summary>
internal static class NativeMethods
{
    private const string Libc = "libc";

    // POSIX. Nothing here takes a variable list of arguments (open does), which Apple's ARM64 passes differently.
    [DllImport(Libc)]
    public static extern uint geteuid();

    [DllImport(Libc, SetLastError = true)]
    public static extern int mkdir(byte[] path, uint mode);

    [DllImport(Libc, SetLastError = true)]
    public static extern int mkstemp([In, Out] byte[] template);

    [DllImport(Libc, SetLastError = true)]
    public static extern IntPtr write(int descriptor, ref byte content, UIntPtr length);

    [DllImport(Libc, SetLastError = true)]
    public static extern int fsync(int descriptor);

    [DllImport(Libc, SetLastError = true)]
    public static extern int close(int descriptor);

    [DllImport(Libc, SetLastError = true)]
    public static extern int link(byte[] existing, byte[] path);

    [DllImport(Libc, SetLastError = true)]
    public static extern IntPtr readlink(byte[] path, [Out] byte[] target, IntPtr length);

    [DllImport(Libc, SetLastError = true)]
    public static extern int creat(byte[] path, uint mode);

    [DllImport(Libc, SetLastError = true)]
    public static extern int fchown(int descriptor, uint owner, uint group);

    [DllImport(Libc, SetLastError = true)]
    public static extern int fchmod(int descriptor, uint mode);

    /// <summary>Linux: the one call whose structure is the same on every processor (statx(2)).</summary>
    [DllImport(Libc, SetLastError = true)]
    public static extern int statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);

    /// <summary>macOS on ARM64 (stat(2)).</summary>
    [DllImport(Libc, SetLastError = true)]
    public static extern int lstat(byte[] path, [Out] byte[] status);

    /// <summary>macOS on x64, where the plain name is an older structure (stat(2)).</summary>
    [DllImport(Libc, EntryPoint = "lstat$INODE64", SetLastError = true)]
    public static extern int lstat64(byte[] path, [Out] byte[] status);

    // Windows.
    [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CreateDirectoryW(string path, ref SecurityAttributes attributes);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern IntPtr LocalFree(IntPtr memory);

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertStringSecurityDescriptorToSecurityDescriptorW(
        string sddl,
        uint revision,
        out IntPtr descriptor,
        IntPtr size
    );

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertSecurityDescriptorToStringSecurityDescriptorW(
        IntPtr descriptor,
        uint revision,
        uint information,
        out IntPtr sddl,
        IntPtr length
    );

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true)]
    public static extern uint GetNamedSecurityInfoW(
        string path,
        int kind,
        uint information,
        IntPtr owner,
        IntPtr group,
        IntPtr dacl,
        IntPtr sacl,
        out IntPtr descriptor
    );

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true)]
    public static extern uint SetNamedSecurityInfoW(
        string path,
        int kind,
        uint information,
        IntPtr owner,
        IntPtr group,
        IntPtr dacl,
        IntPtr sacl
    );

    [DllImport("advapi32", ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetSecurityDescriptorDacl(
        IntPtr descriptor,
        [MarshalAs(UnmanagedType.Bool)] out bool present,
        out IntPtr dacl,
        [MarshalAs(UnmanagedType.Bool)] out bool defaulted
    );

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool LookupAccountNameW(
        string? system,
        string account,
        IntPtr sid,
        ref uint sidLength,
        char[] domain,
        ref uint domainLength,
        out int use
    );

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertSidToStringSidW(IntPtr sid, out IntPtr text);

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool ConvertStringSidToSidW(string text, out IntPtr sid);

    [DllImport("advapi32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool LookupAccountSidW(
        string? system,
        IntPtr sid,
        char[] name,
        ref uint nameLength,
        char[] domain,
        ref uint domainLength,
        out int use
    );

    /// <summary>A handle of this process that needs no closing.</summary>
    [DllImport("kernel32", ExactSpelling = true)]
    public static extern IntPtr GetCurrentProcess();

    [DllImport("advapi32", ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool OpenProcessToken(IntPtr process, uint access, out IntPtr token);

    [DllImport("advapi32", ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetTokenInformation(IntPtr token, int kind, IntPtr information, uint length, out uint needed);

    [DllImport("kernel32", ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CloseHandle(IntPtr handle);

    [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    public static extern SafeFileHandle CreateFileW(
        string path,
        uint access,
        uint share,
        IntPtr security,
        uint creation,
        uint flags,
        IntPtr template
    );

    /// <summary>As <see cref="GetNamedSecurityInfoW"/>, of what was opened: of a link itself, where it was opened as one.</summary>
    [DllImport("advapi32", ExactSpelling = true)]
    public static extern uint GetSecurityInfo(
        SafeFileHandle handle,
        int kind,
        uint information,
        IntPtr owner,
        IntPtr group,
        IntPtr dacl,
        IntPtr sacl,
        out IntPtr descriptor
    );

    [DllImport("crypt32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CryptProtectData(
        ref DataBlob input,
        string? description,
        IntPtr entropy,
        IntPtr reserved,
        IntPtr prompt,
        uint flags,
        out DataBlob output
    );

    [DllImport("crypt32", ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CryptUnprotectData(
        ref DataBlob input,
        IntPtr description,
        IntPtr entropy,
        IntPtr reserved,
        IntPtr prompt,
        uint flags,
        out DataBlob output
    );

    /// <summary>SECURITY_ATTRIBUTES.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SecurityAttributes
    {
        public int Length;
        public IntPtr Descriptor;
        public int InheritHandle;
    }

    /// <summary>SID_AND_ATTRIBUTES, which TOKEN_USER is.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SidAndAttributes
    {
        public IntPtr Sid;
        public uint Attributes;
    }

    /// <summary>DATA_BLOB.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct DataBlob
    {
        public int Length;
        public IntPtr Data;
    }
}
