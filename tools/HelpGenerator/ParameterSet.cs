using System.Reflection;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>What a parameter is in one parameter set.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="IsMandatory">Whether it must be given.</param>
/// <param name="Position">Its place among the arguments without a name, from 0; null where it has none.</param>
/// <param name="FromPipeline">Whether a piped object is its value.</param>
/// <param name="FromPipelineByPropertyName">Whether a property of a piped object is.</param>
internal sealed record ParameterSet(string Name, bool IsMandatory, int? Position, bool FromPipeline, bool FromPipelineByPropertyName)
{
    public static ParameterSet Of(CustomAttributeData attribute) =>
        new(
            attribute.Named("ParameterSetName") as string ?? "__AllParameterSets",
            attribute.Named("Mandatory") is true,
            attribute.Named("Position") is int position and >= 0 ? position : null,
            attribute.Named("ValueFromPipeline") is true,
            attribute.Named("ValueFromPipelineByPropertyName") is true
        );

    /// <summary>As Get-Help shows it.</summary>
    public string PipelineInput =>
        (FromPipeline, FromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };
}

internal static class AttributeValues
{
    /// <summary>The value of a named argument, or null.</summary>
    public static object? Named(this CustomAttributeData attribute, string name) =>
        attribute
            .NamedArguments.Where(argument => argument.MemberName == name)
            .Select(argument => argument.TypedValue.Value)
            .FirstOrDefault();
}
