using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.EwsAuthentication;

/// <summary>The virtual directories of Exchange Web Services, by Exchange's own commands.</summary>
/// <param name="shell">The session that is asked.</param>
internal sealed class VirtualDirectories(Shell shell)
{
    private const string BackEndSite = "Exchange Back End";

    /// <summary>The command that reads.</summary>
    public static ShellCommand Get { get; } = new("Get-WebServicesVirtualDirectory");

    /// <summary>The command that sets Basic authentication. It is safe to run again.</summary>
    /// <param name="identity">The full identity.</param>
    /// <param name="isOn">Whether Basic is offered.</param>
    public static ShellCommand SetBasic(string identity, bool isOn) =>
        new ShellCommand("Set-WebServicesVirtualDirectory").With("Identity", identity).With("BasicAuthentication", isOn).WithoutQuestion();

    /// <summary>All of a command's virtual directories.</summary>
    /// <param name="command">A form of <see cref="Get"/>.</param>
    public IEnumerable<EwsAuthenticationSettings> Read(ShellCommand command) =>
        shell.Invoke(command).Select(EwsAuthenticationSettings.From);

    /// <summary>The one virtual directory of an identity.</summary>
    /// <param name="identity">The full identity.</param>
    /// <exception cref="EwsAuthenticationSettingException">There is none, or several.</exception>
    public EwsAuthenticationSettings Find(string identity)
    {
        var found = Read(Get.With("Identity", identity)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new EwsAuthenticationSettingException(
                ErrorIds.VirtualDirectoryNotFound,
                identity,
                $"'{identity}' names {found.Count} virtual directories.",
                "Give one as Get-WebServicesVirtualDirectory shows its Identity."
            );
    }

    /// <summary>Refuses what would change another virtual directory than the one meant.</summary>
    /// <param name="identity">The identity.</param>
    /// <exception cref="EwsAuthenticationSettingException">It is the back end's, or it names no server.</exception>
    public static void Validate(string identity)
    {
        if (identity.IndexOf(BackEndSite, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            throw new EwsAuthenticationSettingException(
                ErrorIds.BackEndRefused,
                identity,
                $"'{identity}' is the back end, which Exchange itself signs in to.",
                identity.IndexOf('\\') is var end and > 0
                    ? $"Set the front end, '{identity.Substring(0, end)}\\EWS (Default Web Site)'."
                    : ErrorIds.BackEndRefused.Advice
            );
        }

        if (
            identity.IndexOf('\\') <= 0
            && !Guid.TryParse(identity, out _)
            && identity.IndexOf("CN=", StringComparison.OrdinalIgnoreCase) != 0
        )
        {
            throw new EwsAuthenticationSettingException(
                ErrorIds.IdentityIncomplete,
                identity,
                $"'{identity}' names no server, and Exchange would take the local one.",
                ErrorIds.IdentityIncomplete.Advice
            );
        }
    }
}
