using System.Text.Json;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>An item cannot be taken into the register, or is not in it.</summary>
public sealed class RegisterException : CouplingException
{
    internal RegisterException(ErrorDescriptor error, string fault, string? advice = null, Exception? innerException = null)
        : base(error, fault, advice, innerException: innerException) { }

    internal RegisterException(ErrorDescriptor error, CouplingException cause)
        : base(error, cause) { }

    internal static RegisterException NotFound(RegisterKind kind, string id) =>
        new(
            kind.NotFound,
            $"There is no {kind.Noun.ToLowerInvariant()} '{id}' in the register.",
            $"Get-As{kind.Noun} lists what there is."
        );

    /// <summary>Whether a row of the register holds a value that cannot be read.</summary>
    public bool IsUnreadable { get; private init; }

    internal static RegisterException Unreadable(RegisterKind kind, string id, Exception cause) =>
        new(
            kind.Unreadable,
            $"{kind.Noun} '{id}' in the register holds a value that cannot be read.",
            $"Remove it with Remove-As{kind.Noun} and enter it anew; the others are not affected.",
            cause
        )
        {
            IsUnreadable = true,
        };

    /// <summary>Whether an exception says that a value is not what it should be.</summary>
    internal static bool IsOfValue(Exception exception) =>
        exception
            is FormatException
                or ArgumentException
                or OverflowException
                or InvalidCastException
                or JsonException
                or UnknownTimeZoneException;
}
