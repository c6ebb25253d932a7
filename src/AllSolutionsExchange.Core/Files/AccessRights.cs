using System.Globalization;

namespace AllSolutionsExchange.Files;

/// <summary>
/// The rights of an access list's entry on a folder, from their text form: a number, or pairs of letters (MS-DTYP 2.5.1.1).
/// </summary>
internal static class AccessRights
{
    private const uint DeleteChild = 0x40; // FILE_DELETE_CHILD
    private const uint Delete = 0x10000; // DELETE
    private const uint WriteDacAndOwner = 0xC0000; // WRITE_DAC and WRITE_OWNER
    private const uint All = 0x10000000; // GENERIC_ALL

    /// <summary>Whether they let someone rename or remove the folder, or give himself the right to.</summary>
    public static bool MoveFolder(string rights) => (Of(rights) & (Delete | WriteDacAndOwner | All)) != 0;

    /// <summary>Whether they let someone rename or remove what is in the folder, or give himself the right to.</summary>
    public static bool MoveContent(string rights) => (Of(rights) & (DeleteChild | WriteDacAndOwner | All)) != 0;

    private static uint Of(string rights)
    {
        if (rights.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return uint.TryParse(rights.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
                ? mask
                : uint.MaxValue;
        }

        if (rights.Length % 2 != 0 || rights.Any(char.IsDigit))
        {
            return uint.MaxValue;
        }

        return Enumerable.Range(0, rights.Length / 2).Aggregate(0u, (mask, pair) => mask | OfLetters(rights.Substring(2 * pair, 2)));
    }

    // What is not known here counts as everything.
    private static uint OfLetters(string letters) =>
        letters switch
        {
            "FA" => 0x1F01FF,
            "FR" => 0x120089,
            "FW" => 0x120116,
            "FX" => 0x1200A0,
            "GA" => All,
            "GR" => 0x80000000,
            "GW" => 0x40000000,
            "GX" => 0x20000000,
            "RC" => 0x20000,
            "SD" => Delete,
            "WD" => 0x40000,
            "WO" => 0x80000,
            "CC" => 0x1,
            "DC" => 0x2,
            "LC" => 0x4,
            "SW" => 0x8,
            "RP" => 0x10,
            "WP" => 0x20,
            "DT" => DeleteChild,
            "LO" => 0x80,
            "CR" => 0x100,
            _ => uint.MaxValue,
        };
}
