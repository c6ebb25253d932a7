using System.Management.Automation;
using AllSolutionsExchange.Binding;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// A cmdlet that takes rows, such as those of a CSV file, by the names of its parameters. Its errors say which row they are of.
/// </summary>
public abstract class RowCommand : StoreCommand
{
    private readonly List<PipelineRow> _refused = [];
    private PipelineRow? _row;
    private int _rows;

    /// <summary>
    /// <para type="description">An object of the pipeline, such as a row of a CSV file: each of its properties that has the name of a
    /// parameter is taken. An error says which row it is of; the first is 1.</para>
    /// </summary>
    // PowerShell binds it before the properties of the same object: the row is known when a cell of it is refused. Where another parameter
    // takes the whole object too, it overrides this one above that: they are bound in the order of their declaration.
    [Parameter(ValueFromPipeline = true)]
    public virtual PSObject? InputObject
    {
        get;
        set
        {
            field = value;
            if (value is not null && MyInvocation.ExpectingInput)
            {
                _row = new PipelineRow(++_rows, value);
                _row.BeginBinding();
                _refused.Add(_row);
            }
        }
    }

    /// <inheritdoc />
    protected override Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _row = null;
        if (_refused.Count > 0)
        {
            var rows = ShortList.Of(_refused.ConvertAll(row => row.ToString()), rest => $"{rest} more");
            pipeline.WriteWarning($"Nothing was done with {rows}. The errors say why.");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    private protected sealed override void BeginRecord()
    {
        PipelineRow.EndBinding();
        _refused.Remove(_row!);
    }

    /// <inheritdoc />
    private protected sealed override ErrorRecord Located(ErrorRecord error)
    {
        if (_row is not null)
        {
            var details = error.ErrorDetails;
            error.ErrorDetails = new ErrorDetails($"{_row}: {details?.Message ?? error.Exception.Message}")
            {
                RecommendedAction = details?.RecommendedAction,
            };
        }

        return error;
    }
}
