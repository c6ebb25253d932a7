using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Secrets;

/// <summary>Which protection there is on this system.</summary>
internal static class SecretProtectors
{
    /// <summary>Windows' own, else a key file.</summary>
    /// <param name="keyPath">Where the key file is, or is to be.</param>
    public static ISecretProtector At(string keyPath) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new DpapiProtector() : new KeyFileProtector(keyPath);
}
