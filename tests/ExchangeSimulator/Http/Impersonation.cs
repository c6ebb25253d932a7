using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Http;

/// <summary>In whose mailbox a request acts: ExchangeImpersonation under the account's RBAC scope, else the account's own.</summary>
internal sealed class Impersonation(Organization organization, SimulatorOptions options, string accountAddress)
{
    /// <summary>The address that a request means to act as, be it allowed or not; null where the account acts for itself.</summary>
    public string? AddressOf(SoapRequest request)
    {
        var choice = Choice(request);
        return choice?.Name.LocalName == "SID" ? BySid(choice.Value) : choice?.Value.Trim();
    }

    /// <summary>The mailbox that a request acts in; null for an account without one.</summary>
    /// <exception cref="EwsFaultException">The impersonation is refused.</exception>
    public MailboxStore? Resolve(SoapRequest request)
    {
        if (request.Impersonation is null)
        {
            return options.AccountHasMailbox ? organization.Find(accountAddress) : null;
        }

        var choice =
            Choice(request) ?? throw EwsFaultException.Schema(request.Impersonation, "The element 'ConnectingSID' has incomplete content.");
        var mailbox = AddressOf(request) is { } address ? organization.Find(address) : null;
        if (mailbox is null)
        {
            throw NoUser(choice);
        }

        var isInScope = options.ImpersonationScope?.Contains(mailbox.Address, StringComparer.OrdinalIgnoreCase) ?? true;
        return isInScope
            ? mailbox
            : throw new EwsFaultException(
                "ErrorImpersonateUserDenied",
                "The account does not have permission to impersonate the requested user."
            );
    }

    private string? BySid(string sid) => organization.Addresses.FirstOrDefault(a => organization.SidOf(a) == sid.Trim());

    private static EwsFaultException NoUser(XElement choice) =>
        choice.Name.LocalName switch
        {
            "SID" => new("ErrorInvalidUserSid", "The user's security identifier (SID) is invalid."),
            "PrincipalName" => new("ErrorInvalidUserPrincipalName", "The user principal name (UPN) is invalid."),
            _ => new("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."),
        };

    private static XElement? Choice(SoapRequest request)
    {
        var choice = request.Impersonation?.Type("ConnectingSID")?.Elements().FirstOrDefault();
        return choice?.Name.LocalName is "PrincipalName" or "SID" or "PrimarySmtpAddress" or "SmtpAddress" ? choice : null;
    }
}
