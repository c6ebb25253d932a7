namespace AllSolutionsExchange.Impersonation;

/// <summary>
/// The name of what Grant-AsImpersonation makes: of the role assignment, and of the management scope made for it. Exchange
/// keeps no description of either, so the name's beginning is the mark by which Revoke-AsImpersonation knows its own.
/// </summary>
internal static class ImpersonationName
{
    /// <summary>How every name begins.</summary>
    public const string Mark = "AllSolutions-";

    // Management roles' objects take 64 characters (New-ManagementRoleAssignment, -Name).
    private const int Longest = 64;

    /// <summary>Whether a name has the mark.</summary>
    public static bool IsMarked(string name) => name.StartsWith(Mark, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name to use: the given one, else one made of the role group, else of the account.</summary>
    /// <param name="given">What the admin gave; null for nothing.</param>
    /// <param name="user">The service account.</param>
    /// <param name="roleGroup">The role group; null for none.</param>
    /// <exception cref="ImpersonationException">The name lacks the mark, or is too long.</exception>
    public static string From(string? given, string user, string? roleGroup)
    {
        var name = (given ?? Default(user, roleGroup)).Trim();
        if (!IsMarked(name))
        {
            throw new ImpersonationException(
                ErrorIds.NameRefused,
                name,
                $"The name '{name}' does not begin with '{Mark}', by which Revoke-AsImpersonation knows what it may take back.",
                $"Give -Name '{Mark}{name}'."
            );
        }

        return name.Length <= Longest
            ? name
            : throw new ImpersonationException(
                ErrorIds.NameRefused,
                name,
                $"The name '{name}' is longer than {Longest} characters.",
                "Give a shorter -Name."
            );
    }

    private static string Default(string user, string? roleGroup) =>
        roleGroup is null ? $"{Mark}Impersonation-{AccountName(user)}"
        : IsMarked(roleGroup) ? roleGroup
        : Mark + roleGroup;

    /// <summary>The account without its domain: of DOMAIN\name, name@domain, domain/OU/name and CN=name,OU=...</summary>
    private static string AccountName(string user)
    {
        if (user.StartsWith("CN=", StringComparison.OrdinalIgnoreCase))
        {
            return DistinguishedName.FirstValue(user);
        }

        var name = user.Split('@')[0];
        return name.Substring(name.LastIndexOfAny(['\\', '/']) + 1);
    }
}
