namespace Microsoft.CodeAnalysis;

/// <summary>
/// Hides a type from other assemblies, also from those that see the internals of this one: on .NET they have it from the runtime.
/// </summary>
[Embedded]
[AttributeUsage(AttributeTargets.All, Inherited = false)]
internal sealed class EmbeddedAttribute : Attribute;
