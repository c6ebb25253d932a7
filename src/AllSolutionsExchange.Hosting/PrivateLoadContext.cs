using System.Reflection;

namespace AllSolutionsExchange.Hosting;

/// <summary>
/// PowerShell 7: Core and its dependencies live in an AssemblyLoadContext of their own, so that the module and whatever
/// else the session has loaded can each have their own version of, say, Microsoft.Data.Sqlite.
/// </summary>
/// <remarks>
/// The context is reached by reflection because the same netstandard2.0 assembly serves Windows PowerShell. It is not
/// subclassed (that would need a second assembly), and its Resolving event comes after the default context, which would
/// hand out the host's version; hence everything is preloaded. Files that the shared framework has are left out: a second
/// System.Memory would bring a second Span into the process.
/// </remarks>
internal sealed class PrivateLoadContext
{
    private const string ContextName = "AllSolutionsExchange";

    private readonly Type _contextType;
    private readonly string _folder;
    private readonly ShippedAssemblies _shipped;
    private readonly Lazy<Assembly> _core;

    private PrivateLoadContext(Type contextType, string folder)
    {
        _contextType = contextType;
        _folder = folder;
        _shipped = new ShippedAssemblies(folder);
        _core = new Lazy<Assembly>(Preload);
    }

    /// <summary>Answers from now on for Core in the default context. Loads nothing until the first request.</summary>
    public static void Install(Type contextType, string folder)
    {
        var resolver = new PrivateLoadContext(contextType, folder);
        var resolving = contextType.GetEvent("Resolving")!;
        var handler = typeof(PrivateLoadContext).GetMethod(nameof(Resolve), BindingFlags.Instance | BindingFlags.NonPublic)!;
        var defaultContext = contextType.GetProperty("Default")!.GetValue(null);
        resolving.AddEventHandler(defaultContext, Delegate.CreateDelegate(resolving.EventHandlerType!, resolver, handler));
    }

    private Assembly? Resolve(object context, AssemblyName name) =>
        ShippedAssemblies.IsCore(name) && _shipped.Find(name) is not null ? _core.Value : null;

    private Assembly Preload()
    {
        var context = Activator.CreateInstance(_contextType, ContextName, false);
        var load =
            (Func<string, Assembly>)_contextType.GetMethod("LoadFromAssemblyPath")!.CreateDelegate(typeof(Func<string, Assembly>), context);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (
            var file in Directory.GetFiles(_folder, "*.dll").Where(file => !File.Exists(Path.Combine(framework, Path.GetFileName(file))))
        )
        {
            var assembly = load(file);
            if (NativeSqlite.IsProvider(assembly.GetName()))
            {
                NativeSqlite.SetImportResolver(assembly, _folder);
            }
        }

        return load(Path.Combine(_folder, ShippedAssemblies.CoreName + ".dll"));
    }
}
