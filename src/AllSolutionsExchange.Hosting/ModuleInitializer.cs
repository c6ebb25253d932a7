using System.Management.Automation;

namespace AllSolutionsExchange.Hosting;

/// <summary>
/// Makes the assemblies of <c>bin/Dependencies</c> findable. Runs when PowerShell imports this assembly, which the
/// manifest names as a nested module, thus before PowerShell looks at any type of the cmdlets.
/// </summary>
/// <remarks>
/// There is no counterpart at Remove-Module: other runspaces of the process may still use the module, and an assembly
/// that has been loaded cannot be replaced anyway.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    internal const string DependenciesFolder = "Dependencies";

    // Once per process: every runspace that imports the module shares its assemblies.
    private static readonly Lazy<bool> Installed = new(Install);

    /// <summary>Called by PowerShell in every runspace that imports the module.</summary>
    public void OnImport() => _ = Installed.Value;

    private static bool Install()
    {
        var bin = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        if (Type.GetType("System.Runtime.Loader.AssemblyLoadContext") is { } contextType)
        {
            PrivateLoadContext.Install(contextType, Path.Combine(bin, DependenciesFolder));
        }
        else
        {
            AppDomainResolver.Install(bin);
        }

        return true;
    }
}
