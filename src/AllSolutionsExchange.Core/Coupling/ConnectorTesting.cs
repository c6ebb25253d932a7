using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>Tests the connector that is set, call by call.</summary>
public sealed class ConnectorTesting
{
    private readonly Coupling _coupling;
    private readonly Func<DateTimeOffset> _clock;

    internal ConnectorTesting(Coupling coupling, Func<DateTimeOffset> clock)
    {
        _coupling = coupling;
        _clock = clock;
    }

    /// <summary>Tests one user's items of each kind of the map.</summary>
    /// <param name="user">The registered user.</param>
    /// <param name="kinds">Only these kinds; null for all of the map.</param>
    /// <param name="isReadOnly">Whether nothing is written.</param>
    /// <param name="take">Takes each kind's result.</param>
    /// <param name="cancellationToken">Ctrl+C: what was made is removed first.</param>
    /// <returns>When all are tested.</returns>
    /// <exception cref="ParameterException">No connector is set.</exception>
    /// <exception cref="SyncRequestException">The map has none of the kinds.</exception>
    public async Task RunAsync(
        string user,
        IReadOnlyList<ItemKind>? kinds,
        bool isReadOnly,
        Action<ConnectorTestResult> take,
        CancellationToken cancellationToken
    )
    {
        var (map, secret, settings) =
            await _coupling.Connector.OpenAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ParameterException(ErrorIds.ConnectorMapMissing, "No connector is set: the local register is AllSolutions.");
        var registered = await _coupling.Users.FindAsync(user, cancellationToken).ConfigureAwait(false);
        var zone = (await _coupling.Parameters.FindAsync(cancellationToken).ConfigureAwait(false))?.TimeZone ?? TimeZones.Local;
        var tested = map.Kinds.Keys.Where(kind => kinds?.Contains(kind) ?? true).OrderBy(kind => kind).ToList();
        if (tested.Count == 0)
        {
            throw new SyncRequestException(
                ErrorIds.KindNotInMap,
                $"The map of the connector to {settings.Url} has no {string.Join(" and no ", kinds!)}."
            );
        }

        // Without our mark: a run at the same moment would take an item with a mark that it does not know for one that was put back.
        var unmarked = map with
        {
            Kinds = map.Kinds.ToDictionary(kind => kind.Key, kind => kind.Value with { Marker = null, FindPath = null }),
        };
        using var connector = Connectors.Rest(unmarked, secret, new SyncRequest(), _clock);
        foreach (var kind in tested)
        {
            var request = new SideRequest(new Collection(registered.User, kind), registered.Mailbox, zone);
            var steps = await new ConnectorTest(connector.Open(request), new TestItem(kind, zone, _clock()))
                .RunAsync(isReadOnly, cancellationToken)
                .ConfigureAwait(false);
            take(
                new ConnectorTestResult
                {
                    Succeeded = steps.All(step => step.Outcome != ConnectorTestStep.Failed),
                    User = registered.User,
                    Kind = kind.ToString(),
                    Url = settings.Url!.AbsoluteUri,
                    Steps = steps,
                }
            );
        }
    }
}
