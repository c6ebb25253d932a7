using System.Management.Automation;
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

    private MailboxIdentity(ArgumentTransformationMetadataException refusal)
    {
        Address = "";
        Refusal = refusal;
    }

    /// <summary>The SMTP address.</summary>
    public string Address { get; }

    /// <summary>The user principal name, where it was given. It may look like the address and yet differ from it.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The identity that stays when the mailbox is renamed, where it was given.</summary>
    public Guid? ExchangeGuid { get; init; }

    private ArgumentTransformationMetadataException? Refusal { get; }

    /// <summary>What does not name a mailbox, for a command that says so itself: see <see cref="Required"/>.</summary>
    internal static MailboxIdentity Refused(ArgumentTransformationMetadataException refusal) => new(refusal);

    /// <summary>This identity.</summary>
    /// <exception cref="ValueException">What was given does not name a mailbox.</exception>
    internal MailboxIdentity Required() => Refusal is null ? this : throw new ValueException(Refusal.Message);

    /// <summary>The SMTP address.</summary>
    public override string ToString() => Address;
}
