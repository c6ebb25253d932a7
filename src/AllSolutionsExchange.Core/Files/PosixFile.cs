using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>
/// A file that was made by a call of POSIX. It is not given to a FileStream: Mono takes no descriptor that it did not open itself.
/// </summary>
internal static class PosixFile
{
    /// <summary>Writes a file durably and closes it, whatever happens.</summary>
    /// <param name="descriptor">The file, as the system numbers it.</param>
    /// <param name="prepare">Done before there is any content.</param>
    /// <param name="content">All that is to be in it.</param>
    /// <exception cref="Win32Exception">It cannot be written.</exception>
    public static void WriteAndClose(int descriptor, Action<int> prepare, byte[] content)
    {
        try
        {
            prepare(descriptor);
            var written = 0;
            while (written < content.Length)
            {
                var count = (int)NativeMethods.write(descriptor, ref content[written], new UIntPtr((uint)(content.Length - written)));
                if (count < 0)
                {
                    throw LastError();
                }

                written += count;
            }

            if (NativeMethods.fsync(descriptor) != 0)
            {
                throw LastError();
            }
        }
        finally
        {
            _ = NativeMethods.close(descriptor);
        }
    }

    /// <summary>Why the last call failed.</summary>
    public static Win32Exception LastError() => new(Marshal.GetLastWin32Error());
}
