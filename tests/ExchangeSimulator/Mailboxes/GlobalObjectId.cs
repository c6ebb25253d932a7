using System.Buffers.Binary;
using System.Text;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// The global object id of an appointment ([MS-OXOCAL] 2.2.1.27), and what iCalendar calls its UID
/// ([MS-OXCICAL] 2.1.3.1.1.20.26): a UID of foreign origin is kept within it behind "vCal-Uid".
/// </summary>
internal static class GlobalObjectId
{
    private const int HeaderLength = 40;
    private static readonly byte[] ClassId = [0x04, 0, 0, 0, 0x82, 0, 0xE0, 0, 0x74, 0xC5, 0xB7, 0x10, 0x1A, 0x82, 0xE0, 0x08];
    private static readonly byte[] ForeignMark = [.. "vCal-Uid"u8, 1, 0, 0, 0];

    /// <summary>A UID of Exchange's own making.</summary>
    public static string NewUid(Guid unique, DateTimeOffset created)
    {
        var id = Empty(16);
        BinaryPrimitives.WriteInt64LittleEndian(id.AsSpan(20), created.UtcDateTime.ToFileTimeUtc());
        unique.TryWriteBytes(id.AsSpan(HeaderLength));
        return Convert.ToHexString(id);
    }

    /// <summary>The global object id that belongs to a UID.</summary>
    public static byte[] FromUid(string uid)
    {
        if (IsEncoded(uid))
        {
            return Convert.FromHexString(uid);
        }

        var text = Encoding.UTF8.GetBytes(uid);
        var id = Empty(ForeignMark.Length + text.Length + 1);
        ForeignMark.CopyTo(id, HeaderLength);
        text.CopyTo(id, HeaderLength + ForeignMark.Length);
        return id;
    }

    /// <summary>The clean one: without the date of an occurrence.</summary>
    public static byte[] CleanFromUid(string uid)
    {
        var id = FromUid(uid);
        id.AsSpan(16, 4).Clear();
        return id;
    }

    private static bool IsEncoded(string uid) =>
        uid.Length >= HeaderLength * 2
        && uid.Length % 2 == 0
        && uid.All(char.IsAsciiHexDigit)
        && uid.StartsWith(Convert.ToHexString(ClassId), StringComparison.OrdinalIgnoreCase);

    private static byte[] Empty(int dataLength)
    {
        var id = new byte[HeaderLength + dataLength];
        ClassId.CopyTo(id, 0);
        BinaryPrimitives.WriteInt32LittleEndian(id.AsSpan(36), dataLength);
        return id;
    }
}
