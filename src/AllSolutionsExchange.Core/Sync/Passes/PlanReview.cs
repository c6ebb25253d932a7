using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>The plan as objects for an admin.</summary>
internal static class PlanReview
{
    private const int PageSize = 100;

    private static readonly SyncAction[] Actions = [SyncAction.Create, SyncAction.Update, SyncAction.Delete];

    /// <summary>The plan as objects, in the order of their times. Titles of items that were not read in this pass are read now.</summary>
    public static async Task<IReadOnlyList<SyncPlanItem>> ReadAsync(PassContext pass, CancellationToken cancellationToken)
    {
        var items = new List<SyncPlanItem>();
        await ForEachPageAsync(
                pass,
                async page =>
                {
                    var titles = await TitlesAsync(pass, page, cancellationToken).ConfigureAwait(false);
                    foreach (var (operation, link) in page)
                    {
                        items.Add(
                            titles.TryGetValue(link.Id, out var content)
                                ? Item(pass.Target, operation, link) with
                                {
                                    Title = content.Title,
                                    StartUtc = content.StartUtc,
                                    DueDate = content.DueDate,
                                }
                                : Item(pass.Target, operation, link)
                        );
                    }
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return [.. items.Ordered()];
    }

    private static async Task ForEachPageAsync(
        PassContext pass,
        Func<List<(PlannedOperation Operation, Link Link)>, Task> take,
        CancellationToken cancellationToken
    )
    {
        foreach (var action in Actions)
        {
            foreach (var target in SideNames.Both)
            {
                LinkId? after = null;
                while (true)
                {
                    var operations = await pass
                        .Store.PlanAsync(pass.Lease, target, action, after, PageSize, cancellationToken)
                        .ConfigureAwait(false);
                    if (operations.Count == 0)
                    {
                        break;
                    }

                    after = operations[operations.Count - 1].LinkId;
                    var links = (
                        await pass
                            .Store.LinksAsync(pass.Lease, operations.Select(operation => operation.LinkId).ToList(), cancellationToken)
                            .ConfigureAwait(false)
                    ).ToDictionary(link => link.Id);
                    await take(
                            operations
                                .Where(operation => links.ContainsKey(operation.LinkId))
                                .Select(operation => (operation, links[operation.LinkId]))
                                .ToList()
                        )
                        .ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>An operation as a line, without its title.</summary>
    public static SyncPlanItem Item(SyncTarget target, PlannedOperation operation, Link link) =>
        new()
        {
            User = target.User,
            Mailbox = target.Mailbox,
            Kind = target.Collection.Kind.ToString(),
            Action = operation.Action.ToString(),
            Target = operation.Target.ToString(),
            Reason = operation.Reason.ToString(),
            Fields = operation.Action == SyncAction.Update ? target.Kind.Names(operation.Fields) : [],
            AllSolutionsId = link.AllSolutions.Id,
            AllSolutionsVersion = link.AllSolutions.Version,
            ExchangeId = link.Exchange.Id,
            ExchangeVersion = link.Exchange.Version,
        };

    private static async Task<Dictionary<LinkId, CanonicalItem>> TitlesAsync(
        PassContext pass,
        List<(PlannedOperation Operation, Link Link)> page,
        CancellationToken cancellationToken
    )
    {
        var titles = new Dictionary<LinkId, CanonicalItem>();
        foreach (var side in SideNames.Both)
        {
            var links = page.Where(row => row.Link[side].IsLive && row.Link[side].Id is not null).Select(row => row.Link).ToList();
            foreach (
                var spooled in await pass
                    .Store.ContentsAsync(pass.Lease, side, links.ConvertAll(link => link.Id), cancellationToken)
                    .ConfigureAwait(false)
            )
            {
                titles[spooled.Key] = spooled.Value;
            }
        }

        // What the plan deletes is still there; anything else has its source.
        foreach (var side in SideNames.Both)
        {
            var unread = page.Select(row => row.Link)
                .Where(link => !titles.ContainsKey(link.Id) && link[side].IsLive && link[side].Id is not null)
                .ToList();
            var loaded = await pass.LoadAsync(side, unread.ConvertAll(link => link[side].Id!), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < unread.Count; i++)
            {
                if (loaded[i].Item?.Content is { } content)
                {
                    titles[unread[i].Id] = content;
                }
            }
        }

        return titles;
    }
}
