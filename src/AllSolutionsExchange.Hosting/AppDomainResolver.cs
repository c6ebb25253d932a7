using System.Reflection;

namespace AllSolutionsExchange.Hosting;

/// <summary>
/// Windows PowerShell 5.1: .NET Framework has no load contexts, and a module has no binding redirects. The runtime asks
/// here for what it does not find, and gets a file of <c>bin/Dependencies</c> by simple name, or nothing.
/// </summary>
internal sealed class AppDomainResolver
{
    private readonly string _folder;

    private AppDomainResolver(string folder) => _folder = folder;

    public static void Install(string folder) => AppDomain.CurrentDomain.AssemblyResolve += new AppDomainResolver(folder).Resolve;

    private Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        var name = new AssemblyName(request.Name);
        var file = Path.Combine(_folder, name.Name + ".dll");
        if (!File.Exists(file))
        {
            return null;
        }

        if (NativeSqlite.IsProvider(name))
        {
            NativeSqlite.LoadIntoProcess(_folder);
        }

        return Assembly.LoadFrom(file);
    }
}
