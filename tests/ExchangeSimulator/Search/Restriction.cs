using System.Globalization;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>Reads a Restriction ([MS-OXWSSRCH] 2.2.4.24) into a test of items. Strings are compared without case, as the store
/// does.</summary>
internal static class Restriction
{
    /// <exception cref="EwsItemException">It looks at what cannot be searched for.</exception>
    /// <exception cref="EwsFaultException">It violates the schema.</exception>
    public static Func<Item, bool> Read(XElement expression, SchemaVersion version)
    {
        switch (expression.Name.LocalName)
        {
            case "And":
                var all = expression.Elements().Select(e => Read(e, version)).ToArray();
                return item => Array.TrueForAll(all, test => test(item));
            case "Or":
                var any = expression.Elements().Select(e => Read(e, version)).ToArray();
                return item => Array.Exists(any, test => test(item));
            case "Not":
                var inner = Read(First(expression), version);
                return item => !inner(item);
            case "Exists":
                var present = SearchPath.Read(First(expression), version);
                return item => present(item) is not null;
            case "Contains":
                return Contains(expression, version);
            case "Excludes":
                return Excludes(expression, version);
            default:
                return Comparison(expression, version);
        }
    }

    private static Func<Item, bool> Comparison(XElement expression, SchemaVersion version)
    {
        Func<int, bool> holds = expression.Name.LocalName switch
        {
            "IsEqualTo" => order => order == 0,
            "IsNotEqualTo" => order => order != 0,
            "IsGreaterThan" => order => order > 0,
            "IsGreaterThanOrEqualTo" => order => order >= 0,
            "IsLessThan" => order => order < 0,
            "IsLessThanOrEqualTo" => order => order <= 0,
            var name => throw EwsFaultException.Schema(expression, $"The element '{name}' is no search expression."),
        };
        var left = SearchPath.Read(First(expression), version);
        var operand = First(
            expression.Type("FieldURIOrConstant")
                ?? throw EwsFaultException.Schema(expression, "The element 'FieldURIOrConstant' is missing.")
        );
        var differs = expression.Name.LocalName == "IsNotEqualTo";
        if (operand.Name.LocalName != "Constant")
        {
            var right = SearchPath.Read(operand, version);
            return item => left(item) is { } a && right(item) is { } b ? holds(SearchValue.Compare(a, b)) : differs;
        }
        var constant = operand.Value("Value") ?? throw EwsFaultException.Schema(operand, "The required attribute 'Value' is missing.");
        return item => left(item) is { } value ? holds(SearchValue.CompareWith(value, constant)) : differs;
    }

    private static Func<Item, bool> Contains(XElement expression, SchemaVersion version)
    {
        var path = SearchPath.Read(First(expression), version);
        var sought =
            expression.Type("Constant")?.Value("Value") ?? throw EwsFaultException.Schema(expression, "The element 'Constant' is missing.");
        var comparison = expression.Value("ContainmentComparison") is null or "Exact"
            ? StringComparison.Ordinal
            : StringComparison.OrdinalIgnoreCase;
        Func<string, bool> holds = expression.Value("ContainmentMode") switch
        {
            "FullString" => text => text.Equals(sought, comparison),
            "Prefixed" => text => text.StartsWith(sought, comparison),
            "Substring" => text => text.Contains(sought, comparison),
            "PrefixOnWords" => text => Words(text).Any(word => word.StartsWith(sought, comparison)),
            "ExactPhrase" or null => text => text.Contains(sought, comparison),
            var mode => throw EwsFaultException.Schema(expression, $"The ContainmentMode '{mode}' fails the enumeration constraint."),
        };
        return item => SearchValue.Texts(path(item)).Any(holds);
    }

    private static Func<Item, bool> Excludes(XElement expression, SchemaVersion version)
    {
        var path = SearchPath.Read(First(expression), version);
        var text =
            expression.Type("Bitmask")?.Value("Value") ?? throw EwsFaultException.Schema(expression, "The element 'Bitmask' is missing.");
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var mask = isHex
            ? int.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : int.Parse(text, CultureInfo.InvariantCulture);
        return item => path(item) is int value && (value & mask) == 0;
    }

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static XElement First(XElement element) =>
        element.Elements().FirstOrDefault()
        ?? throw EwsFaultException.Schema(element, $"The element '{element.Name.LocalName}' has incomplete content.");
}
