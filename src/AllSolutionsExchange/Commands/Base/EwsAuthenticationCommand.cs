using AllSolutionsExchange.EwsAuthentication;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet on the virtual directories of Exchange Web Services, which Exchange Online shows nobody.</summary>
public abstract class EwsAuthenticationCommand : ExchangeShellCommand
{
    private static readonly Refusal NotOnline = new(
        "Exchange Online shows no virtual directories, and Basic authentication was switched off there in October 2022.",
        "Sign in with OAuth there; EWS itself ends there on 1 April 2027."
    );

    private VirtualDirectories? _directories;

    private protected sealed override string[] Family => [VirtualDirectories.Get.Name];

    private protected sealed override Refusal OnlineReason => NotOnline;

    /// <summary>The virtual directories.</summary>
    private protected VirtualDirectories Directories => _directories ??= new VirtualDirectories(Shell);
}
