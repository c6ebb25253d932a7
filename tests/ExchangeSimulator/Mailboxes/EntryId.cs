using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// The ids of EWS, laid out as published ones decode: a moniker with the mailbox's guid, then the MAPI entry id
/// ([MS-OXCDATA] 2.2.4) with the object's counter. 152 characters for an item, 120 for a folder; case-sensitive.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryId(Guid Mailbox, long Folder, long Item)
{
    private const int MonikerLength = 40;
    private const int FolderEntryLength = 46;
    private const int ItemEntryLength = 70;

    public bool IsFolder => Item == 0;

    /// <summary>The id as EWS writes it.</summary>
    public override string ToString() => Convert.ToBase64String(ToBytes());

    /// <summary>The MAPI entry id within.</summary>
    public byte[] ToStoreEntryId() => ToBytes()[(MonikerLength + 3)..];

    /// <summary>Reads an id; false for anything that this server never gave out in this form.</summary>
    public static bool TryParse(string text, out EntryId id)
    {
        id = default;
        var buffer = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, buffer, out var length))
        {
            return false;
        }

        if (length is not (MonikerLength + 3 + FolderEntryLength) and not (MonikerLength + 3 + ItemEntryLength))
        {
            return false;
        }

        if (!Guid.TryParseExact(Encoding.ASCII.GetString(buffer, 4, 36), "D", out var mailbox))
        {
            return false;
        }

        var entry = buffer.AsSpan(MonikerLength + 3);
        var folder = ReadCounter(entry[(4 + 16 + 2 + 16)..]);
        var item = length == MonikerLength + 3 + ItemEntryLength ? ReadCounter(entry[(FolderEntryLength + 16)..]) : 0;
        id = new EntryId(mailbox, folder, item);
        return string.Equals(id.ToString(), text, StringComparison.Ordinal);
    }

    /// <summary>Reads a MAPI entry id; false for any that this server never gave out.</summary>
    public static bool TryParseStore(ReadOnlySpan<byte> entry, out EntryId id)
    {
        id = default;
        if (entry.Length is not (FolderEntryLength or ItemEntryLength))
        {
            return false;
        }

        id = new EntryId(
            new Guid(entry.Slice(4, 16)),
            ReadCounter(entry[38..]),
            entry.Length == ItemEntryLength ? ReadCounter(entry[(FolderEntryLength + 16)..]) : 0
        );
        return entry.SequenceEqual(id.ToStoreEntryId());
    }

    /// <summary>A change key: the kind of object, then the change number ([MS-OXCFXICS] 2.2.2.1).</summary>
    public static string ChangeKey(int objectType, Guid mailbox, long changeNumber)
    {
        var bytes = new byte[30];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, objectType);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 22);
        Replica(mailbox).TryWriteBytes(bytes.AsSpan(8));
        WriteCounter(bytes.AsSpan(24), changeNumber);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The change number of a change key, or null where it is none of this server's.</summary>
    public static long? ChangeNumber(string changeKey)
    {
        var bytes = new byte[changeKey.Length];
        return Convert.TryFromBase64String(changeKey, bytes, out var length) && length == 30 ? ReadCounter(bytes.AsSpan(24)) : null;
    }

    private byte[] ToBytes()
    {
        var entryLength = IsFolder ? FolderEntryLength : ItemEntryLength;
        var bytes = new byte[MonikerLength + 3 + entryLength];
        bytes[1] = 3;
        bytes[2] = 36;
        Encoding.ASCII.GetBytes(Mailbox.ToString("D"), bytes.AsSpan(4));
        bytes[MonikerLength + 1] = (byte)entryLength;
        var entry = bytes.AsSpan(MonikerLength + 3);
        Mailbox.TryWriteBytes(entry[4..]);
        entry[20] = (byte)(IsFolder ? 1 : 7);
        Replica(Mailbox).TryWriteBytes(entry[22..]);
        WriteCounter(entry[38..], Folder);
        if (!IsFolder)
        {
            Replica(Mailbox).TryWriteBytes(entry[FolderEntryLength..]);
            WriteCounter(entry[(FolderEntryLength + 16)..], Item);
        }
        return bytes;
    }

    private static Guid Replica(Guid mailbox)
    {
        var bytes = mailbox.ToByteArray();
        Array.Reverse(bytes);
        return new Guid(bytes);
    }

    private static void WriteCounter(Span<byte> target, long value)
    {
        for (var i = 5; i >= 0; i--, value >>= 8)
        {
            target[i] = (byte)value;
        }
    }

    private static long ReadCounter(ReadOnlySpan<byte> source)
    {
        var value = 0L;
        for (var i = 0; i < 6; i++)
        {
            value = value << 8 | source[i];
        }

        return value;
    }
}
