using System.Management.Automation;
using AllSolutionsExchange.Exchange;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Makes <see cref="MailboxIdentity"/> of what an admin has at hand. Stands on every parameter of that type, single or array.
/// </summary>
/// <remarks>
/// Properties are read by name, since Get-Mailbox yields other types in a remote session than in the Exchange Management
/// Shell; there an address is a struct, which is why its text is taken.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailboxIdentityTransformationAttribute : CellTransformationAttribute
{
    // A row that names a mailbox (Import-Csv, Get-AsUserMailbox) means that one, whatever else it holds. A user principal name is not
    // among them: it looks like an address, and may be another mailbox's.
    private static readonly string[] AddressProperties = ["Mailbox", "PrimarySmtpAddress", "WindowsEmailAddress", "EmailAddress", "Mail"];

    /// <summary>Whether a blank cell of a row gives no mailbox; else it is refused. A blank text that was typed always is.</summary>
    public bool BlankIsNotGiven { get; set; }

    /// <summary>
    /// Whether the command itself refuses what does not name a mailbox, with <see cref="MailboxIdentity.Required"/>. PowerShell binds the
    /// parameters that take a whole object in an order that changes from row to row, so that it may come here before the command knows
    /// of the row, and a refusal would leave the row uncounted.
    /// </summary>
    public bool RefusedByCommand { get; set; }

    /// <summary>A <see cref="MailboxIdentity"/>, or an array of them for a collection.</summary>
    private protected override object? Read(object? value)
    {
        try
        {
            return ReadAll(value);
        }
        catch (ArgumentTransformationMetadataException exception) when (RefusedByCommand && exception.InnerException is null)
        {
            return MailboxIdentity.Refused(exception);
        }
    }

    private object? ReadAll(object? value) =>
        BlankIsNotGiven && PipelineRow.IsCell && IsBlank(value) ? null
        : LanguagePrimitives.GetEnumerable(value) is { } items ? items.Cast<object?>().Select(ToIdentity).ToArray()
        : ToIdentity(value);

    private static bool IsBlank(object? value) =>
        value is null || ((value as PSObject)?.BaseObject ?? value) is string text && string.IsNullOrWhiteSpace(text);

    private MailboxIdentity ToIdentity(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            MailboxIdentity identity => identity,
            string address => FromAddress(address),
            null => throw new ArgumentTransformationMetadataException("A mailbox is missing here: the value is null."),

            // The inner exception lets PowerShell try the parameter that takes these, where a cmdlet has one.
            _ when VirtualDirectoryTransformationAttribute.Is(value) => throw new ArgumentTransformationMetadataException(
                "This is a virtual directory and does not name a mailbox.",
                new PSInvalidCastException()
            ),
            _ => FromProperties(PSObject.AsPSObject(value)),
        };

    private static MailboxIdentity FromAddress(string address) =>
        SmtpAddress.Parse(address) is null
            ? throw new ArgumentTransformationMetadataException(SmtpAddress.Refusal(address).ToString())
            : new MailboxIdentity(address);

    private MailboxIdentity FromProperties(PSObject mailbox)
    {
        var address =
            AddressProperties.Select(name => Text(mailbox, name)).FirstOrDefault(text => text is not null) ?? throw Nameless(mailbox);
        return FromAddress(address) with
        {
            UserPrincipalName = Text(mailbox, "UserPrincipalName"),
            ExchangeGuid = Guid.TryParse(Text(mailbox, "ExchangeGuid"), out var guid) && guid != Guid.Empty ? guid : null,
        };
    }

    // A row that names a user needs no mailbox, nor does one with a blank cell for it. The inner exception lets PowerShell go on with its
    // cells.
    private ArgumentTransformationMetadataException Nameless(PSObject mailbox) =>
        new(
            $"This {mailbox.TypeNames[0]} does not name a mailbox: none of {string.Join(", ", AddressProperties)} has a value. Give "
                + "an SMTP address or the output of Get-Mailbox; Get-ADUser has the address with -Properties EmailAddress.",
            Text(mailbox, "User") is null && !(BlankIsNotGiven && mailbox.Properties["Mailbox"] is not null)
                ? null
                : new PSInvalidCastException()
        );

    private static string? Text(PSObject mailbox, string property)
    {
        var text = mailbox.Properties[property]?.Value?.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
    }
}
