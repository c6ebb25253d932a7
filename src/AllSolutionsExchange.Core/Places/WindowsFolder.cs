using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Places;

/// <summary>
/// The folder on Windows: full access for SYSTEM, Administrators and the account that runs the sync, nothing inherited.
/// Built for Windows and not run there yet; the rules themselves are in <see cref="FolderSecurity"/>.
/// </summary>
internal static class WindowsFolder
{
    private const uint Revision = 1;                       // SDDL_REVISION_1
    private const int FileObject = 1;                      // SE_FILE_OBJECT
    private const uint OwnerAndDacl = 0x1 | 0x4;           // OWNER_ and DACL_SECURITY_INFORMATION
    private const uint ProtectedDacl = 0x80000000 | 0x4;   // PROTECTED_DACL_ and DACL_SECURITY_INFORMATION
    private const int AlreadyExists = 183;                 // ERROR_ALREADY_EXISTS

    /// <summary>Makes the folder with its access list in one step.</summary>
    /// <returns>False where it is already there.</returns>
    public static bool TryCreate(string folder, string? serviceAccount)
    {
        var descriptor = Descriptor(folder, FolderSecurity.ForAccounts([SidOf(folder, serviceAccount ?? CurrentAccount)]));
        try
        {
            var attributes = new NativeMethods.SecurityAttributes { Length = Marshal.SizeOf<NativeMethods.SecurityAttributes>(), Descriptor = descriptor };
            if (NativeMethods.CreateDirectoryW(folder, ref attributes)) return true;
            var error = Marshal.GetLastWin32Error();
            return error == AlreadyExists ? false : throw Failure(folder, error);
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    /// <summary>Refuses a folder that somebody else made or that others have a right on.</summary>
    public static void Check(string folder)
    {
        if (!Read(folder).IsPrivate(SidOf(folder, CurrentAccount)))
            throw new StorePlaceException("StoreFolderRefused", folder, $"The folder '{folder}' was made by somebody else or is open to others. Look at what is in it and remove it, or name another store with -Store.");
    }

    /// <summary>Refuses a folder on which groups of people have a right.</summary>
    public static void CheckNamed(string folder)
    {
        if (!Read(folder).IsClosed)
            throw new StorePlaceException("StoreFolderRefused", folder, $"Groups such as Users have a right on the folder '{folder}', and any account of this machine that can read the store can undo the protection of its password. Give the folder an access list of single accounts (icacls /inheritance:r /grant), or leave -Store away.");
    }

    /// <summary>Gives one more account full access, where it has none.</summary>
    public static void Grant(string folder, string serviceAccount)
    {
        var sid = SidOf(folder, serviceAccount);
        var security = Read(folder);
        if (security.Accounts.Contains(sid)) return;
        var descriptor = Descriptor(folder, FolderSecurity.ForAccounts([.. security.Accounts, sid]));
        try
        {
            if (!NativeMethods.GetSecurityDescriptorDacl(descriptor, out _, out var dacl, out _)) throw Failure(folder, Marshal.GetLastWin32Error());
            var error = NativeMethods.SetNamedSecurityInfoW(folder, FileObject, ProtectedDacl, IntPtr.Zero, IntPtr.Zero, dacl, IntPtr.Zero);
            if (error != 0) throw Failure(folder, (int)error);
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    private static string CurrentAccount => $@"{Environment.UserDomainName}\{Environment.UserName}";

    private static FolderSecurity Read(string folder)
    {
        var error = NativeMethods.GetNamedSecurityInfoW(folder, FileObject, OwnerAndDacl, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, out var descriptor);
        if (error != 0) throw Failure(folder, (int)error);
        try
        {
            if (!NativeMethods.ConvertSecurityDescriptorToStringSecurityDescriptorW(descriptor, Revision, OwnerAndDacl, out var text, IntPtr.Zero))
                throw Failure(folder, Marshal.GetLastWin32Error());
            var sddl = Marshal.PtrToStringUni(text);
            NativeMethods.LocalFree(text);
            return FolderSecurity.Parse(sddl);
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    private static IntPtr Descriptor(string folder, string sddl) =>
        NativeMethods.ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl, Revision, out var descriptor, IntPtr.Zero)
            ? descriptor
            : throw Failure(folder, Marshal.GetLastWin32Error());

    private static string SidOf(string folder, string account)
    {
        var sid = new byte[68];   // SECURITY_MAX_SID_SIZE
        var domain = new char[256];
        uint sidLength = (uint)sid.Length, domainLength = (uint)domain.Length;
        if (!NativeMethods.LookupAccountNameW(null, account, sid, ref sidLength, domain, ref domainLength, out _)
            || !NativeMethods.ConvertSidToStringSidW(sid, out var text))
        {
            var cause = new Win32Exception(Marshal.GetLastWin32Error());
            throw new StorePlaceException("AccountUnknown", folder, $"Windows does not know the account '{account}': {cause.Message}. Give it as DOMAIN\\name.", cause);
        }

        var result = Marshal.PtrToStringUni(text);
        NativeMethods.LocalFree(text);
        return result;
    }

    private static StorePlaceException Failure(string folder, int error)
    {
        var cause = new Win32Exception(error);
        return new("StoreFolderRefused", folder, $"The folder '{folder}' cannot be made or read: {cause.Message}. Start PowerShell as administrator, or name another store with -Store.", cause);
    }
}
