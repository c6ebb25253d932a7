using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Reads the text of a CSV row's cell. Blank is a value that is not there. Text that cannot be read is an error: PowerShell leaves
/// such a value of the pipeline out without a word, and goes on with the default.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextIsAttribute : ArgumentTransformationAttribute
{
    /// <summary>Reads text as a type.</summary>
    /// <param name="type">A date, a number, or a name out of a list.</param>
    public TextIsAttribute(Type type) => Type = type;

    /// <summary>What the text is read as.</summary>
    public Type Type { get; }

    /// <summary>Called by PowerShell when it binds a value.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The value.</param>
    /// <returns>The value that a text says, and null for blank text; what is no text as it is.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The text is no such value, or a date that can be read in two ways.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
        {
            return inputData;
        }

        return string.IsNullOrWhiteSpace(text) ? null : Type == typeof(DateTime) ? Date(text) : Value(text);
    }

    private object? Value(string text)
    {
        var element = Type.IsArray ? Type.GetElementType()! : Type;
        return LanguagePrimitives.TryConvertTo(text, Type, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ArgumentTransformationMetadataException(
                element.IsEnum ? $"'{text}' is none of {string.Join(", ", Enum.GetNames(element))}." : $"'{text}' is no number.");
    }

    // PowerShell reads the month first, whatever the culture; Export-Csv and Excel write in the culture's order.
    private static DateTime Date(string text)
    {
        var isPowerShells = LanguagePrimitives.TryConvertTo<DateTime>(text, CultureInfo.InvariantCulture, out var invariant);
        var isCultures = DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out var local);
        return (isPowerShells, isCultures) switch
        {
            (true, true) when invariant != local => throw new ArgumentTransformationMetadataException(
                string.Format(CultureInfo.InvariantCulture, "'{0}' can be {1:d MMMM} or {2:d MMMM}. Write the year first: {2:yyyy-MM-dd HH:mm}.", text, invariant, local)),
            (true, _) => invariant,
            (_, true) => local,
            _ => throw new ArgumentTransformationMetadataException($"'{text}' is no date. Write it with the year first: 2026-12-07 09:30."),
        };
    }
}
