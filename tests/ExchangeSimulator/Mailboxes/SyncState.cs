using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// How far a client is in one folder, opaque to it. A round carries the changes of (Known, Target]; Position is the last that was given.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyncState(Guid Mailbox, long Folder, int Epoch, long Known, long Target, bool CreatesDone, long Position)
{
    private const int Length = 16 + 8 + 4 + 8 + 8 + 1 + 8;

    public override string ToString()
    {
        var bytes = new byte[Length + 32];
        Mailbox.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Folder);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(28), Known);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(36), Target);
        bytes[44] = CreatesDone ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(45), Position);
        Checksum(bytes.AsSpan(0, Length)).CopyTo(bytes.AsSpan(Length));
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads a state; false where it is damaged.</summary>
    public static bool TryParse(string text, out SyncState state)
    {
        state = default;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != Length + 32)
        {
            return false;
        }

        if (!bytes.AsSpan(Length, 32).SequenceEqual(Checksum(bytes.AsSpan(0, Length))))
        {
            return false;
        }

        state = new SyncState(
            new Guid(bytes.AsSpan(0, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(28)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(36)),
            bytes[44] == 1,
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(45))
        );
        return true;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);
}
