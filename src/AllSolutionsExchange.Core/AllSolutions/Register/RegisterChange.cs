using System.Globalization;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// A change of the register. Two with one number are the same change if they have the same stamp: see <see cref="RegisterSchema"/>.
/// </summary>
/// <param name="Sequence">Its number: goes up with every change.</param>
/// <param name="Stamp">A random number of 32 bits.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisterChange(long Sequence, long Stamp)
{
    /// <summary>Before the first.</summary>
    public static readonly RegisterChange None;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Sequence}.{Stamp:x8}");

    /// <summary>Reads what <see cref="ToString"/> gave.</summary>
    /// <returns>The change, or null if it is none.</returns>
    public static RegisterChange? Parse(string? text) =>
        text?.Split('.') is [var sequence, var stamp]
        && RegisterRow.ParseId(sequence) is { } number
        && long.TryParse(stamp, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var random)
            ? new RegisterChange(number, random)
            : null;
}
