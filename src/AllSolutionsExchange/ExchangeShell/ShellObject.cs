using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// What a native command returned, read by property name: live objects, those of implicit remoting (where an identity or an
/// enumeration has become text) and those that lack a property are all read alike.
/// </summary>
/// <param name="value">The object.</param>
internal sealed class ShellObject(PSObject value)
{
    /// <summary>The property's text, trimmed; null if it is absent or blank.</summary>
    public string? Text(string property)
    {
        var texts = Texts(property);
        return texts.Count == 0 ? null : string.Join(", ", texts);
    }

    /// <summary>The texts of a property with several values; empty where it is absent or holds nothing.</summary>
    public IReadOnlyList<string> Texts(string property)
    {
        var found = value.Properties[property]?.Value;
        var values = found is string ? null : LanguagePrimitives.GetEnumerable(found);
        return
        [
            .. (values ?? new[] { found })
                .Cast<object?>()
                .Select(each => ((string?)LanguagePrimitives.ConvertTo(each, typeof(string), CultureInfo.InvariantCulture))?.Trim())
                .Where(text => !string.IsNullOrEmpty(text))
                .Select(text => text!),
        ];
    }

    /// <summary>Whether the property is true; null if it is absent, or neither.</summary>
    public bool? Boolean(string property) => bool.TryParse(Text(property), out var isTrue) ? isTrue : null;
}
