using System.Reflection;
using AllSolutionsExchange.Hosting;
using Mono.Cecil;

namespace ReferenceCheck;

/// <summary>
/// Where Windows PowerShell 5.1 takes an assembly from: the module if it is the one that was asked for, by the resolver's own rule; else
/// the
/// framework or PowerShell, which have one version each and give it for every older one.
/// </summary>
internal sealed class KnownAssemblies : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _host = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDefinition> _shipped = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _answered = new(StringComparer.Ordinal);
    private readonly ShippedAssemblies _resolver;

    public KnownAssemblies(string bin, string framework, string powerShell)
    {
        var dependencies = Path.Combine(bin, "Dependencies");
        _resolver = new ShippedAssemblies(dependencies);
        string[] host =
        [
            .. Directory.GetFiles(framework, "*.dll"),
            .. Directory.GetFiles(Path.Combine(framework, "Facades"), "*.dll"),
            powerShell,
        ];
        foreach (var file in host)
        {
            Add(_host, file);
        }

        foreach (var file in Directory.GetFiles(bin, "*.dll").Concat(Directory.GetFiles(dependencies, "*.dll")))
        {
            Add(_shipped, file);
        }
    }

    public IEnumerable<AssemblyDefinition> Shipped => _shipped.Values;

    /// <summary>The references that the runtime finds nothing for and the resolver answers, so far.</summary>
    public IEnumerable<string> AnsweredByResolver => _answered;

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Find(name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public AssemblyDefinition? Find(AssemblyNameReference name)
    {
        if (_shipped.TryGetValue(name.Name, out var shipped))
        {
            if (string.Equals(shipped.FullName, name.FullName, StringComparison.Ordinal))
            {
                return shipped;
            }

            if (_resolver.Find(new AssemblyName(name.FullName)) is not null)
            {
                _answered.Add($"{name.Name} {name.Version}, shipped as {shipped.Name.Version}");
                return shipped;
            }
        }

        return _host.TryGetValue(name.Name, out var host) && host.Name.Version >= name.Version ? host : null;
    }

    public void Dispose()
    {
        foreach (var assembly in _host.Values.Concat(_shipped.Values))
        {
            assembly.Dispose();
        }
    }

    private void Add(Dictionary<string, AssemblyDefinition> assemblies, string file)
    {
        try
        {
            var assembly = AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
            assemblies[assembly.Name.Name] = assembly;
        }
        catch (Exception exception) when (exception is BadImageFormatException or ArgumentException)
        {
            // The reference assemblies have a file or two that are no assemblies. Who refers to one is told that it is not there.
        }
    }
}
