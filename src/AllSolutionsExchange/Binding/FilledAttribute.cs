using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Refuses a blank text. Stands with [AllowNull] and [AllowEmptyString] on what every row needs: PowerShell's own refusal of an empty
/// value does not say in which row it is.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FilledAttribute : ValidateArgumentsAttribute
{
    /// <summary>Called by PowerShell when it has bound a value.</summary>
    /// <param name="arguments">The text.</param>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <exception cref="ValidationMetadataException">The text is blank.</exception>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (string.IsNullOrWhiteSpace(arguments?.ToString()))
        {
            throw new ValidationMetadataException(PipelineRow.Located("The value is empty. Give one."));
        }
    }
}
