using System.Reflection;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>A parameter of a cmdlet.</summary>
internal sealed class CmdletParameter
{
    private CmdletParameter(PropertyInfo property, IReadOnlyList<ParameterSet> sets)
    {
        Property = property;
        Sets = sets;
        TakesWildcards = property.GetCustomAttributesData().Any(data => data.AttributeType.Name == "SupportsWildcardsAttribute");
        Aliases = [.. property.GetCustomAttributesData().Where(data => data.AttributeType.Name == "AliasAttribute").SelectMany(Strings)];
        Values = [.. AllowedValues(property)];
        IsSwitch = property.PropertyType.Name == "SwitchParameter";
        TypeName = Plain(property.PropertyType);
    }

    public PropertyInfo Property { get; }

    public string Name => Property.Name;

    /// <summary>What it is in each parameter set that it belongs to.</summary>
    public IReadOnlyList<ParameterSet> Sets { get; }

    public bool TakesWildcards { get; }

    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The values that are taken, where they are few and named.</summary>
    public IReadOnlyList<string> Values { get; }

    public bool IsSwitch { get; }

    /// <summary>The type as PowerShell shows it: without namespace, <c>[]</c> for an array, a nullable type as what it holds.</summary>
    public string TypeName { get; }

    /// <summary>The parameter that this property is, or null.</summary>
    public static CmdletParameter? Of(PropertyInfo property)
    {
        var sets = property
            .GetCustomAttributesData()
            .Where(data => data.AttributeType.Name == "ParameterAttribute")
            .Select(ParameterSet.Of)
            .ToList();
        return sets.Count > 0 ? new CmdletParameter(property, sets) : null;
    }

    public static string Plain(Type type) =>
        (Nullable(type) ?? type) switch
        {
            { IsArray: true } array => Plain(array.GetElementType()!) + "[]",
            { Name: "String" or "Boolean" or "Object" } known => known
                .Name.ToLowerInvariant()
                .Replace("boolean", "bool", StringComparison.Ordinal),
            { Name: "Int32" } => "int",
            { Name: "Int64" } => "long",
            var other => other.Name,
        };

    private static Type? Nullable(Type type) => type is { IsGenericType: true, Name: "Nullable`1" } ? type.GetGenericArguments()[0] : null;

    private static IEnumerable<string> AllowedValues(PropertyInfo property)
    {
        var type = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
        type = Nullable(type) ?? type;
        return type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)
            : property.GetCustomAttributesData().Where(data => data.AttributeType.Name == "ValidateSetAttribute").SelectMany(Strings);
    }

    private static IEnumerable<string> Strings(CustomAttributeData data) =>
        data
            .ConstructorArguments.SelectMany(argument =>
                argument.Value is IEnumerable<CustomAttributeTypedArgument> list ? list : [argument]
            )
            .Select(argument => (string)argument.Value!);
}
