using System.Reflection;

namespace AllSolutionsExchange.Hosting;

/// <summary>
/// Windows PowerShell 5.1: .NET Framework has no load contexts, and a module has no binding redirects. The runtime asks here
/// for what it does not find: Core, which does not lie beside the cmdlets, and what Core's dependencies ask of each other in an
/// older version than is shipped. It raises one event for everybody in the process, so only requests of this module are
/// answered; another module's Microsoft.Data.Sqlite is no business of ours.
/// </summary>
internal sealed class AppDomainResolver
{
    private readonly string _bin;
    private readonly string _dependencies;
    private readonly ShippedAssemblies _shipped;

    private AppDomainResolver(string bin)
    {
        _bin = bin + Path.DirectorySeparatorChar;
        _dependencies = Path.Combine(bin, ModuleInitializer.DependenciesFolder);
        _shipped = new ShippedAssemblies(_dependencies);
    }

    public static void Install(string bin) => AppDomain.CurrentDomain.AssemblyResolve += new AppDomainResolver(bin).Resolve;

    private Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (!IsOursOrUnknown(request.RequestingAssembly))
        {
            return null;
        }

        if (NameOf(request) is not { } asked || _shipped.Find(asked) is not { } file)
        {
            return null;
        }

        // Core's own dependencies are found beside it and are never asked for here, so the native library comes before Core.
        if (ShippedAssemblies.IsCore(asked))
        {
            NativeSqlite.LoadIntoProcess(_dependencies);
        }

        // Where an assembly of this identity, or a policy for it, is in the process already, the runtime gives another file.
        var loaded = Assembly.LoadFrom(file);
        return ShippedAssemblies.Answers(loaded.GetName(), asked) ? loaded : null;
    }

    // What cannot be the name of any assembly is not the name of one of ours; the runtime says what is wrong with it.
    private static AssemblyName? NameOf(ResolveEventArgs request)
    {
        try
        {
            return new AssemblyName(request.Name);
        }
        catch (Exception exception) when (exception is FileLoadException or ArgumentException)
        {
            return null;
        }
    }

    // What was made at run time or read from bytes has no place, and is not ours.
    private bool IsOursOrUnknown(Assembly? requester) =>
        requester is null || (!requester.IsDynamic && requester.Location.StartsWith(_bin, StringComparison.OrdinalIgnoreCase));
}
