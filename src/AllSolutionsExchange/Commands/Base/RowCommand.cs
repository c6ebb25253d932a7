using System.Management.Automation;
using AllSolutionsExchange.Binding;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// A cmdlet that takes rows, such as those of a CSV file, by the names of its parameters. Its errors say which row they are of.
/// </summary>
public abstract class RowCommand : StoreCommand
{
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PipelineRow> _undone = [];
    private readonly List<string> _unchanged = [];
    private PipelineRow? _row;
    private int _rows;

    /// <summary>
    /// <para type="description">An object of the pipeline, such as a row of a CSV file: each of its properties that has the name of a
    /// parameter is taken. An error says which row it is of; the first is 1.</para>
    /// </summary>
    // PowerShell binds it before the properties of the same object: the row is known when a cell of it is refused. If another parameter
    // takes the whole object too, either may come first, so that one refuses nothing itself: RefusedByCommand of its transformation.
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject
    {
        get;
        set
        {
            field = value;
            if (value is not null && MyInvocation.ExpectingInput)
            {
                _row = new PipelineRow(++_rows, value);
                _row.BeginBinding();
                _undone.Add(_row);
            }
        }
    }

    /// <summary>The parameters that were typed, and came from no row.</summary>
    private protected HashSet<string> Typed => _typed;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _typed.UnionWith(MyInvocation.BoundParameters.Keys);
    }

    /// <inheritdoc />
    protected override Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _row = null;
        if (_undone.Count > 0)
        {
            pipeline.WriteWarning($"Nothing was done with {Listed(_undone.ConvertAll(row => row.ToString()))}. The errors say why.");
        }

        if (_unchanged.Count > 0)
        {
            pipeline.WriteWarning($"The command completed successfully, but no settings of {Listed(_unchanged)} have been modified.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a parameter was typed, or the row has something in its cell.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="aliases">What its column may be called too.</param>
    private protected bool IsFilled(string parameter, params string[] aliases) =>
        _typed.Contains(parameter)
        || InputObject is null
        || aliases
            .Append(parameter)
            .All(name => InputObject.Properties[name]?.Value is not string { } text || !string.IsNullOrWhiteSpace(text));

    /// <summary>Nothing of something is other than it was. That is said in one warning at the end.</summary>
    /// <param name="name">What it is, as a sentence names it.</param>
    internal void Unchanged(string name)
    {
        if (!_unchanged.Contains(name))
        {
            _unchanged.Add(name);
        }
    }

    /// <summary>Refuses a command that was given nothing to change. A row without anything in it is only left as it is.</summary>
    /// <param name="name">What it is, as a sentence names it.</param>
    /// <param name="examples">Parameters that it could be given.</param>
    /// <exception cref="ValueException">The command was typed so.</exception>
    internal void NothingGiven(string name, string examples)
    {
        if (!MyInvocation.ExpectingInput)
        {
            throw new ValueException($"Nothing was given to change of {name}.", $"Give what changes, such as {examples}.");
        }

        Unchanged(name);
    }

    /// <inheritdoc />
    private protected sealed override void BeginRecord()
    {
        PipelineRow.EndBinding();
        _undone.Remove(_row!);
    }

    /// <inheritdoc />
    private protected sealed override void BeginEnding()
    {
        if (_row is not null)
        {
            WriteWarning($"{_row} ended the command: nothing was done with it, nor with the rows after it.");
        }
    }

    /// <inheritdoc />
    private protected sealed override ErrorRecord Located(ErrorRecord error)
    {
        if (_row is not null)
        {
            if (!_undone.Contains(_row))
            {
                _undone.Add(_row);
            }

            var details = error.ErrorDetails;
            error.ErrorDetails = new ErrorDetails($"{_row}: {details?.Message ?? error.Exception.Message}")
            {
                RecommendedAction = details?.RecommendedAction,
            };
        }

        return error;
    }

    private static string Listed(IReadOnlyList<string> names) => ShortList.Of(names, rest => $"{rest} more");
}
