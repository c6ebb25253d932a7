using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>The types of .NET Framework 4.7.2 and of Windows PowerShell 5.1, out of their reference assemblies.</summary>
public sealed class DotNetFramework : IDisposable
{
    private const BindingFlags Statics = BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy | BindingFlags.IgnoreCase;

    /// <summary>Members of objects, whose type a script does not tell, that .NET has and .NET Framework lacks.</summary>
    private static readonly HashSet<string> NewerMembers = new(["ArgumentList", "WaitForExitAsync", "ReadAsStream", "EnsureCapacity", "TryDequeue", "TryPeek", "TryPop"], StringComparer.OrdinalIgnoreCase);

    private readonly MetadataLoadContext _context;
    private readonly Dictionary<string, Type> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _shortNames;

    public DotNetFramework()
    {
        // Two of the files are no assemblies.
        var framework = Directory.GetFiles(PathOf("FrameworkReferences"), "*.dll").Where(file => !file.Contains("EnterpriseServices", StringComparison.Ordinal));
        string[] files = [.. framework, PathOf("PowerShellReference")];
        _context = new MetadataLoadContext(new PathAssemblyResolver(files), "mscorlib");
        foreach (var type in files.SelectMany(file => _context.LoadFromAssemblyPath(file).GetExportedTypes())) _types[type.FullName!] = type;
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        var all = (Dictionary<string, Type>)accelerators.GetProperty("Get", BindingFlags.Public | BindingFlags.Static)!.GetValue(obj: null)!;
        _shortNames = all.ToDictionary(pair => pair.Key, pair => pair.Value.FullName!, StringComparer.OrdinalIgnoreCase);
    }

    public void Dispose() => _context.Dispose();

    public Type? Find(string name) =>
        _types.GetValueOrDefault(_shortNames.GetValueOrDefault(name, name)) ?? _types.GetValueOrDefault("System." + name);

    /// <summary>The type of a name as a script writes it; for one of ours, which the module brings, any.</summary>
    public Type? Find(ITypeName name, bool isAttribute) => name switch
    {
        ArrayTypeName array => Find(array.ElementType, isAttribute),
        GenericTypeName generic => generic.GenericArguments.Any(argument => Find(argument, isAttribute: false) is null) ? null : Find($"{generic.TypeName.FullName}`{generic.GenericArguments.Count}"),
        { FullName: "ordered" } => typeof(object),
        _ when name.FullName.StartsWith("AllSolutionsExchange.", StringComparison.OrdinalIgnoreCase) => typeof(object),
        _ => Find(name.FullName) ?? (isAttribute ? Find(name.FullName + "Attribute") : null),
    };

    /// <summary>Whether a member that is named may be there: a static one is looked up, with as many arguments as it is given.</summary>
    public bool Has(MemberExpressionAst use)
    {
        if (use.Member is not StringConstantExpressionAst { Value: var name }) return true;
        if (use is not { Static: true, Expression: TypeExpressionAst { TypeName: var typeName } }) return !NewerMembers.Contains(name);
        if (Find(typeName, isAttribute: false) is not { } type || type.Assembly == typeof(object).Assembly) return true;
        var arguments = (use as InvokeMemberExpressionAst)?.Arguments?.Count ?? 0;
        if (name.Equals("new", StringComparison.OrdinalIgnoreCase)) return (type.IsValueType && arguments == 0) || type.GetConstructors().Any(constructor => Takes(constructor, arguments));
        var members = type.GetMember(name, Statics);
        return use is InvokeMemberExpressionAst ? members.OfType<MethodInfo>().Any(method => Takes(method, arguments)) : members.Length > 0;
    }

    private static bool Takes(MethodBase method, int arguments)
    {
        var parameters = method.GetParameters();
        var open = parameters is [.., var last] && last.GetCustomAttributesData().Any(data => data.AttributeType.Name == nameof(ParamArrayAttribute));
        return arguments >= parameters.Count(parameter => !parameter.IsOptional) - (open ? 1 : 0) && (open || arguments <= parameters.Length);
    }

    private static string PathOf(string key) =>
        typeof(DotNetFramework).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
