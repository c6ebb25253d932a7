using System.Security.Cryptography;
using System.Text;
using AllSolutionsExchange.Files;

namespace AllSolutionsExchange.Secrets;

/// <summary>
/// AES-256 in CBC mode, then HMAC-SHA256 over version, initialisation vector and ciphertext, under two keys derived from a key
/// file that only its owner may read. The file is made by the first <see cref="Protect"/>.
/// </summary>
/// <remarks>Stored form: version (1 byte), initialisation vector (16), ciphertext, HMAC (32).</remarks>
internal sealed class KeyFileProtector(string keyPath) : ISecretProtector
{
    private const byte Version = 1;
    private const int KeyLength = 64;
    private const int VectorLength = 16;
    private const int TagLength = 32;

    /// <inheritdoc/>
    public byte[] Protect(byte[] secret)
    {
        using var keys = ReadKeys() ?? CreateKeys();
        using var aes = CreateAes(keys.Encryption);
        aes.GenerateIV();
        using var encryptor = aes.CreateEncryptor();
        byte[] body = [Version, .. aes.IV, .. encryptor.TransformFinalBlock(secret, 0, secret.Length)];
        return [.. body, .. Tag(keys, body, body.Length)];
    }

    /// <inheritdoc/>
    public byte[] Unprotect(byte[] stored)
    {
        if (stored.Length < 1 + VectorLength + VectorLength + TagLength || stored[0] != Version)
        {
            throw new SecretException("what is stored is not a password of this version");
        }

        using var keys = ReadKeys() ?? throw new SecretException($"its key '{keyPath}' is missing");
        var bodyLength = stored.Length - TagLength;
        if (!AreEqual(Tag(keys, stored, bodyLength), stored, bodyLength))
        {
            throw new SecretException($"it was changed, or protected with another key than '{keyPath}'");
        }

        using var aes = CreateAes(keys.Encryption);
        var vector = new byte[VectorLength];
        Buffer.BlockCopy(stored, 1, vector, 0, VectorLength);
        aes.IV = vector;
        using var decryptor = aes.CreateDecryptor();
        return decryptor.TransformFinalBlock(stored, 1 + VectorLength, bodyLength - 1 - VectorLength);
    }

    private Keys? ReadKeys()
    {
        if (!Presence.Of(keyPath))
        {
            return null;
        }

        PrivateFile.Check(keyPath);
        byte[] key;
        try
        {
            key = File.ReadAllBytes(keyPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"its key '{keyPath}' cannot be read by this account", exception);
        }

        return key.Length == KeyLength ? new Keys(key) : throw new SecretException($"'{keyPath}' is not its key, and is to be removed");
    }

    private Keys CreateKeys()
    {
        var key = new byte[KeyLength];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(key);
        }

        PrivateFile.TryCreate(keyPath, key);
        Array.Clear(key, 0, key.Length);
        // Read back: of two processes at once the first one's key counts.
        return ReadKeys() ?? throw new SecretException($"its key '{keyPath}' was removed just now");
    }

    private static Aes CreateAes(byte[] key)
    {
        var aes = Aes.Create();
        aes.KeySize = 256;
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.PKCS7;
        aes.Key = key;
        return aes;
    }

    private static byte[] Tag(Keys keys, byte[] bytes, int count)
    {
        using var hmac = new HMACSHA256(keys.Authentication);
        return hmac.ComputeHash(bytes, 0, count);
    }

    private static bool AreEqual(byte[] tag, byte[] stored, int offset)
    {
        var difference = 0;
        for (var i = 0; i < TagLength; i++)
        {
            difference |= tag[i] ^ stored[offset + i];
        }

        return difference == 0;
    }

    /// <summary>The two keys; cleared when done with.</summary>
    private sealed class Keys : IDisposable
    {
        public Keys(byte[] key)
        {
            using var hmac = new HMACSHA256(key);
            Encryption = hmac.ComputeHash(Encoding.ASCII.GetBytes("AllSolutionsExchange encryption 1"));
            Authentication = hmac.ComputeHash(Encoding.ASCII.GetBytes("AllSolutionsExchange authentication 1"));
            Array.Clear(key, 0, key.Length);
        }

        public byte[] Encryption { get; }

        public byte[] Authentication { get; }

        public void Dispose()
        {
            Array.Clear(Encryption, 0, Encryption.Length);
            Array.Clear(Authentication, 0, Authentication.Length);
        }
    }
}
