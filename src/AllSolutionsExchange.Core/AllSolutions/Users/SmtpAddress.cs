using System.Net.Mail;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>SMTP addresses: kept as given, compared without regard to case, as Exchange does.</summary>
internal static class SmtpAddress
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">An address, also with the prefix of a proxy address (SMTP:name@contoso.nl).</param>
    /// <returns>The bare address, or null where it is none.</returns>
    public static string? Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase)) trimmed = trimmed.Substring(5);
        if (trimmed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        try
        {
            return new MailAddress(trimmed).Address == trimmed && trimmed.IndexOf('@') == trimmed.LastIndexOf('@') ? trimmed : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    public static bool AreEqual(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
