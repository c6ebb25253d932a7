using System.Reflection;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>The cmdlets of an assembly, which is read and not loaded: nothing of it runs.</summary>
internal sealed class CmdletAssembly : IDisposable
{
    private readonly MetadataLoadContext _context;

    private CmdletAssembly(MetadataLoadContext context, IReadOnlyList<Cmdlet> cmdlets)
    {
        _context = context;
        Cmdlets = cmdlets;
    }

    /// <summary>Ordered by name.</summary>
    public IReadOnlyList<Cmdlet> Cmdlets { get; }

    /// <param name="path">The assembly.</param>
    /// <param name="references">The paths of all assemblies that it was compiled with.</param>
    public static CmdletAssembly Open(string path, IEnumerable<string> references)
    {
        var context = new MetadataLoadContext(
            new PathAssemblyResolver(references.Where(reference => reference.Length > 0).Append(path)),
            "netstandard"
        );
        var cmdlets = context
            .LoadFromAssemblyPath(path)
            .GetTypes()
            .Select(Cmdlet.Of)
            .OfType<Cmdlet>()
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal);
        return new CmdletAssembly(context, [.. cmdlets]);
    }

    public void Dispose() => _context.Dispose();
}
