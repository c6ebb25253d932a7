using Microsoft.CodeAnalysis;

namespace System.Runtime.CompilerServices;

/// <summary>
/// How the compiler marks what an older one must not call, as a constructor with <c>required</c> members; .NET Framework lacks it.
/// </summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
[Embedded]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;

    public bool IsOptional { get; init; }
}
