using System.Collections.Concurrent;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;

namespace ExchangeSimulator.Operations;

/// <summary>Records every mail that would have been sent.</summary>
internal sealed class MailLog
{
    private readonly ConcurrentQueue<SentMail> _sent = new();

    public IReadOnlyList<SentMail> Sent => [.. _sent];

    public void Clear() => _sent.Clear();

    public void Meeting(Item item, IEnumerable<Recipient> recipients, MailKind kind) => Add(item, recipients, kind);

    public void Message(Item item) =>
        Add(
            item,
            new[] { MessageProperties.ToRecipients, MessageProperties.CcRecipients, MessageProperties.BccRecipients }.SelectMany(p =>
                item[p] as Recipient[] ?? []
            ),
            MailKind.Message
        );

    private void Add(Item item, IEnumerable<Recipient> recipients, MailKind kind)
    {
        foreach (var recipient in recipients)
        {
            _sent.Enqueue(new SentMail(item.Folder.Mailbox.Address, recipient.Address, kind, item.Subject));
        }
    }
}
