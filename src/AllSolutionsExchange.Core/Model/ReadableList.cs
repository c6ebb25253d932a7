using System.Collections.ObjectModel;

namespace AllSolutionsExchange.Model;

/// <summary>
/// A list of something that is shown. Its text is that of its values: Export-Csv and text in quotes would have the name of the type of
/// any other list. Categories and kinds of a CSV file are read by the same separator.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class ReadableList<T>(IList<T> values) : ReadOnlyCollection<T>(values)
{
    /// <summary>The values as text, with semicolons between them.</summary>
    public override string ToString() => string.Join("; ", this);
}

/// <summary>Makes lists readable.</summary>
internal static class ReadableList
{
    /// <summary>The list itself if it is readable already, else a readable copy.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> values) => values as ReadableList<T> ?? new ReadableList<T>([.. values]);
}
