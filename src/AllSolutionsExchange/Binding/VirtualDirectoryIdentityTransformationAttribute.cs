using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Makes the identity of a virtual directory of text, and of the output of Get-WebServicesVirtualDirectory, live or from a remote
/// session. Nothing else of such an object is taken: its BasicAuthentication is what is there, not what is wanted.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VirtualDirectoryIdentityTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">Text, or an object with an Identity.</param>
    /// <returns>The identity as text.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value has no identity.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var bare = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var identity = bare as string ?? (bare is null ? null : PSObject.AsPSObject(inputData).Properties["Identity"]?.Value?.ToString());
        return string.IsNullOrWhiteSpace(identity)
            ? throw new ArgumentTransformationMetadataException(
                "This is not a virtual directory. Give the output of Get-WebServicesVirtualDirectory, or its Identity as text."
            )
            : identity!.Trim();
    }
}
