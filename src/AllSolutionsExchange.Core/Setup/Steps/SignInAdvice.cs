namespace AllSolutionsExchange.Setup.Steps;

/// <summary>Why an account can be refused where Basic is offered: the password is only the first of the reasons.</summary>
internal static class SignInAdvice
{
    public static string WhenRefused(string account) =>
        string.Join(
            " ",
            "Check user name and password first; write the name as DOMAIN\\user (a bare name means an account of the server's own "
                + "domain) or as user principal name, and keep the password ASCII.",
            "If the password is right, it is one of these.",
            $"(1) The account is locked, disabled or expired: Search-ADAccount -LockedOut; Get-User '{account}' | Format-List "
                + "UserAccountControl.",
            $"(2) An authentication policy blocks Basic for EWS, on Exchange 2019 and later: Get-User '{account}' | Format-List "
                + "AuthenticationPolicy; Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthWebServices,BlockLegacyAuthWebServices.",
            "(3) IIS keeps sign-ins for 15 minutes and longer: after a change of password or rights, wait that long, or run on the "
                + "server: Restart-WebAppPool MSExchangeServicesAppPool.",
            "(4) A device before Exchange turns Basic into NTLM or Negotiate, and Extended Protection refuses those where TLS ends on "
                + "the way: Get-WebServicesVirtualDirectory | Format-List Server,ExtendedProtectionTokenChecking. Basic itself is not "
                + "affected by it."
        );
}
