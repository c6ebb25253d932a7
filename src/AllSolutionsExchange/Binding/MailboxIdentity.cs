using AllSolutionsExchange.Exchange;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Which mailbox is meant. A parameter of this type takes an SMTP address, the output of <c>Get-Mailbox</c> and its kin
/// (live or from a remote session), and rows with a <c>Mailbox</c> column.
/// </summary>
public sealed record MailboxIdentity
{
    /// <summary>Names a mailbox by its SMTP address alone.</summary>
    /// <param name="address">The SMTP address, as <c>j.jansen@contoso.nl</c>.</param>
    /// <exception cref="ArgumentException">The text is not an SMTP address.</exception>
    public MailboxIdentity(string address)
    {
        Address = SmtpAddress.Parse(address) ?? throw new ArgumentException(SmtpAddress.Refusal(address).ToString(), nameof(address));
    }

    /// <summary>The SMTP address.</summary>
    public string Address { get; }

    /// <summary>The user principal name, where it was given. It may look like the address and yet differ from it.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The identity that stays when the mailbox is renamed, where it was given.</summary>
    public Guid? ExchangeGuid { get; init; }

    /// <summary>The SMTP address.</summary>
    public override string ToString() => Address;
}
