using System.Net;
using System.Security;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>Both sides of a run, opened: the one place that knows what they are.</summary>
internal sealed class Connectors : IDisposable
{
    private readonly IConnector _allSolutions;
    private readonly IConnector _exchange;
    private readonly string _timeZone;

    private Connectors(IConnector allSolutions, IConnector exchange, string timeZone, AccountRefusals refusals)
    {
        Refusals = refusals;
        _allSolutions = allSolutions;
        _exchange = exchange;
        _timeZone = timeZone;
    }

    /// <summary>The accounts that were refused.</summary>
    public AccountRefusals Refusals { get; }

    public static async Task<Connectors> OpenAsync(
        Coupling coupling,
        ExchangeParameters parameters,
        SyncRequest request,
        Func<DateTimeOffset> clock,
        CancellationToken cancellationToken
    )
    {
        var options = new EwsConnectionOptions
        {
            Url = parameters.Url,
            Credential = await coupling.Parameters.GetCredentialAsync(cancellationToken).ConfigureAwait(false),
            CertificateThumbprint = parameters.CertificateThumbprint,
            Proxy = parameters.Proxy,
            InitialBatchSize = parameters.BatchSize ?? BatchSize.Maximum,
            ProtocolLog = request.ProtocolLog,
            OnRest = rest => request.OnRest?.Invoke(SideName.Exchange, clock() + rest),
        };
        var connector = await coupling.Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new Connectors(
            connector is { } rest ? Rest(rest.Map, rest.Secret, request, clock) : new RegisterConnector([coupling.Agenda, coupling.Tasks]),
            new EwsConnector(options, (batchSize, token) => coupling.Parameters.RememberServerAsync(parameters, batchSize, token), clock),
            parameters.TimeZone,
            new AccountRefusals(coupling, parameters, connector?.Settings ?? new ConnectorSettings())
        );
    }

    /// <summary>AllSolutions over the interface of a map.</summary>
    public static RestConnector Rest(ConnectorMap map, SecureString? secret, SyncRequest request, Func<DateTimeOffset> clock)
    {
        using (secret)
        {
            return new RestConnector(
                map,
                new RestOptions
                {
                    Server = map.Server,
                    Secret = secret is null ? null : new NetworkCredential("", secret).Password,
                    Clock = clock,
                    OnRest = rest => request.OnRest?.Invoke(SideName.AllSolutions, clock() + rest),
                }
            );
        }
    }

    /// <summary>A user's collections of these kinds, as far as both sides have them.</summary>
    public IReadOnlyList<SyncTarget> Targets(UserMailbox user, IEnumerable<ItemKind> kinds) =>
        [.. kinds.Where(kind => _allSolutions.Kinds.Contains(kind) && _exchange.Kinds.Contains(kind)).Select(kind => Target(user, kind))];

    /// <summary>Keeps what was learned of the sides, where it differs from what was known: a run that learns nothing writes
    /// nothing.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _allSolutions.EndAsync(cancellationToken).ConfigureAwait(false);
        await _exchange.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _allSolutions.Dispose();
        _exchange.Dispose();
    }

    private SyncTarget Target(UserMailbox user, ItemKind kind)
    {
        var collection = new Collection(user.User, kind);
        var request = new SideRequest(collection, user.Mailbox, _timeZone);
        return new SyncTarget(collection, user.Mailbox, _allSolutions.Open(request), _exchange.Open(request));
    }
}
