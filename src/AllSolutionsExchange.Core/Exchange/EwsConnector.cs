using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>Exchange over EWS: one connection for all mailboxes of a run.</summary>
internal sealed class EwsConnector : IConnector
{
    private readonly EwsConnection _connection;
    private readonly int _knownBatchSize;
    private readonly Func<int, CancellationToken, Task> _remember;
    private readonly Func<DateTimeOffset> _clock;

    /// <param name="options">The server, the account, and how many items it takes at once as far as known.</param>
    /// <param name="remember">Keeps how many items it takes at once, if that is another number now.</param>
    /// <param name="clock">This machine's clock.</param>
    public EwsConnector(EwsConnectionOptions options, Func<int, CancellationToken, Task> remember, Func<DateTimeOffset> clock)
    {
        _connection = new EwsConnection(options);
        _knownBatchSize = options.InitialBatchSize;
        _remember = remember;
        _clock = clock;
    }

    public SideName Name => SideName.Exchange;

    public IReadOnlyList<ItemKind> Kinds { get; } = [ItemKind.Appointment, ItemKind.Task];

    public ISyncSide Open(SideRequest request) =>
        request.Collection.Kind switch
        {
            ItemKind.Appointment => Open(request, new CalendarMap(request.TimeZone)),
            ItemKind.Task => Open(request, new TaskMap(request.TimeZone)),
            var kind => throw new ArgumentOutOfRangeException(nameof(request), kind, "EWS has no such kind of item here."),
        };

    public Task EndAsync(CancellationToken cancellationToken) =>
        _connection.BatchSize.Current == _knownBatchSize ? Task.CompletedTask : _remember(_connection.BatchSize.Current, cancellationToken);

    public void Dispose() => _connection.Dispose();

    private ExchangeSide<T> Open<T>(SideRequest request, ItemMap<T> map)
        where T : EwsItem, new() => new(_connection, request.Mailbox, request.TimeZone, map, _clock);
}
