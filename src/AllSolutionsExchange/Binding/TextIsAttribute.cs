using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Reads the text of a CSV row's cell. Blank is a value that is not there. Text that cannot be read is an error: PowerShell leaves
/// such a value of the pipeline out without a word, and goes on with the default.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextIsAttribute : CellTransformationAttribute
{
    /// <summary>Reads text as a type.</summary>
    /// <param name="type">A date, a number, or a name out of a list.</param>
    public TextIsAttribute(Type type) => Type = type;

    /// <summary>What the text is read as.</summary>
    public Type Type { get; }

    /// <summary>Whether every row needs a value. PowerShell refuses a blank one too, but does not say in which row it is.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Whether a date is a day: the one that is written, whatever time and offset are behind it.</summary>
    public bool IsDay { get; set; }

    /// <summary>The value that a text says, and null for blank text; anything else as it is.</summary>
    private protected override object? Read(object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (IsRequired && (value is null || value is string blank && string.IsNullOrWhiteSpace(blank)))
        {
            throw new ArgumentTransformationMetadataException("The value is empty. Give one.");
        }

        return value switch
        {
            string text when string.IsNullOrWhiteSpace(text) => null,
            string text when IsDay => DateText.ReadDay(text),
            string text when Type == typeof(DateTime) => DateText.Read(text),
            string text => Value(text),

            // PowerShell takes a number for ticks, which is a moment of the year 1.
            not null and not DateTime and not DateTimeOffset when Type == typeof(DateTime) =>
                throw new ArgumentTransformationMetadataException(
                    $"'{value}' is not a date. Write it with the year first: 2026-12-07 09:30."
                ),
            DateTimeOffset moment when IsDay => moment.Date,
            DateTime day when IsDay => DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified),
            DateTimeOffset moment when Type == typeof(DateTime) => moment.UtcDateTime,
            _ => inputData,
        };
    }

    private object? Value(string text)
    {
        var element = Type.IsArray ? Type.GetElementType()! : Type;
        if (element.IsEnum)
        {
            return Type.IsArray ? Names(element, text) : Name(element, text);
        }

        // A comma is a thousands separator to PowerShell, and a decimal one to half of Europe.
        return int.TryParse(
            text,
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw new ArgumentTransformationMetadataException($"'{text}' is not a whole number.");
    }

    private static Array Names(Type element, string text)
    {
        var names = text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var values = Array.CreateInstance(element, names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            values.SetValue(Name(element, names[i]), i);
        }

        return values;
    }

    // Enum.Parse takes a list of names, and numbers that no name stands for.
    private static object Name(Type element, string text)
    {
        var name = Enum.GetNames(element).FirstOrDefault(each => string.Equals(each, text.Trim(), StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse(element, name)
            : throw new ArgumentTransformationMetadataException($"'{text}' is not one of {string.Join(", ", Enum.GetNames(element))}.");
    }
}
