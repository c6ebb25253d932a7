using Microsoft.CodeAnalysis;

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler wants for <c>init</c>; .NET Framework lacks it.</summary>
[Embedded]
internal static class IsExternalInit;
