using System.Xml;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>Compares the values of properties, with one another and with the constants of a restriction.</summary>
internal static class SearchValue
{
    public static int Compare(object? left, object? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
            (IComparable a, _) when left.GetType() == right.GetType() => a.CompareTo(right),
            _ => throw EwsErrors.UnsupportedPath(),
        };

    /// <exception cref="EwsItemException">The constant is none of the property's type.</exception>
    public static int CompareWith(object value, string constant)
    {
        try
        {
            return value switch
            {
                string[] values => values.Contains(constant, StringComparer.OrdinalIgnoreCase) ? 0 : 1,
                bool => Compare(value, XmlConvert.ToBoolean(constant)),
                int => Compare(value, XmlConvert.ToInt32(constant)),
                double => Compare(value, XmlConvert.ToDouble(constant)),
                DateTimeOffset => Compare(value, EwsDateTime.Parse(constant, TimeZoneInfo.Utc)),
                _ => Compare(value, constant),
            };
        }
        catch (FormatException)
        {
            throw new EwsItemException("ErrorInvalidValueForProperty", "The specified value is invalid for property.");
        }
    }

    /// <summary>The texts of a value that has texts.</summary>
    public static IEnumerable<string> Texts(object? value) =>
        value switch
        {
            string text => [text],
            string[] texts => texts,
            _ => [],
        };
}
