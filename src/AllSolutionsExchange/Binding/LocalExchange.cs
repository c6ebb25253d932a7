using System.Management.Automation;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Binding;

/// <summary>The Exchange that is installed on this computer, as its set-up noted it in the registry or the environment.</summary>
internal static class LocalExchange
{
    private const string InstallPath = "MsiInstallPath";

    /// <summary>The file of the EWS application; null where no Exchange is installed here.</summary>
    /// <param name="providers">The session's providers; to be called from the pipeline's thread.</param>
    public static EwsConfigFile? Find(ProviderIntrinsics providers)
    {
        foreach (var version in new[] { "v15", "v14" })
        {
            if (
                Read(providers, $@"Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\ExchangeServer\{version}\Setup") is { } setup
                && setup.Properties[InstallPath]?.Value is string { Length: > 0 } path
            )
            {
                return EwsConfigFile.OfInstallation(Environment.MachineName, path, Version(setup));
            }
        }

        return Environment.GetEnvironmentVariable("ExchangeInstallPath") is { Length: > 0 } folder
            ? EwsConfigFile.OfInstallation(Environment.MachineName, folder, version: null)
            : null;
    }

    private static PSObject? Read(ProviderIntrinsics providers, string key)
    {
        try
        {
            return providers.Item.Exists(key) ? providers.Property.Get(key, []).FirstOrDefault() : null;
        }
        catch (ProviderNotFoundException)
        {
            // There is no registry on this system.
            return null;
        }
    }

    private static Version? Version(PSObject setup)
    {
        var parts = new[] { "MsiProductMajor", "MsiProductMinor", "MsiBuildMajor", "MsiBuildMinor" }
            .Select(name => setup.Properties[name]?.Value as int?)
            .ToList();
        return parts.Contains(null) ? null : new Version(parts[0]!.Value, parts[1]!.Value, parts[2]!.Value, parts[3]!.Value);
    }
}
