using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Places;

/// <summary>Owner and access list of a folder on Windows, read from their text form (MS-DTYP 2.5.1, SDDL).</summary>
internal sealed class FolderSecurity
{
    private const string System = "SY";
    private const string Administrators = "BA";
    private static readonly string[] AlwaysAllowed = [System, Administrators, "S-1-5-18", "S-1-5-32-544"];

    private FolderSecurity(string owner, bool isProtected, IReadOnlyList<string> accounts)
    {
        Owner = owner;
        IsProtected = isProtected;
        Accounts = accounts;
    }

    /// <summary>Who owns the folder: a SID or its two-letter alias.</summary>
    public string Owner { get; }

    /// <summary>Whether nothing is inherited.</summary>
    public bool IsProtected { get; }

    /// <summary>Whom it gives a right, beside SYSTEM and Administrators.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>
    /// Whether the folder is ours: owned by SYSTEM, Administrators or the account that asks, nothing inherited, and rights given
    /// to single accounts only (their SIDs begin with S-1-5-21, virtual accounts' with S-1-5-80 to 82), never to groups such as Users.
    /// </summary>
    public bool IsPrivate(string account) =>
        IsProtected
        && (AlwaysAllowed.Contains(Owner) || Owner == account)
        && Accounts.All(IsSingleAccount);

    /// <summary>
    /// Whether no group of people has a right, inherited or not. Owners are people that another entry names; app packages
    /// (S-1-15) narrow the right of an account and give none.
    /// </summary>
    public bool IsClosed => Accounts.All(sid =>
        IsSingleAccount(sid) || sid is "CO" or "OW" or "S-1-3-0" or "S-1-3-4" or "AC" || sid.StartsWith("S-1-15-", StringComparison.Ordinal));

    /// <summary>The access list of our folder.</summary>
    /// <param name="sids">The accounts beside SYSTEM and Administrators.</param>
    public static string ForAccounts(IEnumerable<string> sids) =>
        "D:P" + string.Concat(new[] { System, Administrators }.Concat(sids.Where(sid => !AlwaysAllowed.Contains(sid)).Distinct(StringComparer.Ordinal))
            .Select(sid => $"(A;OICI;FA;;;{sid})"));

    /// <summary>Reads owner and access list.</summary>
    public static FolderSecurity Parse(string sddl)
    {
        var owner = Match(sddl, "O:(?<value>.*?)(?=G:|D:|S:|$)");
        var flags = Match(sddl, @"D:(?<value>[A-Z_]*)");
        // The rights are what lies between D: and the end, or the audit list, which was not asked for. No access list at all gives everybody everything.
        var accounts = sddl.Contains("D:")
            ? Regex.Matches(sddl, @"\((?<type>[A-Z]+);[^;]*;[^;]*;[^;]*;[^;]*;(?<sid>[^;)]*)[^)]*\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                .Cast<Match>()
                .Where(ace => ace.Groups["type"].Value != "D" && !AlwaysAllowed.Contains(ace.Groups["sid"].Value))
                .Select(ace => ace.Groups["sid"].Value)
            : ["WD"];
        return new FolderSecurity(owner, flags.StartsWith("P", StringComparison.Ordinal) && flags != "NO_ACCESS_CONTROL", [.. accounts]);
    }

    private static bool IsSingleAccount(string sid) =>
        sid.StartsWith("S-1-5-80-", StringComparison.Ordinal)
        || sid.StartsWith("S-1-5-82-", StringComparison.Ordinal)
        || (sid.StartsWith("S-1-5-21-", StringComparison.Ordinal) && !IsBroadDomainGroup(sid))
        || sid is "LS" or "NS" or "S-1-5-19" or "S-1-5-20";

    // Domain Users, Domain Guests, Domain Computers.
    private static bool IsBroadDomainGroup(string sid) =>
        sid.EndsWith("-513", StringComparison.Ordinal) || sid.EndsWith("-514", StringComparison.Ordinal) || sid.EndsWith("-515", StringComparison.Ordinal);

    private static string Match(string text, string pattern) =>
        Regex.Match(text, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;
}
