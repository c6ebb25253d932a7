using Microsoft.CodeAnalysis;

namespace System;

/// <summary>What the compiler wants for <c>text[1..^1]</c>; .NET Framework lacks it.</summary>
[Embedded]
internal readonly struct Range(Index start, Index end)
{
    public Index Start { get; } = start;

    public Index End { get; } = end;

    public static Range All => new(0, new Index(0, fromEnd: true));

    public static Range StartAt(Index start) => new(start, new Index(0, fromEnd: true));

    public static Range EndAt(Index end) => new(0, end);
}
