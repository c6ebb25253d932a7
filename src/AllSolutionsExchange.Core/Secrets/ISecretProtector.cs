namespace AllSolutionsExchange.Secrets;

/// <summary>Turns a secret into bytes that are of no use away from this machine, or from the key beside the store, and back.</summary>
internal interface ISecretProtector
{
    /// <summary>Protects a secret.</summary>
    /// <param name="secret">The secret; cleared by the caller.</param>
    /// <returns>The protected form, to be stored.</returns>
    byte[] Protect(byte[] secret);

    /// <summary>Gets the secret back.</summary>
    /// <param name="stored">What <see cref="Protect"/> gave.</param>
    /// <returns>The secret, to be cleared after use.</returns>
    /// <exception cref="SecretException">It was tampered with, or protected with another key or on another machine.</exception>
    byte[] Unprotect(byte[] stored);
}
