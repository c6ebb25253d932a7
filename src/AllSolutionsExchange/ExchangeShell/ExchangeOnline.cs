using System.Management.Automation;

namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// Tells Exchange Online from Exchange Server by two signs: the version of the organization (15.20), and the connection that
/// the native commands were imported by (ExchangeOnlineManagement's Get-ConnectionInformation). Where neither can be read, it
/// counts as Exchange Server, and the native command speaks for itself.
/// </summary>
internal static class ExchangeOnline
{
    private static readonly ShellCommand Organization = new("Get-OrganizationConfig");

    /// <summary>Refuses Exchange Online.</summary>
    /// <param name="shell">The caller's session.</param>
    /// <param name="session">The caller's commands, where the connection is asked for.</param>
    /// <param name="command">The native command that the work stands on.</param>
    /// <param name="reason">Why it does not work there, in one sentence, and then what comes instead.</param>
    /// <exception cref="ShellCommandException">The session is one of Exchange Online.</exception>
    public static void ThrowIfOnline(Shell shell, CommandInvocationIntrinsics session, string command, Refusal reason)
    {
        if (IsImportedFromOnline(shell.Find(command), session) || IsOnlineOrganization(shell))
        {
            throw new ShellCommandException(ErrorIds.ExchangeOnlineRefused, command, reason.Fault, reason.Advice);
        }
    }

    private static bool IsOnlineOrganization(Shell shell) =>
        shell.Find(Organization.Name) is not null
        && shell.Invoke(Organization).Any(organization => organization.Text("AdminDisplayVersion")?.Contains("15.20.") == true);

    private static bool IsImportedFromOnline(CommandInfo? command, CommandInvocationIntrinsics session)
    {
        // Not an Exchange command: it is under its own name whatever prefix the session was imported with.
        var information = session.GetCommand("Get-ConnectionInformation", CommandTypes.Cmdlet | CommandTypes.Function);
        return information is not null
            && !string.IsNullOrEmpty(command?.ModuleName)
            && session
                .InvokeScript(useLocalScope: true, ScriptBlock.Create("param($Command) & $Command"), input: null, information)
                .Select(connection => new ShellObject(connection))
                .Any(connection =>
                    string.Equals(
                        Path.GetFileName(connection.Text("ModuleName") ?? ""),
                        command!.ModuleName,
                        StringComparison.OrdinalIgnoreCase
                    )
                );
    }
}
