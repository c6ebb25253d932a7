using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Makes users' codes of text and of objects that have a User. Any other object is refused: PowerShell would take its
/// display text for a code.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UserNameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A code, an object with a User, or a collection of them.</param>
    /// <returns>The codes.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is not a user.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } items
            ? items.Cast<object?>().Select(ToCode).ToArray()
            : new[] { ToCode(inputData) };

    private static string ToCode(object? value)
    {
        var bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (value is not null && PSObject.AsPSObject(value).TypeNames.Any(name => name.EndsWith(".SyncPlanItem", StringComparison.Ordinal)))
        {
            throw new ArgumentTransformationMetadataException(
                "This is a line of a plan. Give the plan with -Plan instead: only what it names is then carried out."
            );
        }

        var code = bare as string ?? (bare is null ? null : PSObject.AsPSObject(value).Properties["User"]?.Value?.ToString());
        return string.IsNullOrWhiteSpace(code)
            ? throw new ArgumentTransformationMetadataException(
                "This is not a user of AllSolutions. Give the user's code, or the output of Get-AsUserMailbox."
            )
            : code!.Trim();
    }
}
