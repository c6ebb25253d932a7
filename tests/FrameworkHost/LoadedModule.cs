using System.Management.Automation;
using System.Reflection;

namespace FrameworkHost;

/// <summary>The module as Windows PowerShell 5.1 has it in the process.</summary>
internal sealed class LoadedModule
{
    public LoadedModule(string folder)
    {
        Bin = Path.Combine(Path.GetFullPath(folder), "bin");
        Hosting = Assembly.LoadFrom(Path.Combine(Bin, "AllSolutionsExchange.Hosting.dll"));
        Install();
        Cmdlets = Assembly.LoadFrom(Path.Combine(Bin, "AllSolutionsExchange.dll"));
        AppDomain.CurrentDomain.AssemblyResolve += GiveCoreToThisHost;
    }

    public string Bin { get; }

    public Assembly Hosting { get; }

    public Assembly Cmdlets { get; }

    /// <summary>Core, once the cmdlets have asked for it.</summary>
    public static Assembly? Core =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(static assembly => assembly.GetName().Name == "AllSolutionsExchange.Core");

    public static bool IsDotNet => Type.GetType("System.Runtime.Loader.AssemblyLoadContext") is not null;

    // Where there are load contexts the module takes PowerShell 7's way, so 5.1's is taken for it.
    private void Install()
    {
        if (IsDotNet)
        {
            Hosting
                .GetType("AllSolutionsExchange.Hosting.AppDomainResolver", throwOnError: true)!
                .GetMethod("Install")!
                .Invoke(null, [Bin]);
        }
        else
        {
            (
                (IModuleAssemblyInitializer)
                    Activator.CreateInstance(Hosting.GetType("AllSolutionsExchange.Hosting.ModuleInitializer", throwOnError: true)!)!
            ).OnImport();
        }
    }

    // This host is not the module, so that the module's resolver gives it nothing; it takes what the cmdlets got.
    private static Assembly? GiveCoreToThisHost(object? sender, ResolveEventArgs request) =>
        request.RequestingAssembly == typeof(LoadedModule).Assembly && new AssemblyName(request.Name).Name == "AllSolutionsExchange.Core"
            ? Core
            : null;
}
