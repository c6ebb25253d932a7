using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>
/// What the engine relies on of any side (<see cref="ISyncSide"/>). A side joins by a class of its own that opens it; everything is done
/// and seen through the interface alone.
/// </summary>
public abstract class SideContract
{
    /// <summary>The items that it is filled with.</summary>
    private protected abstract ContractItems Items { get; }

    private FieldSet Body => Items.Field("Body");

    /// <summary>An empty collection, opened; of the last one that was opened, if it was opened before.</summary>
    private protected abstract Task<ISyncSide> OpenAsync();

    [Fact]
    public async Task It_is_the_same_one_however_often_it_is_asked()
    {
        var identity = await (await OpenAsync()).IdentifyAsync(default);
        var again = await OpenAsync();
        Assert.Equal(identity, await again.IdentifyAsync(default));
        Assert.Equal(SideContinuity.Same, await again.CompareAsync(identity, again.Seen, default));
    }

    [Fact]
    public async Task A_pull_names_all_at_first_and_then_each_change_once()
    {
        var side = await OpenAsync();
        var made = await CreateAsync(side, 5);
        var (all, cursor) = await PullAllAsync(side, null);
        Assert.Equal(
            made.Select(outcome => outcome.Id!).Order(StringComparer.Ordinal),
            all.Select(change => change.Id).Order(StringComparer.Ordinal)
        );

        var (none, quiet) = await PullAllAsync(side, cursor);
        Assert.Empty(none);
        await WriteAsync(side, Update(made[1], 1, Body));
        await WriteAsync(
            side,
            new()
            {
                Action = SyncAction.Delete,
                LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
                Id = made[3].Id,
                Version = made[3].Version,
            }
        );
        var (changed, _) = await PullAllAsync(await OpenAsync(), quiet);
        Assert.Equal(
            new[] { (made[1].Id, false), (made[3].Id, true) }.Order(),
            changed.Select(change => ((string?)change.Id, change.IsVanished)).Order()
        );
    }

    [Fact]
    public async Task A_cursor_that_is_not_its_own_is_refused_as_such()
    {
        var side = await OpenAsync();
        await CreateAsync(side, 1);
        await Assert.ThrowsAsync<CursorInvalidException>(async () =>
            await side.PullAsync((await side.IdentifyAsync(default)).Folder, "no cursor", default)
        );
    }

    [Fact]
    public async Task A_load_answers_for_each_id_in_their_order_also_for_what_is_gone()
    {
        var side = await OpenAsync();
        var made = await CreateAsync(side, 3);
        await WriteAsync(
            side,
            new()
            {
                Action = SyncAction.Delete,
                LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
                Id = made[1].Id,
                Version = made[1].Version,
            }
        );
        var ids = new[] { made[2].Id!, made[1].Id!, made[0].Id! };
        var loaded = await side.LoadAsync(ids, default);
        Assert.Equal(ids, loaded.Select(result => result.Id));
        Assert.All(loaded, result => Assert.Null(result.Error));
        var home = (await side.IdentifyAsync(default)).Folder;
        Assert.Equal([true, false, true], loaded.Select(result => result.Item?.Folder == home));
        Assert.Equal(["item 2", "item 0"], new[] { loaded[0], loaded[2] }.Select(result => result.Item!.Content!.Title));
        Assert.Equal([made[2].Version, made[0].Version], new[] { loaded[0], loaded[2] }.Select(result => result.Item!.Version));
        Assert.Empty(await side.LoadAsync([], default));
    }

    [Fact]
    public async Task Names_answer_for_each_id_in_their_order_and_a_private_title_stays_private()
    {
        var side = await OpenAsync();
        var secret = Items.Private(1);
        var made = await side.WriteAsync([await CreateOfAsync(side, Items.Of(0)), await CreateOfAsync(side, secret)], default);
        var names = await side.NamesAsync([made[1].Id!, made[0].Id!], default);
        Assert.Equal([null, "item 0"], names.Select(name => name!.Title));
    }

    [Fact]
    public async Task What_is_made_is_found_by_its_marker_with_the_uid_that_was_told()
    {
        var side = await OpenAsync();
        var operation = await CreateOfAsync(side, Items.Of(0));
        var made = Assert.Single(await side.WriteAsync([operation], default));
        await CreateAsync(side, 2);
        var wanted = new WantedItem(operation.LinkId, side.UidFor(operation.LinkId));
        var found = Assert.Single(await side.FindAsync([wanted, new WantedItem(LinkId.New(DateTimeOffset.UnixEpoch), null)], default));
        Assert.Equal((made.Id, operation.LinkId, false), (found.Id, LinkId.Parse(found.Marker), found.IsDeleted));
        Assert.Equal(side.UidFor(operation.LinkId), found.Uid);
    }

