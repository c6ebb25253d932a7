using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>
/// The calls of an interface, one after the other, on an item that is made for it; and the promise that it does not stay behind: also after
/// a failure whose answer was lost, and after Ctrl+C.
/// </summary>
internal sealed class ConnectorTest
{
    private readonly ISyncSide _side;
    private readonly Kind _kind;
    private readonly TestItem _item;
    private readonly List<ConnectorTestStep> _steps = [];
    private readonly HashSet<string> _before = new(StringComparer.Ordinal);
    private SideItem? _made;
    private string? _madeId;
    private bool _mayBeThere;

    /// <param name="side">A user's items.</param>
    /// <param name="item">What is made.</param>
    public ConnectorTest(ISyncSide side, TestItem item)
    {
        _side = side;
        _item = item;
        _kind = Kinds.Of(item.Content.Kind);
    }

    /// <summary>How long what was made may take to be removed after Ctrl+C.</summary>
    public TimeSpan CleanUpLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes the steps.</summary>
    /// <param name="isReadOnly">Whether nothing is written.</param>
    /// <param name="cancellationToken">Ctrl+C: what was made is removed first.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<IReadOnlyList<ConnectorTestStep>> RunAsync(bool isReadOnly, CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken).ConfigureAwait(false);
        await StepAsync("Read", () => ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (isReadOnly)
        {
            return _steps;
        }

        // From here on a cancellation waits a little: an answer that is not waited for tells no id.
        using var unhurried = new CancellationTokenSource();
        using (cancellationToken.Register(() => unhurried.CancelAfter(CleanUpLimit)))
        {
            try
            {
                await StepAsync("Create", () => CreateAsync(unhurried.Token), cancellationToken).ConfigureAwait(false);
                await StepAsync("ReadBack", () => ReadBackAsync(_item.Content, cancellationToken), cancellationToken).ConfigureAwait(false);
                await StepAsync("Change", () => ChangeAsync(unhurried.Token), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await RemoveAsync(unhurried.Token).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _steps;
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folder = (await _side.IdentifyAsync(cancellationToken).ConfigureAwait(false)).Folder;
            var listing = await _side.ListAsync(folder, cancellationToken).ConfigureAwait(false);
            _before.UnionWith(listing.Items.Select(item => item.Id));
            End("SignIn", Finding.Passed("The interface lets the account in."));
            End("List", Finding.Passed(FormattableString.Invariant($"The list has {_before.Count} items.")));
        }
        catch (SideException exception) when (exception is AccountRefusedException or SideUnavailableException { IsUnreachable: true })
        {
            End("SignIn", Finding.Of(exception));
            End("List", Finding.After("SignIn"));
        }
        catch (SideException exception)
        {
            End("SignIn", Finding.Passed("The interface answers the account."));
            End("List", Finding.Of(exception));
        }
    }

    private async Task<Finding> ReadAsync(CancellationToken cancellationToken)
    {
        if (_before.Count == 0)
        {
            return Finding.Skipped("There is no item to read.");
        }

        // Anew, and not out of the list: it is the call that is tested.
        var id = _before.OrderBy(id => id, StringComparer.Ordinal).First();
        var read = (await _side.LoadAsync([id], cancellationToken).ConfigureAwait(false))[0];
        return read.Error is { } error ? Finding.Failed(error.Fault, error.Advice ?? "Correct the fields in the map, or the item.")
            : read.Item is null
                ? Finding.Failed(
                    "An item of the list is not there when it is read by its id.",
                    "Check the path of \"read\" and the name of \"id\" in the map."
                )
            : Finding.Passed($"Item {id} can be read.");
    }

    private async Task<Finding> CreateAsync(CancellationToken cancellationToken)
    {
        _mayBeThere = true;
        var outcome = await WriteAsync(_item.Create(_side), cancellationToken).ConfigureAwait(false);
        if (outcome.Status != WriteStatus.Done)
        {
            return Finding.Failed(outcome, "Check \"create\", the constants and the fields in the map, and what the account may write.");
        }

        if (_before.Contains(outcome.Id!))
        {
            return Finding.Failed(
                "The answer to the create names an item that was there before.",
                "Check \"id\" in the map: the answer to a create must hold the id of what was made."
            );
        }

        (_made, _madeId) = (outcome.Item, outcome.Id);
        return Finding.Passed($"Item {outcome.Id} was made.");
    }

    private async Task<Finding> ReadBackAsync(CanonicalItem sent, CancellationToken cancellationToken)
    {
        var read = (await _side.LoadAsync([_madeId!], cancellationToken).ConfigureAwait(false))[0];
        if (read.Item?.Content is not { } content)
        {
            return Finding.Failed(
                read.Error?.Fault ?? "The item that was made is not there.",
                read.Error?.Advice ?? "Check the path of \"read\" in the map."
            );
        }

        _made = read.Item;
        var written = _side.Capabilities.KnownFields & ~_side.Capabilities.ReadOnlyFields;
        var other = _kind.Names(_kind.Digests(sent).Differences(_kind.Digests(content)) & written);
        return other.Count == 0
            ? Finding.Passed("All fields came back as they were sent.")
            : Finding.Warning(
                $"The interface keeps these fields otherwise than they were sent: {string.Join(", ", other)}.",
                "Check their names, formats, zones and values in the map. What comes back otherwise is taken over in Exchange."
            );
    }

    private async Task<Finding> ChangeAsync(CancellationToken cancellationToken)
    {
        var outcome = await WriteAsync(_item.Change(_made!), cancellationToken).ConfigureAwait(false);
        if (outcome.Status != WriteStatus.Done)
        {
            return Finding.Failed(outcome, "Check \"change\" in the map: its path, its method, and whether it takes the whole row.");
        }

        _made = outcome.Item ?? _made;
        return outcome.Item?.Content?.Title == _item.ChangedContent.Title
            ? Finding.Passed("The item was changed.")
            : Finding.Failed(
                "The interface took the change, and the item is as it was.",
                "Check \"change\" and the field Subject in the map."
            );
    }

    /// <summary>Removes what was made, whatever happened before; if its id is not known, it is looked for by its title.</summary>
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (!_mayBeThere)
        {
            var reason = _steps.Find(step => step.Outcome == ConnectorTestStep.Failed) is { } failed
                ? Finding.After(failed.Name)
                : Finding.Skipped("Nothing was made.");
            End("Delete", reason);
            End("Gone", reason);
            return;
        }

        End("Delete", await TryAsync(() => DeleteAsync(cancellationToken)).ConfigureAwait(false));
        End("Gone", await TryAsync(() => GoneAsync(cancellationToken)).ConfigureAwait(false));
    }

    private async Task<Finding> DeleteAsync(CancellationToken cancellationToken)
    {
        var ours = await OursAsync(cancellationToken).ConfigureAwait(false);
        if (ours.Count == 0)
        {
            return Finding.Skipped("Nothing was made.");
        }

        foreach (var (id, version) in ours)
        {
            var outcome = await WriteAsync(_item.Delete(id, version), cancellationToken).ConfigureAwait(false);
            if (outcome.Status is not (WriteStatus.Done or WriteStatus.NotFound))
            {
                return Finding.Failed(outcome, $"Check \"delete\" in the map, and remove item {id} ('{_item.Content.Title}') by hand.");
            }
        }

        return Finding.Passed("What was made was deleted.");
    }

    private async Task<Finding> GoneAsync(CancellationToken cancellationToken)
    {
        var left = await OursAsync(cancellationToken).ConfigureAwait(false);
        return left.Count == 0
            ? Finding.Passed("Nothing is left of the test.")
            : Finding.Failed(
                $"Item {left[0].Id} is still there.",
                $"Check \"delete\" in the map, and remove the item '{_item.Content.Title}' by hand."
            );
    }

    /// <summary>
    /// What is there of this test and was not there before: the item whose id the interface told, or else what has its title. No other is
    /// touched. Its version comes out of the list, which can be read where the fields cannot.
    /// </summary>
    private async Task<List<(string Id, string Version)>> OursAsync(CancellationToken cancellationToken)
    {
        var folder = (await _side.IdentifyAsync(cancellationToken).ConfigureAwait(false)).Folder;
        var listing = await _side.ListAsync(folder, cancellationToken).ConfigureAwait(false);
        var added = listing.Items.Where(item => !_before.Contains(item.Id)).ToList();
        if (_madeId is { } made)
        {
            var listed = added.Where(item => item.Id == made).Select(item => item.Version).FirstOrDefault();
            var version = listed ?? (await _side.LoadAsync([made], cancellationToken).ConfigureAwait(false))[0].Item?.Version;
            return version is null ? [] : [(made, version)];
        }

        var loaded = await _side.LoadAsync(added.ConvertAll(item => item.Id), cancellationToken).ConfigureAwait(false);
        return
        [
            .. loaded
                .Select(read => read.Item)
                .OfType<SideItem>()
                .Where(item => _item.IsOurs(item.Content))
                .Select(item => (item.Id, item.Version)),
        ];
    }

    private async Task<WriteOutcome> WriteAsync(WriteOperation operation, CancellationToken cancellationToken) =>
        (await _side.WriteAsync([operation], cancellationToken).ConfigureAwait(false))[0];

    private async Task StepAsync(string name, Func<Task<Finding>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        End(
            name,
            _steps.Find(step => step.Outcome == ConnectorTestStep.Failed) is { } failed
                ? Finding.After(failed.Name)
                : await TryAsync(work).ConfigureAwait(false)
        );
    }

    private static async Task<Finding> TryAsync(Func<Task<Finding>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SideException exception)
        {
            return Finding.Of(exception);
        }
    }

