using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>Reads and sets owner and access list of a folder on Windows, as text.</summary>
internal static class WindowsSecurity
{
    private const uint Revision = 1; // SDDL_REVISION_1
    private const int FileObject = 1; // SE_FILE_OBJECT
    private const uint OwnerAndDacl = 0x1 | 0x4; // OWNER_ and DACL_SECURITY_INFORMATION
    private const uint ProtectedDacl = 0x80000000 | 0x4; // PROTECTED_DACL_ and DACL_SECURITY_INFORMATION
    private const uint InheritingDacl = 0x20000000 | 0x4; // UNPROTECTED_DACL_ and DACL_SECURITY_INFORMATION
    private const uint ReadControl = 0x20000; // READ_CONTROL
    private const uint ShareAll = 0x7; // FILE_SHARE_READ, _WRITE and _DELETE
    private const uint OpenExisting = 3; // OPEN_EXISTING
    private const uint FolderOrLink = 0x02200000; // FILE_FLAG_BACKUP_SEMANTICS and _OPEN_REPARSE_POINT
    private const int AccessDenied = 5; // ERROR_ACCESS_DENIED

    /// <summary>Owner and access list of a folder.</summary>
    public static FolderSecurity Of(string folder)
    {
        var error = NativeMethods.GetNamedSecurityInfoW(
            folder,
            FileObject,
            OwnerAndDacl,
            IntPtr.Zero,
            IntPtr.Zero,
            IntPtr.Zero,
            IntPtr.Zero,
            out var descriptor
        );
        return error == 0 ? CopyOut(folder, descriptor) : throw Failure(folder, "read", (int)error);
    }

    /// <summary>Those of a link itself, and not of what it leads to.</summary>
    public static FolderSecurity OfLink(string path)
    {
        using var link = NativeMethods.CreateFileW(path, ReadControl, ShareAll, IntPtr.Zero, OpenExisting, FolderOrLink, IntPtr.Zero);
        if (link.IsInvalid)
        {
            throw Failure(path, "read", Marshal.GetLastWin32Error());
        }

        var error = NativeMethods.GetSecurityInfo(
            link,
            FileObject,
            OwnerAndDacl,
            IntPtr.Zero,
            IntPtr.Zero,
            IntPtr.Zero,
            IntPtr.Zero,
            out var descriptor
        );
        return error == 0 ? CopyOut(path, descriptor) : throw Failure(path, "read", (int)error);
    }

    /// <summary>Gives a folder an access list.</summary>
    /// <returns>The system's error; 0 for none.</returns>
    public static int Set(string folder, string list, bool isProtected)
    {
        var descriptor = Descriptor(folder, list);
        try
        {
            return NativeMethods.GetSecurityDescriptorDacl(descriptor, out _, out var dacl, out _)
                ? (int)
                    NativeMethods.SetNamedSecurityInfoW(
                        folder,
                        FileObject,
                        isProtected ? ProtectedDacl : InheritingDacl,
                        IntPtr.Zero,
                        IntPtr.Zero,
                        dacl,
                        IntPtr.Zero
                    )
                : Marshal.GetLastWin32Error();
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }

    /// <summary>The binary form of an access list, to be freed.</summary>
    public static IntPtr Descriptor(string folder, string sddl) =>
        NativeMethods.ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl, Revision, out var descriptor, IntPtr.Zero)
            ? descriptor
            : throw Failure(folder, "given an access list", Marshal.GetLastWin32Error());

    /// <summary>What is said of a call that failed.</summary>
    public static StoreLocationException Failure(string folder, string verb, int error)
    {
        var cause = new Win32Exception(error);
        return verb == "read" && error == AccessDenied
            ? Presence.Denied(folder, cause)
            : new(
                ErrorIds.StoreFolderRefused,
                folder,
                $"The folder '{folder}' cannot be {verb}: {cause.Reason()}.",
                "Start PowerShell as administrator, or name another store with -Store.",
                cause
            );
    }

    private static FolderSecurity CopyOut(string folder, IntPtr descriptor)
    {
        try
        {
            if (
                !NativeMethods.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                    descriptor,
                    Revision,
                    OwnerAndDacl,
                    out var text,
                    IntPtr.Zero
                )
            )
            {
                throw Failure(folder, "read", Marshal.GetLastWin32Error());
            }

            var sddl = Marshal.PtrToStringUni(text);
            NativeMethods.LocalFree(text);
            return FolderSecurity.Parse(sddl, WindowsAccount.UseOf);
        }
        finally
        {
            NativeMethods.LocalFree(descriptor);
        }
    }
}
