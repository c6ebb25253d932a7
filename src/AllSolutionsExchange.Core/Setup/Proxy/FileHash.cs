using System.Security.Cryptography;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>The identity of a file's content.</summary>
internal static class FileHash
{
    /// <summary>SHA-256 as 64 hexadecimal digits in upper case.</summary>
    public static string Of(byte[] content)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(content)).Replace("-", "");
    }
}
