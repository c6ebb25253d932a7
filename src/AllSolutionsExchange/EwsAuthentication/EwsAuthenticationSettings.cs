using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.EwsAuthentication;

/// <summary>What sign-in a virtual directory of Exchange Web Services offers. A value that Exchange does not show is null.</summary>
public sealed record EwsAuthenticationSettings
{
    /// <summary>The virtual directory, as <c>MBX01\EWS (Default Web Site)</c>.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The server's name.</summary>
    public string? Server { get; init; }

    /// <summary>Basic authentication, which AllSolutions signs in with.</summary>
    public bool? BasicAuthentication { get; init; }

    /// <summary>Windows authentication: Negotiate and NTLM.</summary>
    public bool? WindowsAuthentication { get; init; }

    /// <summary>Digest authentication.</summary>
    public bool? DigestAuthentication { get; init; }

    /// <summary>OAuth; Exchange 2010 has none.</summary>
    public bool? OAuthAuthentication { get; init; }

    /// <summary>WS-Security, used between organizations.</summary>
    public bool? WSSecurityAuthentication { get; init; }

    /// <summary>Extended Protection: None, Allow or Require, in Exchange's words.</summary>
    public string? ExtendedProtectionTokenChecking { get; init; }

    /// <summary>The address within the network.</summary>
    public string? InternalUrl { get; init; }

    /// <summary>The address from outside.</summary>
    public string? ExternalUrl { get; init; }

    /// <summary>What the virtual directory offers.</summary>
    public override string ToString() =>
        $"Basic {BasicAuthentication}, Windows {WindowsAuthentication}, Digest {DigestAuthentication}, OAuth {OAuthAuthentication}, "
        + $"WSSecurity {WSSecurityAuthentication}, ExtendedProtection {ExtendedProtectionTokenChecking}";

    internal static EwsAuthenticationSettings From(ShellObject found) =>
        new()
        {
            Identity = found.Text("Identity") ?? "",
            Server = found.Text("Server"),
            BasicAuthentication = found.Boolean("BasicAuthentication"),
            WindowsAuthentication = found.Boolean("WindowsAuthentication"),
            DigestAuthentication = found.Boolean("DigestAuthentication"),
            OAuthAuthentication = found.Boolean("OAuthAuthentication"),
            WSSecurityAuthentication = found.Boolean("WSSecurityAuthentication"),
            ExtendedProtectionTokenChecking = found.Text("ExtendedProtectionTokenChecking"),
            InternalUrl = found.Text("InternalUrl"),
            ExternalUrl = found.Text("ExternalUrl"),
        };
}

/// <summary>What Set-AsEwsAuthentication did to a virtual directory.</summary>
public sealed record EwsAuthenticationChange
{
    /// <summary>The virtual directory, as <c>MBX01\EWS (Default Web Site)</c>.</summary>
    public string Identity { get; init; } = "";

    /// <summary>What it offered before.</summary>
    public EwsAuthenticationSettings Before { get; init; } = new();

    /// <summary>What it offers now, as read back.</summary>
    public EwsAuthenticationSettings After { get; init; } = new();

    /// <summary>False where it was so already, and nothing was changed.</summary>
    public bool Changed { get; init; }
}
