using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>The types of .NET Framework 4.7.2 and of Windows PowerShell 5.1, out of their reference assemblies.</summary>
public sealed class DotNetFramework : IDisposable
{
    private const BindingFlags Statics =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy | BindingFlags.IgnoreCase;

    /// <summary>Members of objects, whose type a script does not tell, that .NET has and .NET Framework lacks.</summary>
    private static readonly HashSet<string> NewerMembers = new(
        ["ArgumentList", "WaitForExitAsync", "ReadAsStream", "EnsureCapacity", "TryDequeue", "TryPeek", "TryPop"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>What PowerShell gives every object.</summary>
    private static readonly HashSet<string> Intrinsic = new(["Where", "ForEach"], StringComparer.OrdinalIgnoreCase);

    private readonly MetadataLoadContext _context;

    /// <summary>Short names of types that stand in none of these assemblies, or come only on Windows.</summary>
    private static readonly HashSet<string> WindowsNames = new(
        [
            "ordered",
            "adsi",
            "adsisearcher",
            "wmi",
            "wmiclass",
            "wmisearcher",
            "ciminstance",
            "cimclass",
            "cimtype",
            "cimconverter",
            "cimsession",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly ILookup<string, MethodInfo> _methods;
    private readonly Dictionary<string, Type> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _shortNames;

    public DotNetFramework()
    {
        // Two of the files are no assemblies.
        var framework = Directory
            .GetFiles(PathOf("FrameworkReferences"), "*.dll")
            .Where(file => !file.Contains("EnterpriseServices", StringComparison.Ordinal));
        string[] files = [.. framework, PathOf("PowerShellReference")];
        _context = new MetadataLoadContext(new PathAssemblyResolver(files), "mscorlib");
        foreach (var type in files.SelectMany(file => _context.LoadFromAssemblyPath(file).GetExportedTypes()))
        {
            _types[type.FullName!] = type;
        }

        _methods = _types
            .Values.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .ToLookup(method => method.Name, StringComparer.OrdinalIgnoreCase);
        var accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators", throwOnError: true)!;
        var all =
            (Dictionary<string, Type>)accelerators.GetProperty("Get", BindingFlags.Public | BindingFlags.Static)!.GetValue(obj: null)!;
        _shortNames = all.ToDictionary(pair => pair.Key, pair => pair.Value.FullName!, StringComparer.OrdinalIgnoreCase);
    }

    public void Dispose() => _context.Dispose();

    public Type? Find(string name) =>
        _types.GetValueOrDefault(_shortNames.GetValueOrDefault(name, name)) ?? _types.GetValueOrDefault("System." + name);

    /// <summary>The type of a name as a script writes it; for one of ours, which the module brings, any.</summary>
    public Type? Find(ITypeName name, bool isAttribute) =>
        name switch
        {
            ArrayTypeName array => Find(array.ElementType, isAttribute),
            GenericTypeName generic => generic.GenericArguments.Any(argument => Find(argument, isAttribute: false) is null)
                ? null
                : Find(generic.TypeName.FullName.Split('`')[0] + $"`{generic.GenericArguments.Count}"),
            _ when WindowsNames.Contains(name.FullName) => typeof(object),
            _ when name.FullName.StartsWith("AllSolutionsExchange.", StringComparison.OrdinalIgnoreCase) => typeof(object),
            _ => Find(name.FullName) ?? (isAttribute ? Find(name.FullName + "Attribute") : null),
        };

    /// <summary>Whether a member that is named may be there: a static one is looked up, with as many arguments as it is given.</summary>
    public bool Has(MemberExpressionAst use)
    {
        if (use.Member is not StringConstantExpressionAst { Value: var name })
        {
            return true;
        }

        if (use is InvokeMemberExpressionAst { Static: false } known && TypeOf(use.Expression) is { } receiver && !Intrinsic.Contains(name))
        {
            return receiver
                .GetMethods()
                .Any(method => Named(method, name) && Takes(method, known.Arguments ?? (IReadOnlyList<ExpressionAst>)[]));
        }

        if (use is not { Static: true, Expression: TypeExpressionAst { TypeName: var typeName } })
        {
            return !NewerMembers.Contains(name)
                && (
                    use.Static
                    || use is not InvokeMemberExpressionAst call
                    || HasMethod(name, call.Arguments ?? (IReadOnlyList<ExpressionAst>)[])
                );
        }

        if (Find(typeName, isAttribute: false) is not { } type || type.Assembly == typeof(object).Assembly)
        {
            return true;
        }

        var arguments = (use as InvokeMemberExpressionAst)?.Arguments?.Count ?? 0;
        if (name.Equals("new", StringComparison.OrdinalIgnoreCase))
        {
            return (type.IsValueType && arguments == 0) || type.GetConstructors().Any(constructor => Takes(constructor, arguments));
        }

        var members = type.GetMember(name, Statics);
        return use is InvokeMemberExpressionAst ? members.OfType<MethodInfo>().Any(method => Takes(method, arguments)) : members.Length > 0;
    }

    /// <summary>Whether an attribute takes as many arguments, and those that are named.</summary>
    public bool Takes(AttributeAst use)
    {
        if (Find(use.TypeName, isAttribute: true) is not { } type || type == typeof(object))
        {
            return true;
        }

        return type.GetConstructors().Any(constructor => Takes(constructor, use.PositionalArguments.Count))
            && use.NamedArguments.All(argument => HasProperty(type, argument.ArgumentName));
    }

    /// <summary>Whether a type has what a hashtable that is cast to it names.</summary>
    public bool HasProperties(ITypeName name, HashtableAst table)
    {
        if (
            Find(name, isAttribute: false) is not { } type
            || type == typeof(object)
            || type.Name is "PSObject" or "PSCustomObject" or "Hashtable" or "Object"
        )
        {
            return true;
        }

        return table
            .KeyValuePairs.Select(pair => pair.Item1)
            .OfType<StringConstantExpressionAst>()
            .All(key => HasProperty(type, key.Value));
    }

    private static bool HasProperty(Type type, string name) =>
        type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null;

    /// <summary>Whether any type at all has such a method. What an object is, a script does not tell.</summary>
    private bool HasMethod(string name, IReadOnlyList<ExpressionAst> arguments) =>
        Intrinsic.Contains(name) || _methods[name].Any(method => Takes(method, arguments));

    private bool Takes(MethodInfo method, IReadOnlyList<ExpressionAst> arguments) =>
        CanBeRead(method)
        && Takes(method, arguments.Count)
        && method.GetParameters().Zip(arguments).All(pair => MayBe(pair.First, pair.Second));

    private static bool Named(MethodInfo method, string name) => method.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a text is, and what was just made.</summary>
    private Type? TypeOf(ExpressionAst receiver) =>
        receiver switch
        {
            StringConstantExpressionAst or ExpandableStringExpressionAst => Find("System.String"),
            InvokeMemberExpressionAst
            {
                Static: true,
                Expression: TypeExpressionAst { TypeName: var made },
                Member: StringConstantExpressionAst { Value: "new" }
            } => Find(made, isAttribute: false) is { } type && type != typeof(object) ? type : null,
            _ => null,
        };

    /// <summary>Some speak of COM libraries, which are not among the reference assemblies.</summary>
    private static bool CanBeRead(MethodInfo method)
    {
        try
        {
            return method.GetParameters().All(parameter => parameter.ParameterType is not null);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // Of a value of an enumeration it is told, and of true and false.
    private bool MayBe(ParameterInfo parameter, ExpressionAst argument) =>
        argument switch
        {
            MemberExpressionAst { Static: true, Expression: TypeExpressionAst { TypeName: var name } }
            and not InvokeMemberExpressionAst when Find(name, isAttribute: false) is { IsEnum: true } type => parameter.ParameterType
                == type
                || parameter.ParameterType.FullName == "System.Object",
            VariableExpressionAst { VariablePath.UserPath: var path } when path.ToUpperInvariant() is "TRUE" or "FALSE" => parameter
                .ParameterType
                .FullName
                is "System.Boolean"
                    or "System.Object",
            _ => true,
        };

    private static bool Takes(MethodBase method, int arguments)
    {
        var parameters = method.GetParameters();
        var open =
            parameters is [.., var last]
            && last.GetCustomAttributesData().Any(data => data.AttributeType.Name == nameof(ParamArrayAttribute));
        return arguments >= parameters.Count(parameter => !parameter.IsOptional) - (open ? 1 : 0)
            && (open || arguments <= parameters.Length);
    }

    private static string PathOf(string key) =>
        typeof(DotNetFramework).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
