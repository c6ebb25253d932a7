using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>AllSolutions over the REST interface of a site, by its map: one client for all users of a run.</summary>
internal sealed class RestConnector : IConnector
{
    private readonly ConnectorMap _map;
    private readonly RestClient _client;
    private readonly Func<DateTimeOffset> _clock;

    /// <param name="map">The site's map.</param>
    /// <param name="options">How its server is reached.</param>
    public RestConnector(ConnectorMap map, RestOptions options)
    {
        _map = map;
        _client = new RestClient(options);
        _clock = options.Clock;
        Kinds = [.. map.Kinds.Keys];
    }

    public SideName Name => SideName.AllSolutions;

    public IReadOnlyList<ItemKind> Kinds { get; }

    public ISyncSide Open(SideRequest request) => new RestSide(_client, _map.Kinds[request.Collection.Kind], request, _clock);

    public Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _client.Dispose();
}
