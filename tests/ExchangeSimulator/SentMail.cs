namespace ExchangeSimulator;

/// <summary>What kind of mail would have gone out.</summary>
public enum MailKind
{
    Message,
    MeetingRequest,
    MeetingCancellation,
}

/// <summary>A mail that a real Exchange would have sent.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Kind">Why it goes out.</param>
/// <param name="Subject">Its subject.</param>
public sealed record SentMail(string From, string To, MailKind Kind, string Subject);
