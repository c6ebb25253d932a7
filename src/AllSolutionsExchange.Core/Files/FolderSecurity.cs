using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Files;

/// <summary>Owner and access list of a folder on Windows, read from their text form (MS-DTYP 2.5.1, SDDL).</summary>
internal sealed class FolderSecurity
{
    private static readonly string[] AlwaysAllowed = [AccountSid.System, AccountSid.Administrators];
    private readonly string _flags;
    private readonly IReadOnlyList<AccessEntry> _entries;
    private readonly Func<string, AccountUse> _useOf;

    private FolderSecurity(string owner, string flags, IReadOnlyList<AccessEntry> entries, Func<string, AccountUse> useOf)
    {
        Owner = owner;
        _flags = flags;
        _entries = entries;
        _useOf = useOf;
    }

    /// <summary>Who owns the folder: a SID, or an alias that has no SID of its own.</summary>
    public string Owner { get; }

    /// <summary>Whether nothing is inherited.</summary>
    public bool IsProtected => _flags.StartsWith("P", StringComparison.Ordinal);

    /// <summary>Whom it gives a right, beside SYSTEM and Administrators.</summary>
    public IReadOnlyList<string> Accounts =>
        [.. _entries.Where(entry => !entry.Denies && !AlwaysAllowed.Contains(entry.Sid)).Select(entry => entry.Sid)];

    /// <summary>The single accounts among them.</summary>
    public IReadOnlyList<string> SingleAccounts => [.. Accounts.Where(IsSingle)];

    /// <summary>
    /// Whether the folder is ours: owned by an administrator or the account that asks, nothing inherited, and rights given to single
    /// accounts only, never to groups such as Users.
    /// </summary>
    public bool IsPrivate(string account) => IsProtected && IsOwnedBy(account) && Accounts.All(sid => sid == account || IsSingle(sid));

    /// <summary>
    /// Whether no group of people has a right, inherited or not. Owners are people that another entry names; app packages
    /// (S-1-15) narrow the right of an account and give none.
    /// </summary>
    public bool IsClosed => Accounts.All(sid => IsSingle(sid) || IsOwnerOrApp(sid));

    /// <summary>Whether the owner is an administrator, the built-in one included, or the account that asks.</summary>
    public bool IsOwnedBy(string account) =>
        AlwaysAllowed.Contains(Owner) || Owner is AccountSid.LocalAdministrator || Owner == AccountSid.Of(account);

    /// <summary>Whether the owner is an administrator, Windows itself or one of these accounts.</summary>
    public bool IsOwnedBy(IReadOnlyCollection<string> accounts) => IsAdministrator(Owner) || accounts.Contains(Owner);

    /// <summary>
    /// Whether the folder is a safe part of the way to one below it: nobody but administrators and the trusted can put another folder in
    /// its
    /// place, or in the place of the one below it. Others may read in it and make new folders, as everybody may in C:\.
    /// </summary>
    /// <param name="trusted">The accounts that may do what they want with the folder below.</param>
    /// <param name="isDrive">Whether it is a drive, which nobody can rename.</param>
    public bool IsSafeWay(IReadOnlyCollection<string> trusted, bool isDrive) =>
        IsOwnedBy(trusted)
        && _entries.All(entry =>
            entry.Denies
            || entry.IsForContentOnly
            || IsAdministrator(entry.Sid)
            || IsOwnerOrApp(entry.Sid)
            || trusted.Contains(entry.Sid)
            || !(AccessRights.MoveContent(entry.Rights) || (!isDrive && AccessRights.MoveFolder(entry.Rights)))
        );

    /// <summary>The access list of our folder.</summary>
    /// <param name="sids">The accounts beside SYSTEM and Administrators.</param>
    public static string ForAccounts(IEnumerable<string> sids) =>
        "D:P"
        + string.Concat(
            new[] { "SY", "BA" }
                .Concat(sids.Where(sid => !AlwaysAllowed.Contains(AccountSid.Of(sid))).Distinct(StringComparer.Ordinal))
                .Select(EntryFor)
        );

    /// <summary>The access list with one more account, everything else as it is; null where the account has full access already.</summary>
    public string? With(string sid)
    {
        if (_entries.Any(entry => entry.Sid == AccountSid.Of(sid) && entry.GivesAll))
        {
            return null;
        }

        // Windows wants what is said here before what is inherited.
        var here = _entries.Where(entry => !entry.IsInherited).Select(entry => entry.Text).Append(EntryFor(sid));
        return $"D:{_flags}{string.Concat(here.Concat(_entries.Where(entry => entry.IsInherited).Select(entry => entry.Text)))}";
    }

    /// <summary>Reads owner and access list.</summary>
    /// <param name="sddl">The text.</param>
    /// <param name="useOf">What Windows says of a SID; null if it is not asked.</param>
    public static FolderSecurity Parse(string sddl, Func<string, AccountUse>? useOf = null)
    {
        var match = Regex.Match(
            sddl,
            @"^(O:(?<owner>.*?))?(?=G:|D:|S:|$)(G:.*?(?=D:|S:|$))?(D:(?<flags>[A-Z_]*?)(?<entries>\(.*)?(?=S:|$))?",
            RegexOptions.ExplicitCapture | RegexOptions.Singleline,
            TimeSpan.FromSeconds(1)
        );
        var (flags, list) = (match.Groups["flags"], match.Groups["entries"].Value);

        // No access list at all gives everybody everything.
        IReadOnlyList<AccessEntry> entries =
            flags.Success && flags.Value != "NO_ACCESS_CONTROL"
                ? [.. AccessEntry.ReadAll(list)]
                : [new AccessEntry("(A;;FA;;;WD)", "A", "", "FA", AccountSid.Everyone)];
        return new FolderSecurity(AccountSid.Of(match.Groups["owner"].Value), flags.Value, entries, useOf ?? (_ => AccountUse.Untold));
    }

    private static string EntryFor(string sid) => $"(A;OICI;FA;;;{sid})";

    private static bool IsAdministrator(string sid) =>
        AlwaysAllowed.Contains(sid) || sid is AccountSid.LocalAdministrator or AccountSid.TrustedInstaller;

    private static bool IsOwnerOrApp(string sid) =>
        sid is AccountSid.CreatorOwner or AccountSid.OwnerRights or "AC" || sid.StartsWith("S-1-15-", StringComparison.Ordinal);

    private bool IsSingle(string sid) => AccountSid.IsSingle(sid, _useOf);
}