    [Fact]
    public async Task An_update_writes_its_fields_and_no_others()
    {
        var side = await OpenAsync();
        var fields = Body | Items.Field("Categories");
        var made = Assert.Single(await CreateAsync(side, 1));
        var before = Assert.Single(await side.LoadAsync([made.Id!], default)).Item!.Content!;
        var written = Assert.Single(await side.WriteAsync([Update(made, 7, fields)], default));
        Assert.Equal(WriteStatus.Done, written.Status);
        Assert.NotEqual(made.Version, written.Version);
        var item = Assert.Single(await side.LoadAsync([written.Id!], default)).Item!;
        Assert.Equal(written.Version, item.Version);
        Assert.Equal(fields, before.Digests().Differences(item.Content!.Digests()));
        Assert.Equal(Items.Kind.Merge(into: before, from: Items.Of(7), fields).Digests(), item.Content!.Digests());
    }

    [Fact]
    public async Task A_write_over_another_version_is_a_conflict_and_changes_nothing()
    {
        var side = await OpenAsync();
        var made = Assert.Single(await CreateAsync(side, 1));
        var newer = Assert.Single(await side.WriteAsync([Update(made, 1, Body)], default));
        Assert.Equal(WriteStatus.Conflict, Assert.Single(await side.WriteAsync([Update(made, 2, Body)], default)).Status);
        var item = Assert.Single(await side.LoadAsync([made.Id!], default)).Item!;
        Assert.Equal(newer.Version, item.Version);
        Assert.Equal(Items.Kind.Merge(into: item.Content!, from: Items.Of(1), Body).Digests(), item.Content!.Digests());
    }

    [Fact]
    public async Task Outcomes_come_for_each_write_in_their_order()
    {
        var side = await OpenAsync();
        var made = await CreateAsync(side, 3);
        await WriteAsync(
            side,
            new()
            {
                Action = SyncAction.Delete,
                LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
                Id = made[1].Id,
                Version = made[1].Version,
            }
        );
        var outcomes = new List<WriteOutcome>();
        foreach (var batch in made.Select((outcome, number) => Update(outcome, number + 1, Body)).Chunk(side.Capabilities.WriteBatch))
        {
            outcomes.AddRange(await side.WriteAsync(batch, default));
        }

        Assert.Equal(WriteStatus.Done, outcomes[0].Status);
        Assert.NotEqual(WriteStatus.Done, outcomes[1].Status);
        Assert.Equal(WriteStatus.Done, outcomes[2].Status);
    }

    [Fact]
    public async Task Stopping_stops_before_anything_is_written()
    {
        var side = await OpenAsync();
        var operation = await CreateOfAsync(side, Items.Of(0));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => side.WriteAsync([operation], new CancellationToken(canceled: true)));
        Assert.Empty((await PullAllAsync(side, null)).Changes);
    }

    private protected async Task<WriteOperation> CreateOfAsync(ISyncSide side, CanonicalItem content) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
            Folder = (await side.IdentifyAsync(default)).Folder,
            Content = content,
            Fields = Items.Kind.AllFields & ~side.Capabilities.ReadOnlyFields,
            WritesMarker = true,
        };

    private WriteOperation Update(WriteOutcome known, int number, FieldSet fields) =>
        new()
        {
            Action = SyncAction.Update,
            LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
            Id = known.Id,
            Version = known.Version,
            Content = Items.Of(number),
            Fields = fields,
        };

    private async Task<IReadOnlyList<WriteOutcome>> CreateAsync(ISyncSide side, int count)
    {
        var operations = new List<WriteOperation>();
        for (var number = 0; number < count; number++)
        {
            operations.Add(await CreateOfAsync(side, Items.Of(number)));
        }

        var outcomes = new List<WriteOutcome>();
        foreach (var batch in operations.Chunk(side.Capabilities.WriteBatch))
        {
            outcomes.AddRange(await side.WriteAsync(batch, default));
        }

        Assert.All(outcomes, outcome => Assert.Equal(WriteStatus.Done, outcome.Status));
        return outcomes;
    }

    private protected static async Task WriteAsync(ISyncSide side, WriteOperation operation) =>
        Assert.Equal(WriteStatus.Done, Assert.Single(await side.WriteAsync([operation], default)).Status);

    private static async Task<(List<ItemChange> Changes, string Cursor)> PullAllAsync(ISyncSide side, string? cursor)
    {
        var folder = (await side.IdentifyAsync(default)).Folder;
        var changes = new List<ItemChange>();
        while (true)
        {
            var page = await side.PullAsync(folder, cursor, default);
            Assert.Equal(page.Changes.Count, page.Changes.Select(change => change.Id).Distinct(StringComparer.Ordinal).Count());
            changes.AddRange(page.Changes);
            cursor = page.Cursor;
            if (page.IsLast)
            {
                return (changes, cursor);
            }
        }
    }
}
