using System.Reflection;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>A cmdlet as its attributes describe it.</summary>
internal sealed class Cmdlet
{
    private const string AllSets = "__AllParameterSets";

    private Cmdlet(Type type, CustomAttributeData attribute)
    {
        Type = type;
        Verb = (string)attribute.ConstructorArguments[0].Value!;
        Noun = (string)attribute.ConstructorArguments[1].Value!;
        SupportsShouldProcess = attribute.Named("SupportsShouldProcess") is true;
        Parameters =
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Select(CmdletParameter.Of)
                .OfType<CmdletParameter>()
                .OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
        ];
        OutputTypes = [.. type.GetCustomAttributesData().Where(data => data.AttributeType.Name == "OutputTypeAttribute").SelectMany(Types)];
    }

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess { get; }

    public IReadOnlyList<CmdletParameter> Parameters { get; }

    public IReadOnlyList<Type> OutputTypes { get; }

    /// <summary>The parameter sets by name; one where no parameter names any.</summary>
    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            var named = Parameters
                .SelectMany(parameter => parameter.Sets)
                .Select(set => set.Name)
                .Where(name => name != AllSets)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            return named.Count > 0 ? named : [AllSets];
        }
    }

    /// <summary>The cmdlet that this type is, or null.</summary>
    public static Cmdlet? Of(Type type) =>
        type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == "CmdletAttribute") is { } attribute
            ? new Cmdlet(type, attribute)
            : null;

    /// <summary>The parameters of one set with what they are in it, in the order in which a syntax line shows them.</summary>
    public IEnumerable<(CmdletParameter Parameter, ParameterSet Set)> Syntax(string set) =>
        from parameter in Parameters
        let own = parameter.Sets.FirstOrDefault(candidate => candidate.Name == set)
            ?? parameter.Sets.FirstOrDefault(candidate => candidate.Name == AllSets)
        where own is not null
        orderby own.Position ?? int.MaxValue, own.IsMandatory ? 0 : 1
        select (parameter, own);

    private static IEnumerable<Type> Types(CustomAttributeData data) =>
        data
            .ConstructorArguments.SelectMany(argument =>
                argument.Value is IEnumerable<CustomAttributeTypedArgument> list ? list : [argument]
            )
            .Select(argument => argument.Value)
            .OfType<Type>();
}