    private void End(string name, Finding finding) =>
        _steps.Add(new ConnectorTestStep(name, finding.Outcome, finding.Detail, finding.Advice));

    /// <summary>What a step found.</summary>
    private sealed record Finding(string Outcome, string Detail, string? Advice)
    {
        public static Finding Passed(string detail) => new(ConnectorTestStep.Passed, ForeignText.Shown(detail), null);

        public static Finding Warning(string detail, string advice) => new(ConnectorTestStep.Warning, ForeignText.Shown(detail), advice);

        public static Finding Failed(string detail, string advice) =>
            new(ConnectorTestStep.Failed, ForeignText.Shown(detail), ForeignText.Shown(advice));

        public static Finding Failed(WriteOutcome outcome, string advice) =>
            Failed(
                outcome.Status switch
                {
                    WriteStatus.Conflict => "The interface says that the item was changed meanwhile, which it was not.",
                    WriteStatus.NotFound => "The interface does not find the item that was made.",
                    _ => outcome.Error?.Fault ?? "The interface refuses.",
                },
                advice
            );

        public static Finding Of(SideException exception) => Failed(exception.Fault, exception.Advice);

        public static Finding Skipped(string detail) => new(ConnectorTestStep.Skipped, detail, null);

        public static Finding After(string failed) => Skipped($"Not done, because {failed} failed.");
    }
}
