using System.Text.Json;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Makes the address of a path of the map, with the values of its places.</summary>
internal delegate Uri UrlOf(string path, params (string Place, string Value)[] values);

/// <summary>Writes rows, one request each. A row is read before it is written, unless the server itself compares its version.</summary>
internal sealed class RestWrites
{
    private readonly KindMap _map;
    private readonly RestRows _rows;
    private readonly Func<RestCall, CancellationToken, Task<RestAnswer>> _send;
    private readonly UrlOf _urlOf;
    private readonly Func<string, string> _fill;

    public RestWrites(
        KindMap map,
        RestRows rows,
        Func<RestCall, CancellationToken, Task<RestAnswer>> send,
        UrlOf urlOf,
        Func<string, string> fill
    )
    {
        _map = map;
        _rows = rows;
        _send = send;
        _urlOf = urlOf;
        _fill = fill;
    }

    /// <summary>Carries out writes one after the other. What one is refused for stops no other.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken)
    {
        var outcomes = new List<WriteOutcome>(operations.Count);
        foreach (var operation in operations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes.Add(await WriteOrFailAsync(operation, cancellationToken).ConfigureAwait(false));
        }

        return outcomes;
    }

    /// <summary>Reads a row by its id.</summary>
    public async Task<LoadResult> ReadAsync(string id, CancellationToken cancellationToken)
    {
        Uri url;
        try
        {
            url = _urlOf(_map.ReadPath, ("id", id));
        }
        catch (FormatException exception)
        {
            return new LoadResult(id, null, RestRows.Unreadable(exception.Message));
        }

        using var answer = await _send(RestCall.Get(url), cancellationToken).ConfigureAwait(false);
        if (answer.IsGone)
        {
            return new LoadResult(id, null);
        }

        return answer.IsDone ? _rows.Load(id, RowOf(answer)) : new LoadResult(id, null, Refusal(answer));
    }

    private async Task<WriteOutcome> WriteOrFailAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            return operation.Action switch
            {
                SyncAction.Create => await CreateAsync(operation, cancellationToken).ConfigureAwait(false),
                SyncAction.Delete => await DeleteAsync(operation, cancellationToken).ConfigureAwait(false),
                _ => await ChangeAsync(operation, cancellationToken).ConfigureAwait(false),
            };
        }
        catch (FormatException exception)
        {
            var why = $"The item cannot be written by the map: {exception.Message.TrimEnd('.')}. Correct it on the other side.";
            return new WriteOutcome(WriteStatus.Failed, Error: new ItemError("NotWritable", why));
        }
    }

    private async Task<WriteOutcome> CreateAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        var call = new RestCall(_map.Create.Method, _urlOf(_map.Create.Path))
        {
            Body = _rows.New(operation, _fill),
            Key = _map.CreateKey is { } key ? (key, operation.LinkId.ToString()) : null,
        };
        using var answer = await _send(call, cancellationToken).ConfigureAwait(false);
        if (!answer.IsDone)
        {
            return new WriteOutcome(WriteStatus.Failed, Error: Refusal(answer));
        }

        var id =
            IdOf(answer)
            ?? throw new SideUnavailableException(
                "AllSolutions made an item and did not say under which id. It is looked for in the next run.",
                "Check \"id\" in the map: the answer to a create must hold it, or a Location."
            );
        return await ReadBackAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<WriteOutcome> ChangeAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        RestAnswer? current = null;
        try
        {
            if (_map.SendsWhole || !_map.IsMatched)
            {
                current = await _send(RestCall.Get(_urlOf(_map.ReadPath, ("id", operation.Id!))), cancellationToken).ConfigureAwait(false);
                if (Obstacle(current, operation) is { } obstacle)
                {
                    return obstacle;
                }
            }

            var call = new RestCall(_map.Change.Method, _urlOf(_map.Change.Path, ("id", operation.Id!)))
            {
                Body = _rows.Changed(operation, _map.SendsWhole ? RowOf(current!) : null),
                IfMatch = _map.IsMatched ? operation.Version : null,
            };
            using var answer = await _send(call, cancellationToken).ConfigureAwait(false);
            return answer.IsDone ? await ReadBackAsync(operation.Id!, cancellationToken).ConfigureAwait(false) : NotDone(answer);
        }
        finally
        {
            current?.Dispose();
        }
    }

    private async Task<WriteOutcome> DeleteAsync(WriteOperation operation, CancellationToken cancellationToken)
    {
        if (!_map.IsMatched)
        {
            using var current = await _send(RestCall.Get(_urlOf(_map.ReadPath, ("id", operation.Id!))), cancellationToken)
                .ConfigureAwait(false);
            if (Obstacle(current, operation) is { } obstacle)
            {
                return obstacle;
            }
        }

        var call = new RestCall(_map.Delete.Method, _urlOf(_map.Delete.Path, ("id", operation.Id!)))
        {
            IfMatch = _map.IsMatched ? operation.Version : null,
        };
        using var answer = await _send(call, cancellationToken).ConfigureAwait(false);
        return answer.IsDone ? new WriteOutcome(WriteStatus.Done) : NotDone(answer);
    }

    /// <summary>Why a row is not written: it is not there, cannot be read, or somebody changed it. Null where it can be.</summary>
    private WriteOutcome? Obstacle(RestAnswer current, WriteOperation operation)
    {
        if (!current.IsDone)
        {
            return NotDone(current);
        }

        return string.Equals(_rows.Version(RowOf(current)), operation.Version, StringComparison.Ordinal)
            ? null
            : new WriteOutcome(WriteStatus.Conflict);
    }

    /// <summary>The row as the server keeps it. Where it cannot be read back, the engine asks for it again.</summary>
    private async Task<WriteOutcome> ReadBackAsync(string id, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        return new WriteOutcome(WriteStatus.Done, id, read.Item?.Version, read.Item);
    }

    private string? IdOf(RestAnswer answer)
    {
        if (answer.Body is { ValueKind: JsonValueKind.Object } row && _rows.Id(row) is { Length: > 0 } id)
        {
            return id;
        }

        var path = answer.Location?.OriginalString.Split('?', '#')[0].TrimEnd('/');
        return path is { Length: > 0 } ? Uri.UnescapeDataString(path.Substring(path.LastIndexOf('/') + 1)) : null;
    }

    private static JsonElement RowOf(RestAnswer answer) =>
        answer.Json is { ValueKind: JsonValueKind.Object } row
            ? row
            : throw new SideUnavailableException(
                "AllSolutions answers with something else than the row that was asked for.",
                RestAdvice.With("Check the path of \"read\" in the map.")
            );

    private static WriteOutcome NotDone(RestAnswer answer) =>
        answer.Status switch
        {
            404 or 410 => new WriteOutcome(WriteStatus.NotFound),
            409 or 412 => new WriteOutcome(WriteStatus.Conflict),
            _ => new WriteOutcome(WriteStatus.Failed, Error: Refusal(answer)),
        };

    private static ItemError Refusal(RestAnswer answer) =>
        new(
            FormattableString.Invariant($"HTTP{answer.Status}"),
            FormattableString.Invariant(
                $"AllSolutions refuses the item (HTTP {answer.Status}). Correct it on the other side, or look into "
            ) + "the log of the interface."
        );
}
