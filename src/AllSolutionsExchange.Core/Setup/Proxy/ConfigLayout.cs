namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>How a file is laid out: what is put in looks like what is there.</summary>
internal sealed class ConfigLayout
{
    private readonly string _text;
    private readonly string _newLine;
    private readonly string _unit;

    public ConfigLayout(ConfigDocument document)
    {
        _text = document.Text;
        _newLine = document.File.NewLine;
        var outer = IndentOf(document.Root);
        var first = document.Root.Children.Find(child => LineStart(child) is not null);
        var inner = first is null ? "" : IndentOf(first);
        var isDeeper = inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal);
        _unit =
            _newLine.Length == 0 ? ""
            : isDeeper ? inner.Substring(outer.Length)
            : "  ";
    }

    /// <summary>What is before an element on its line; empty where that is more than white space.</summary>
    public string IndentOf(ConfigElement element)
    {
        var start = SkipBlanksBack(element.Start);
        return start == 0 || IsLineEnd(_text[start - 1]) ? _text.Substring(start, element.Start - start) : "";
    }

    /// <summary>Where the line break before an element begins; null where something else is before it on its line.</summary>
    public int? LineStart(ConfigElement element)
    {
        var start = SkipBlanksBack(element.Start);
        if (start == 0 || !IsLineEnd(_text[start - 1]))
        {
            return null;
        }

        return start > 1 && _text[start - 1] == '\n' && _text[start - 2] == '\r' ? start - 2 : start - 1;
    }

    /// <summary>The lines, each with the line break before it.</summary>
    public string Write(IEnumerable<(int Depth, string Text)> lines, string indent) =>
        string.Concat(
            lines.Select(line =>
                _newLine.Length == 0 ? line.Text : _newLine + indent + string.Concat(Enumerable.Repeat(_unit, line.Depth)) + line.Text
            )
        );

    /// <summary>Puts lines behind an element, as deep as it is.</summary>
    public TextSplice InsertAfter(ConfigElement element, IEnumerable<(int Depth, string Text)> lines)
    {
        var indent = IndentOf(element);
        return new TextSplice(element.End, 0, Write(lines, indent) + BreakBefore(element.End, indent, element.Parent!));
    }

    /// <summary>Puts lines into an element, before all that it has.</summary>
    public TextSplice InsertFirst(ConfigElement element, IEnumerable<(int Depth, string Text)> lines)
    {
        var own = IndentOf(element);
        var indent = element.Children.Find(child => LineStart(child) is not null) is { } child ? IndentOf(child) : own + _unit;
        var written = Write(lines, indent);
        return element.IsSelfClosing
            ? new TextSplice(element.StartTagEnd - 2, 2, $">{written}{(_newLine.Length == 0 ? "" : _newLine + own)}</{element.Name}>")
            : new TextSplice(element.StartTagEnd, 0, written + BreakBefore(element.StartTagEnd, indent, element));
    }

    // What follows on the same line gets a line of its own.
    private string BreakBefore(int index, string indent, ConfigElement parent)
    {
        var next = index;
        while (next < _text.Length && _text[next] is ' ' or '\t')
        {
            next++;
        }

        return _newLine.Length == 0 || IsLineEnd(_text[next]) ? "" : _newLine + (next == parent.EndTagStart ? IndentOf(parent) : indent);
    }

    private int SkipBlanksBack(int index)
    {
        while (index > 0 && _text[index - 1] is ' ' or '\t')
        {
            index--;
        }

        return index;
    }

    private static bool IsLineEnd(char character) => character is '\r' or '\n';
}
