using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>Finds the group of a scope. A filter on MemberOfGroup takes its distinguished name alone.</summary>
/// <param name="shell">The session that is asked.</param>
/// <param name="warn">Hears what the filter does not see.</param>
internal sealed class GroupReader(Shell shell, Action<string> warn)
{
    private const string Command = "Get-Group";

    /// <summary>The scope of a group's direct members.</summary>
    /// <param name="group">The group's name or distinguished name.</param>
    /// <exception cref="ImpersonationException">There is no one group of this name.</exception>
    /// <exception cref="ShellCommandException">Exchange cannot be asked.</exception>
    public ImpersonationScope Find(string group)
    {
        var name = ImpersonationScope.IsDistinguishedName(group) ? group : DistinguishedName(group);
        var scope = ImpersonationScope.ByGroup(name);
        WarnOfNestedGroups(name, (string)scope.Filter!);
        return scope;
    }

    private string DistinguishedName(string group)
    {
        var found = shell.Invoke(new ShellCommand(Command).With("Identity", group)).Select(each => each.Text("DistinguishedName")).ToList();
        return found.Count == 1 && found[0] is { } name
            ? name
            : throw new ImpersonationException(
                ErrorIds.GroupNotFound,
                group,
                $"'{group}' is the name of {found.Count} groups.",
                $"Give the group's distinguished name, as {Command} shows it."
            );
    }

    private void WarnOfNestedGroups(string name, string filter)
    {
        if (shell.Find(Command) is null)
        {
            return;
        }

        // The groups that are direct members of the group.
        var nested = shell.Invoke(new ShellCommand(Command).With("Filter", filter)).Select(each => each.Text("Name")).ToList();
        if (nested.Count > 0)
        {
            warn(
                $"{name} has groups as members: {string.Join(", ", nested)}. A scope sees direct members only: the members of these "
                    + "are not reached."
            );
        }
    }
}
