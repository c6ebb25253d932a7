namespace AllSolutionsExchange.HelpGenerator;

/// <summary>Text in lines that are broken between words.</summary>
internal static class Prose
{
    /// <summary>The lines of a text; a word that is longer than a line has one of its own.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length > 0 ? " " + word : word;
        }

        yield return line;
    }
}
