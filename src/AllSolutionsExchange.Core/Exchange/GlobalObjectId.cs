using System.Text;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>
/// The UID that we give what we create, and the CleanGlobalObjectId that Exchange makes of it: a UID that is not Outlook's own
/// is wrapped as vCal-Uid (MS-OXOCAL 2.2.1.27, 2.2.1.28).
/// </summary>
internal static class GlobalObjectId
{
    // Byte array id of a Global Object ID; instance date, creation time and reserved bytes are zero.
    private static readonly byte[] Header =
    [
        0x04,
        0x00,
        0x00,
        0x00,
        0x82,
        0x00,
        0xE0,
        0x00,
        0x74,
        0xC5,
        0xB7,
        0x10,
        0x1A,
        0x82,
        0xE0,
        0x08,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];

    /// <summary>The iCalendar UID (RFC 5545 3.8.4.7) of an item that we create for a link.</summary>
    public static string UidFor(LinkId linkId) => "allsolutions-" + linkId;

    /// <summary>The CleanGlobalObjectId of that item, base64.</summary>
    public static string CleanFor(LinkId linkId)
    {
        var data = Encoding.ASCII.GetBytes("vCal-Uid\u0001\0\0\0" + UidFor(linkId) + "\0");
        var id = new byte[Header.Length + 4 + data.Length];
        Header.CopyTo(id, 0);
        BitConverter.GetBytes(data.Length).CopyTo(id, Header.Length);
        data.CopyTo(id, Header.Length + 4);
        return Convert.ToBase64String(id);
    }
}
