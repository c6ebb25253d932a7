namespace AllSolutionsExchange.Http;

/// <summary>The thumbprint of a certificate as an admin gives it.</summary>
public static class CertificateThumbprint
{
    /// <summary>Its digits, without the blanks, colons and invisible mark that come along where it is copied from a window.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <returns>The digits in capitals, or null for none.</returns>
    /// <exception cref="ParameterException">It is not a thumbprint.</exception>
    public static string? Parse(string? text)
    {
        var digits = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c) && c != ':' && c != '\u200E')).ToUpperInvariant();
        if (digits.Length == 0)
        {
            return null;
        }

        return digits.Length is 40 or 64 && digits.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'F'))
            ? digits
            : throw new ParameterException(
                ErrorIds.ThumbprintRefused,
                $"'{ForeignText.Shown(text!)}' is not a thumbprint: " + "one has 40 hexadecimal digits (SHA-1) or 64 (SHA-256).",
                "Copy it anew from the certificate."
            );
    }
}
