using System.Net.Mail;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Exchange;

/// <summary>SMTP addresses: kept as given, compared without regard to case, as Exchange does.</summary>
public static class SmtpAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">An address, also with the prefix of a proxy address (SMTP:name@contoso.nl).</param>
    /// <returns>The bare address, or null if it is not one.</returns>
    public static string? Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed.Substring(5);
        }

        if (trimmed.Any(char.IsWhiteSpace) || InvisibleCharacters.FirstIn(trimmed) is not null)
        {
            return null;
        }

        try
        {
            return new MailAddress(trimmed).Address == trimmed && trimmed.IndexOf('@') == trimmed.LastIndexOf('@') ? trimmed : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Why a text that <see cref="Parse"/> does not take is not an address, and what to give instead.</summary>
    /// <param name="text">The text.</param>
    public static Refusal Refusal(string text) =>
        InvisibleCharacters.FirstIn(text.Trim()) is { } character
            ? new($"'{text}' holds the invisible character {character}, as copied text may.", "Type the address anew.")
            : new(
                $"'{text}' is not an SMTP address.",
                "Give the mailbox's primary address, such as j.jansen@contoso.nl, or the output of Get-Mailbox."
            );

    internal static bool AreEqual(string one, string other) => Caseless.AreEqual(one, other);
}
