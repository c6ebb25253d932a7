using System.ComponentModel;
using System.Runtime.InteropServices;
using AllSolutionsExchange.Files;

namespace AllSolutionsExchange.Secrets;

/// <summary>
/// Windows' own protection (DPAPI) with the machine's key, since a scheduled task runs under another account than the admin
/// who set the parameters. Any account of the machine could undo it, so what is stored is behind the folder's access list.
/// Run in Wine, whose DPAPI is a stand-in, and not on Windows yet.
/// </summary>
internal sealed class DpapiProtector : ISecretProtector
{
    private const byte Version = 2;
    private const uint NoPromptLocalMachine = 0x1 | 0x4; // CRYPTPROTECT_UI_FORBIDDEN, CRYPTPROTECT_LOCAL_MACHINE

    /// <inheritdoc/>
    public byte[] Protect(byte[] secret)
    {
        using var input = new PinnedBlob(secret);
        if (
            !NativeMethods.CryptProtectData(
                ref input.Blob,
                null,
                IntPtr.Zero,
                IntPtr.Zero,
                IntPtr.Zero,
                NoPromptLocalMachine,
                out var output
            )
        )
        {
            throw Failure("Windows could not protect it");
        }

        return [Version, .. CopyOut(output)];
    }

    /// <inheritdoc/>
    public byte[] Unprotect(byte[] stored)
    {
        if (stored.Length < 2 || stored[0] != Version)
        {
            throw new SecretException("what is stored is not a password of this version");
        }

        var body = new byte[stored.Length - 1];
        Buffer.BlockCopy(stored, 1, body, 0, body.Length);
        using var input = new PinnedBlob(body);
        if (
            !NativeMethods.CryptUnprotectData(
                ref input.Blob,
                IntPtr.Zero,
                IntPtr.Zero,
                IntPtr.Zero,
                IntPtr.Zero,
                NoPromptLocalMachine,
                out var output
            )
        )
        {
            throw Failure("it was changed, or protected on another machine");
        }

        return CopyOut(output);
    }

    private static byte[] CopyOut(NativeMethods.DataBlob blob)
    {
        var bytes = new byte[blob.Length];
        Marshal.Copy(blob.Data, bytes, 0, bytes.Length);
        Marshal.Copy(new byte[blob.Length], 0, blob.Data, blob.Length);
        NativeMethods.LocalFree(blob.Data);
        return bytes;
    }

    private static SecretException Failure(string reason)
    {
        var cause = new Win32Exception(Marshal.GetLastWin32Error());
        return new SecretException($"{reason} ({cause.Reason()})", cause);
    }

    private sealed class PinnedBlob : IDisposable
    {
        private readonly GCHandle _handle;
        public NativeMethods.DataBlob Blob;

        public PinnedBlob(byte[] bytes)
        {
            _handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            Blob = new NativeMethods.DataBlob { Length = bytes.Length, Data = _handle.AddrOfPinnedObject() };
        }

        public void Dispose() => _handle.Free();
    }
}
