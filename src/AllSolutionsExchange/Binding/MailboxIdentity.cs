namespace AllSolutionsExchange.Binding;

/// <summary>
/// Which mailbox is meant. A parameter of this type takes an SMTP address, the output of <c>Get-Mailbox</c> and its kin
/// (live or from a remote session), and rows with a <c>Mailbox</c> column.
/// </summary>
public sealed record MailboxIdentity
{
    /// <summary>Names a mailbox by its SMTP address alone.</summary>
    /// <param name="address">The SMTP address, as <c>j.jansen@contoso.nl</c>.</param>
    /// <exception cref="ArgumentException">The text is no SMTP address.</exception>
    public MailboxIdentity(string address)
    {
        if (!IsSmtpAddress(address))
        {
            throw new ArgumentException(NotAnAddress(address), nameof(address));
        }

        Address = address;
    }

    /// <summary>The SMTP address.</summary>
    public string Address { get; }

    /// <summary>The user principal name, where it was given. It may look like the address and yet differ from it.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The identity that stays when the mailbox is renamed, where it was given.</summary>
    public Guid? ExchangeGuid { get; init; }

    /// <summary>The SMTP address.</summary>
    public override string ToString() => Address;

    internal static string NotAnAddress(string text) =>
        $"'{text}' is not an SMTP address. Give one as j.jansen@contoso.nl, or the output of Get-Mailbox.";

    internal static bool IsSmtpAddress(string address)
    {
        var at = address.IndexOf('@');
        return at > 0 && at < address.Length - 1 && address.IndexOf('@', at + 1) < 0 && !address.Any(char.IsWhiteSpace);
    }
}
