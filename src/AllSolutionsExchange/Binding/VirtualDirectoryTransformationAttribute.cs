using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Makes a <see cref="VirtualDirectoryUrl"/> of what <c>Get-WebServicesVirtualDirectory</c> returns, live or from a remote session: an
/// object with both an ExternalUrl and an InternalUrl. Nothing else of it is read.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VirtualDirectoryTransformationAttribute : ArgumentTransformationAttribute
{
    private const string External = "ExternalUrl";
    private const string Internal = "InternalUrl";

    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">A virtual directory.</param>
    /// <returns>A <see cref="VirtualDirectoryUrl"/>.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">
    /// It is no virtual directory: its inner exception tells PowerShell to try the next parameter. Or it has no address.
    /// </exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (!Is(inputData))
        {
            throw new ArgumentTransformationMetadataException(
                "This is not the output of Get-WebServicesVirtualDirectory.",
                new PSInvalidCastException()
            );
        }

        return new VirtualDirectoryUrl(
            Text(inputData, External)
                ?? Text(inputData, Internal)
                ?? throw new ArgumentTransformationMetadataException(
                    $"This virtual directory has neither an {External} nor an {Internal}: Set-WebServicesVirtualDirectory sets them."
                )
        );
    }

    /// <summary>Whether a value is a virtual directory, and no mailbox or text.</summary>
    internal static bool Is(object? value) =>
        value is not null and not string
        && PSObject.AsPSObject(value) is { } shape
        && shape.Properties[External] is not null
        && shape.Properties[Internal] is not null;

    private static string? Text(object directory, string property)
    {
        var text = PSObject.AsPSObject(directory).Properties[property]?.Value?.ToString();
        return string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
    }
}
