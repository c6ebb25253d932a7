using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>Accounts of Windows and their SIDs.</summary>
internal static class WindowsAccount
{
    private const uint Query = 0x8; // TOKEN_QUERY
    private const int User = 1; // TokenUser
    private const int LongestSid = 68; // SECURITY_MAX_SID_SIZE
    private const int LongestName = 1024;

    /// <summary>
    /// The SID of the account that this process runs as, from its token: the names of SYSTEM, NETWORK SERVICE and managed service accounts
    /// that
    /// the environment gives are the machine's or none.
    /// </summary>
    /// <exception cref="Win32Exception">Windows does not tell.</exception>
    public static string Current()
    {
        if (!NativeMethods.OpenProcessToken(NativeMethods.GetCurrentProcess(), Query, out var token))
        {
            throw LastError();
        }

        var length = (uint)(Marshal.SizeOf<NativeMethods.SidAndAttributes>() + LongestSid);
        var information = Marshal.AllocHGlobal((int)length);
        try
        {
            return NativeMethods.GetTokenInformation(token, User, information, length, out _)
                ? Text(Marshal.PtrToStructure<NativeMethods.SidAndAttributes>(information).Sid)
                : throw LastError();
        }
        finally
        {
            Marshal.FreeHGlobal(information);
            NativeMethods.CloseHandle(token);
        }
    }

    /// <summary>The SID of an account that an admin named, which has to be one account and no group.</summary>
    /// <exception cref="StoreLocationException">Windows does not know it, or it is a group.</exception>
    public static string SidOf(string folder, string account)
    {
        var name = account.StartsWith(@".\", StringComparison.Ordinal) ? Environment.MachineName + account.Substring(1) : account;
        var sid = Marshal.AllocHGlobal(LongestSid);
        try
        {
            uint sidLength = LongestSid,
                domainLength = LongestName;
            if (!NativeMethods.LookupAccountNameW(null, name, sid, ref sidLength, new char[LongestName], ref domainLength, out var use))
            {
                throw Unknown(folder, account, LastError());
            }

            var text = Text(sid);
            return AccountSid.IsSingle(text, _ => (AccountUse)use)
                ? text
                : throw new StoreLocationException(
                    ErrorIds.AccountRefused,
                    folder,
                    $"'{account}' is a group, or no account of one user or service, and only single accounts can be given access to "
                        + "the store.",
                    "Name the account that runs the sync."
                );
        }
        finally
        {
            Marshal.FreeHGlobal(sid);
        }
    }

    /// <summary>What a SID stands for.</summary>
    public static AccountUse UseOf(string text)
    {
        if (!NativeMethods.ConvertStringSidToSidW(text, out var sid))
        {
            return AccountUse.Untold;
        }

        try
        {
            uint nameLength = LongestName,
                domainLength = LongestName;
            return NativeMethods.LookupAccountSidW(
                null,
                sid,
                new char[LongestName],
                ref nameLength,
                new char[LongestName],
                ref domainLength,
                out var use
            )
                ? (AccountUse)use
                : AccountUse.Untold;
        }
        finally
        {
            NativeMethods.LocalFree(sid);
        }
    }

    private static string Text(IntPtr sid)
    {
        if (!NativeMethods.ConvertSidToStringSidW(sid, out var memory))
        {
            throw LastError();
        }

        var text = Marshal.PtrToStringUni(memory);
        NativeMethods.LocalFree(memory);
        return text;
    }

    private static StoreLocationException Unknown(string folder, string account, Win32Exception cause) =>
        new(
            ErrorIds.AccountUnknown,
            folder,
            $"Windows does not know the account '{account}': {cause.Reason()}.",
            "Give it as DOMAIN\\name; a group managed service account's name ends with $.",
            cause
        );

    private static Win32Exception LastError() => new(Marshal.GetLastWin32Error());
}
