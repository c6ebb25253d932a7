using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>Another account, to which root gives things and as which root looks at files.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Stranger
{
    private const int UserId = 12345;

    /// <summary>Gives a file, a folder or a link itself to the other account.</summary>
    public static void Own(string path)
    {
        using var process = Process.Start("chown", ["-h", $"{UserId}:{UserId}", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>
    /// Does something without root's right to look everywhere. The system keeps the id per thread, so that the other tests go on as root
    /// (setfsuid(2)); whoever is not root has no such right.
    /// </summary>
    public static Exception? Try(Action action)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Record.Exception(action);
        }

        Exception? result = null;
        var thread = new Thread(() =>
        {
            _ = setfsuid(UserId);
            result = Record.Exception(action);
            _ = setfsuid(0);
        });
        thread.Start();
        thread.Join();
        return result;
    }

    [DllImport("libc")]
    private static extern int setfsuid(int user);
}
