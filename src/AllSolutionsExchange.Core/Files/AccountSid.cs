using System.Globalization;

namespace AllSolutionsExchange.Files;

/// <summary>What a SID stands for (SID_NAME_USE).</summary>
internal enum AccountUse
{
    /// <summary>Windows cannot tell: the account is gone, or the domain does not answer.</summary>
    Untold = 0,

    User = 1,
    Group = 2,
    Domain = 3,
    Alias = 4,
    WellKnownGroup = 5,
    DeletedAccount = 6,
    Invalid = 7,
    Unknown = 8,
    Computer = 9,
}

/// <summary>Which SIDs are one account and which are many (MS-DTYP 2.4.2.4 and 2.5.1.1).</summary>
internal static class AccountSid
{
    public const string System = "S-1-5-18";
    public const string Administrators = "S-1-5-32-544";
    public const string Everyone = "S-1-1-0";
    public const string CreatorOwner = "S-1-3-0";
    public const string OwnerRights = "S-1-3-4";

    /// <summary>The service that owns what belongs to Windows, the drive C: among it.</summary>
    public const string TrustedInstaller = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";

    /// <summary>The built-in Administrator of this machine or domain, as SDDL writes it.</summary>
    public const string LocalAdministrator = "LA";

    private const string LocalService = "S-1-5-19";
    private const string NetworkService = "S-1-5-20";
    private const string DomainPrefix = "S-1-5-21-";
    private const string CloudPrefix = "S-1-12-1-";
    private const int FirstFreeRid = 1000;

    // One service, one application pool, one scheduled task. Their zeroth is all of them.
    private static readonly string[] VirtualPrefixes = ["S-1-5-80-", "S-1-5-82-", "S-1-5-87-"];

    /// <summary>The SID of an alias of SDDL whose SID is the same everywhere, where it can matter here; anything else as it is.</summary>
    public static string Of(string sidOrAlias) =>
        sidOrAlias switch
        {
            "SY" => System,
            "BA" => Administrators,
            "LS" => LocalService,
            "NS" => NetworkService,
            "CO" => CreatorOwner,
            "OW" => OwnerRights,
            "WD" => Everyone,
            _ => sidOrAlias,
        };

    /// <summary>Whether it is one account. Every alias that is not known here is a group, and so is Guest, who is anybody.</summary>
    /// <param name="sid">A SID, or an alias as SDDL writes it.</param>
    /// <param name="useOf">What Windows says of a SID. Of an account of a domain, the SID alone does not tell.</param>
    public static bool IsSingle(string sid, Func<string, AccountUse> useOf)
    {
        var plain = Of(sid);
        if (plain is LocalAdministrator or System or LocalService or NetworkService)
        {
            return true;
        }

        if (VirtualPrefixes.Any(prefix => plain.StartsWith(prefix, StringComparison.Ordinal) && plain.Substring(prefix.Length) != "0"))
        {
            return true;
        }

        if (plain.StartsWith(CloudPrefix, StringComparison.Ordinal))
        {
            return useOf(plain) == AccountUse.User;
        }

        if (!plain.StartsWith(DomainPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rid = uint.TryParse(
            plain.Substring(plain.LastIndexOf('-') + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;

        // Administrator, krbtgt, DefaultAccount and WDAGUtilityAccount; the other numbers below 1000 are groups, and Guest.
        return rid < FirstFreeRid
            ? rid is 500 or 502 or 503 or 504
            : useOf(plain) is not (AccountUse.Group or AccountUse.Domain or AccountUse.Alias or AccountUse.WellKnownGroup);
    }
}
