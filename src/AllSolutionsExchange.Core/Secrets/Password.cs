using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace AllSolutionsExchange.Secrets;

/// <summary>A password between its <see cref="SecureString"/> and its protected form. What is in clear on the way is cleared.</summary>
internal static class Password
{
    /// <summary>Protects a password.</summary>
    public static byte[] Protect(SecureString password, ISecretProtector protector)
    {
        var characters = new char[password.Length];
        byte[]? bytes = null;
        var memory = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            Marshal.Copy(memory, characters, 0, characters.Length);
            bytes = Encoding.UTF8.GetBytes(characters);
            return protector.Protect(bytes);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
            Array.Clear(characters, 0, characters.Length);
            if (bytes is not null)
            {
                Array.Clear(bytes, 0, bytes.Length);
            }
        }
    }

    /// <summary>Gets a password back.</summary>
    /// <exception cref="SecretException">It was tampered with, or protected with another key or on another machine.</exception>
    public static SecureString Unprotect(byte[] stored, ISecretProtector protector)
    {
        var bytes = protector.Unprotect(stored);
        var characters = Encoding.UTF8.GetChars(bytes);
        var password = new SecureString();
        foreach (var character in characters)
        {
            password.AppendChar(character);
        }

        password.MakeReadOnly();
        Array.Clear(bytes, 0, bytes.Length);
        Array.Clear(characters, 0, characters.Length);
        return password;
    }
}
