using Microsoft.CodeAnalysis;

namespace System.Diagnostics.CodeAnalysis;

/// <summary>Says that null may be given although the type says no; .NET Framework lacks it.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Property)]
[Embedded]
internal sealed class AllowNullAttribute : Attribute;
