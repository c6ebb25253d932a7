using Microsoft.CodeAnalysis;

namespace System.Diagnostics.CodeAnalysis;

/// <summary>How the compiler marks a record's copy constructor where members are <c>required</c>; .NET Framework lacks it.</summary>
[AttributeUsage(AttributeTargets.Constructor, Inherited = false)]
[Embedded]
internal sealed class SetsRequiredMembersAttribute : Attribute;
