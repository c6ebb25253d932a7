using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>
/// Which mailboxes an account may impersonate, as an admin says it. At most one of the properties is set; none means all mailboxes.
/// </summary>
internal sealed record ImpersonationScope
{
    /// <summary>An OPATH filter for which a management scope is made: text, or a <see cref="ShellExpression"/> in a script.</summary>
    public object? Filter { get; private init; }

    /// <summary>A management scope that exists already.</summary>
    public string? ManagementScope { get; private init; }

    /// <summary>An organizational unit.</summary>
    public string? OrganizationalUnit { get; private init; }

    /// <summary>Every mailbox of the organization.</summary>
    public static ImpersonationScope AllMailboxes { get; } = new();

    /// <summary>The mailboxes that an OPATH filter matches.</summary>
    public static ImpersonationScope ByFilter(string filter) => new() { Filter = filter };

    /// <summary>The mailboxes of an existing management scope.</summary>
    public static ImpersonationScope ByManagementScope(string name) => new() { ManagementScope = name };

    /// <summary>The mailboxes of an organizational unit.</summary>
    public static ImpersonationScope ByOrganizationalUnit(string name) => new() { OrganizationalUnit = name };

    /// <summary>The direct members of a group.</summary>
    /// <param name="distinguishedName">The group's distinguished name: the filter takes nothing else.</param>
    public static ImpersonationScope ByGroup(string distinguishedName) =>
        ByFilter($"MemberOfGroup -eq '{distinguishedName.Replace("'", "''")}'");

    /// <summary>The direct members of a group whose distinguished name is looked up where the printed script is run.</summary>
    /// <param name="group">The group's name, or what else Get-Group finds it by.</param>
    public static ImpersonationScope ByGroupInScript(string group)
    {
        // Where Get-Group finds several, their names joined do not name a group, and Exchange refuses the filter.
        var name = $"[string]({ShellScript.Print(new ShellCommand("Get-Group").With("Identity", group))}).DistinguishedName";
        return new ImpersonationScope
        {
            Filter = new ShellExpression($"(\"MemberOfGroup -eq '{{0}}'\" -f ({name}).Replace(\"'\", \"''\"))"),
        };
    }

    /// <summary>Whether a text is a distinguished name.</summary>
    public static bool IsDistinguishedName(string text) =>
        text.IndexOf("DC=", StringComparison.OrdinalIgnoreCase) > 0 && text.IndexOf('=') < text.IndexOf(',');

    /// <summary>The scope in words.</summary>
    public override string ToString() =>
        this switch
        {
            { Filter: not null } => "the mailboxes of a scope of their own",
            { ManagementScope: { } scope } => $"the mailboxes of the scope {scope}",
            { OrganizationalUnit: { } unit } => $"the mailboxes of {unit}",
            _ => "all mailboxes",
        };
}
