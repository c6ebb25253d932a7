using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Writes of one side and one action that go out together.</summary>
internal sealed class WriteBatch
{
    private readonly PassContext _pass;
    private readonly SideName _target;
    private readonly List<PlannedWrite> _writes = [];
    private readonly StoreChanges _dropped = new();

    private WriteBatch(PassContext pass, SideName target)
    {
        _pass = pass;
        _target = target;
    }

    /// <summary>Turns planned operations into writes; what no longer fits is dropped and read again.</summary>
    public static async Task<WriteBatch> PrepareAsync(
        PassContext pass,
        SideName target,
        IReadOnlyList<PlannedOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var batch = new WriteBatch(pass, target);
        var ids = operations.Select(operation => operation.LinkId).ToList();
        var links = (await pass.Store.LinksAsync(pass.Lease, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(link => link.Id);
        var contents = await SourceContents
            .ReadAsync(pass, target.Other(), operations, links, batch._dropped, cancellationToken)
            .ConfigureAwait(false);
        foreach (var operation in operations)
        {
            var needsContent = operation.Action is SyncAction.Create or SyncAction.Update;
            contents.TryGetValue(operation.LinkId, out var content);
            if (!links.TryGetValue(operation.LinkId, out var link) || (needsContent && content is null))
            {
                batch._dropped.PlanRemoved.Add(operation);
            }
            else
            {
                batch._writes.Add(new PlannedWrite(operation, link, batch.Write(operation, link, content)));
            }
        }

        return batch;
    }

    /// <summary>Writes that mark items and change nothing else.</summary>
    public static WriteBatch OfStamps(PassContext pass, SideName side, IEnumerable<Link> links)
    {
        var batch = new WriteBatch(pass, side);
        foreach (var link in links)
        {
            var operation = Planner.Operation(link, side, SyncAction.Stamp, PlanReason.New, FieldSet.None);
            batch._writes.Add(new PlannedWrite(operation, link, batch.Write(operation, link, null)));
        }

        return batch;
    }

    /// <summary>Journals, writes, reads back and stores the agreement.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var write in _writes)
        {
            _dropped.JournalAdded.Add(write.Journal);
        }

        await _pass.CommitAsync(_dropped, cancellationToken).ConfigureAwait(false);
        if (_writes.Count == 0)
        {
            return;
        }

        var side = _pass.Side(_target);
        var answered = await side.WriteAsync(_writes.ConvertAll(write => write.Operation), cancellationToken).ConfigureAwait(false);
        var outcomes = await WithoutTakenAsync(answered, cancellationToken).ConfigureAwait(false);
        var stored = await ReadBackAsync(outcomes, cancellationToken).ConfigureAwait(false);
        var changes = new StoreChanges();
        for (var i = 0; i < _writes.Count; i++)
        {
            Settlement.Settle(_pass, _writes[i], outcomes[i], stored, changes);
        }

        await _pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private WriteOperation Write(PlannedOperation planned, Link link, CanonicalItem? content) =>
        new()
        {
            Action = planned.Action,
            LinkId = link.Id,
            Id = planned.Action == SyncAction.Create ? null : link[_target].Id,
            Version = planned.Action == SyncAction.Create ? null : link[_target].Version,
            Folder = planned.Action == SyncAction.Create ? _pass.HomeFolder(_target) : null,
            Content = content,
            Fields = planned.Fields,
            WritesMarker = planned.Action != SyncAction.Delete && !link[_target].IsMarked,
        };

    /// <summary>
    /// If a create is answered with the id of an item that another link has, that is the error of the item that was to be
    /// made.
    /// </summary>
    private async Task<IReadOnlyList<WriteOutcome>> WithoutTakenAsync(
        IReadOnlyList<WriteOutcome> outcomes,
        CancellationToken cancellationToken
    )
    {
        var made = outcomes.Where((outcome, i) => IsMade(i, outcome)).Select(outcome => outcome.Id!).ToList();
        if (made.Count == 0)
        {
            return outcomes;
        }

        var links = await _pass.Store.LinksByItemAsync(_pass.Lease, _target, made, cancellationToken).ConfigureAwait(false);
        var owners = links.ToLookup(link => link[_target].Id, link => link.Id, StringComparer.Ordinal);
        return
        [
            .. outcomes.Select(
                (outcome, i) =>
                    IsMade(i, outcome) && owners[outcome.Id!].Any(owner => owner != _writes[i].Link.Id)
                        ? new WriteOutcome(
                            WriteStatus.Failed,
                            Error: new ItemError(
                                "IdTaken",
                                "The server answered with the id of another item, which is linked already.",
                                "What it made is looked for in the next run."
                            )
                        )
                        : outcome
            ),
        ];
    }

    private bool IsMade(int index, WriteOutcome outcome) =>
        _writes[index].Planned.Action == SyncAction.Create && outcome is { Status: WriteStatus.Done, Id: not null };

    /// <summary>
    /// The items as the server keeps them now, by id: it rewrites what it is given, and what it keeps is what counts. Of what could not
    /// be deleted, so that the error can name it.
    /// </summary>
    private async Task<Dictionary<string, LoadResult>> ReadBackAsync(
        IReadOnlyList<WriteOutcome> outcomes,
        CancellationToken cancellationToken
    )
    {
        var stored = new Dictionary<string, LoadResult>(StringComparer.Ordinal);
        var unread = new List<string>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            var outcome = outcomes[i];
            if (outcome.Status == WriteStatus.Failed && _writes[i].Planned.Action == SyncAction.Delete)
            {
                unread.Add(_writes[i].Operation.Id!);
            }

            if (outcome.Status != WriteStatus.Done || outcome.Id is null)
            {
                continue;
            }

            if (outcome.Item is { } item)
            {
                stored[outcome.Id] = new LoadResult(outcome.Id, item);
            }
            else
            {
                unread.Add(outcome.Id);
            }
        }

        foreach (var result in await _pass.LoadAsync(_target, unread, cancellationToken).ConfigureAwait(false))
        {
            stored[result.Id] = result;
        }

        return stored;
    }
}

/// <summary>A planned operation with the link as it stood and the write that carries it out.</summary>
/// <param name="Planned">What was planned.</param>
/// <param name="Link">The link before the write.</param>
/// <param name="Operation">What is sent.</param>
internal sealed record PlannedWrite(PlannedOperation Planned, Link Link, WriteOperation Operation)
{
    /// <summary>The entry that is in the journal until the outcome is stored.</summary>
    public JournalEntry Journal { get; } =
        new()
        {
            LinkId = Link.Id,
            Side = Planned.Target,
            Action = Planned.Action,
            Id = Operation.Id,
            MatchKey = Link.MatchKey,
            Sent = Planned.Action == SyncAction.Update ? AsKept(Link[Planned.Target.Other()].Now, Operation.Content) : default,
        };

    private static FieldDigests AsKept(FieldDigests sent, CanonicalItem? content)
    {
        if (content is null)
        {
            return sent;
        }

        var kind = Kinds.Of(content.Kind);
        var kept = kind.Digests(content.AsKept());
        return sent.With(kept.Differences(kind.Digests(content)), kept);
    }
}
