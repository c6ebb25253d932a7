namespace AllSolutionsExchange.Binding;

/// <summary>Categories as Outlook separates them: a category's name holds no semicolon, and a cell of a CSV row may hold several.</summary>
internal static class CategoryList
{
    /// <summary>The single categories; null for null, which leaves them as they are.</summary>
    /// <exception cref="ValueException">A value is the name of a type: what Export-Csv writes for a list.</exception>
    public static IReadOnlyList<string>? From(string[]? values) =>
        values is null ? null
        : values.Contains(typeof(string[]).FullName)
            ? throw new ValueException(
                "The categories are 'System.String[]', which Export-Csv writes instead of a list.",
                "Join them before the export: Select-Object *, @{ Name = 'Categories'; Expression = { $_.Categories -join ';' } } "
                    + "-ExcludeProperty Categories."
            )
        : [.. values.SelectMany(value => (value ?? "").Split(';')).Select(value => value.Trim()).Where(value => value.Length > 0)];
}
