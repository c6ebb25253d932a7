using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>The object of the pipeline that a command takes at the moment, as its errors name it.</summary>
internal sealed class PipelineRow
{
    // What an admin tells the rows of a file by.
    private static readonly string[] Keys = ["PrimarySmtpAddress", "Id", "User", "Mailbox", "Subject"];

    // PowerShell hands a transformation a cell and nothing of its row, and on this thread it does so right after it gave the command the
    // row.
    [ThreadStatic]
    private static PipelineRow? _isBinding;

    private readonly int _number;
    private readonly PSObject? _row;

    /// <summary>A row.</summary>
    /// <param name="number">Which one it is; the first is 1.</param>
    /// <param name="row">The row.</param>
    public PipelineRow(int number, PSObject? row)
    {
        _number = number;
        _row = row;
    }

    /// <summary>Says that the cells of this row are bound now.</summary>
    public void BeginBinding() => _isBinding = this;

    /// <summary>Whether what is bound now is a cell of a row: of something with properties, and not a text by itself.</summary>
    public static bool IsCell => _isBinding is { _row.BaseObject: not string };

    /// <summary>Says that no row's cells are bound now.</summary>
    public static void EndBinding() => _isBinding = null;

    /// <summary>A text about a cell, with the row in which it is; as it is where the value came from no row.</summary>
    public static string Located(string text) => _isBinding is { } row ? $"{row}: {text}" : text;

    /// <summary>The number of the row, and what it is known by.</summary>
    public override string ToString()
    {
        var key = Keys.Select(name => (Name: name, Value: _row?.Properties[name]?.Value?.ToString()))
            .FirstOrDefault(each => !string.IsNullOrWhiteSpace(each.Value));
        return key.Name is null ? $"Row {_number}" : ForeignText.Shown($"Row {_number} ({key.Name} {key.Value!.Trim()})");
    }
}
