using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Takes a blank cell of a CSV row for a value that is not there. PowerShell would make 0 of it for a number, and an error
/// for a date or a name out of a list.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlankIsAbsentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The value.</param>
    /// <returns>Null for blank text, else the value as it is.</returns>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && string.IsNullOrWhiteSpace(text) ? null : inputData;
}
