using Microsoft.CodeAnalysis;

namespace System;

/// <summary>What the compiler wants for <c>list[^1]</c>; .NET Framework lacks it.</summary>
[Embedded]
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;

    public static implicit operator Index(int value) => new(value);
}
