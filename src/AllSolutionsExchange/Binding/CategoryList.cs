namespace AllSolutionsExchange.Binding;

/// <summary>Categories as Outlook separates them: a category's name holds no semicolon, and a cell of a CSV row may hold several.</summary>
internal static class CategoryList
{
    /// <summary>The single categories; null for null, which leaves them as they are.</summary>
    public static IReadOnlyList<string>? From(string[]? values) => values is null
        ? null
        : [.. values.SelectMany(value => (value ?? "").Split(';')).Select(value => value.Trim()).Where(value => value.Length > 0)];
}
