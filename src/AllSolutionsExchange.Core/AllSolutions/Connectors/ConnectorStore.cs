using System.Security;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>How AllSolutions is reached, in the store. The secret is kept beside the map, protected, and is never shown.</summary>
public sealed class ConnectorStore
{
    private readonly IDatabase _database;
    private readonly ISecretProtector _protector;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Action<string?> _judge;
    private readonly Action<string?> _prepare;
    private readonly string _path;

    /// <summary>The connector in a store.</summary>
    /// <param name="database">The store's file.</param>
    /// <param name="protector">Protects the secret.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="judge">Refuses a place of which <paramref name="prepare"/> would make nothing; makes nothing itself.</param>
    /// <param name="prepare">Makes the store's files.</param>
    /// <param name="path">The store's full path.</param>
    internal ConnectorStore(
        IDatabase database,
        ISecretProtector protector,
        Func<DateTimeOffset> clock,
        Action<string?> judge,
        Action<string?> prepare,
        string path
    )
    {
        _database = database;
        _protector = protector;
        _clock = clock;
        _judge = judge;
        _prepare = prepare;
        _path = path;
    }

    /// <summary>How AllSolutions is reached; by the register if no connector is set, or there is no store.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The connector, without its secret.</returns>
    /// <exception cref="ConnectorMapException">The map was taken by another version of the module, and is not by this one.</exception>
    public async Task<ConnectorSettings> GetAsync(CancellationToken cancellationToken) =>
        Shown(await FindAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// How AllSolutions is reached, where that is to be replaced: a map that this version of the module does not take is no obstacle to it.
    /// </summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The connector, without its secret; null if its map cannot be read.</returns>
    public async Task<ConnectorSettings?> FindReadableAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorMapException)
        {
            return null;
        }
    }

    /// <summary>What <see cref="SetAsync"/> would store. Writes nothing and needs no store.</summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The connector as it would be.</returns>
    /// <exception cref="ConnectorMapException">The map has faults.</exception>
    /// <exception cref="ParameterException">No map, or not the secret that it asks for.</exception>
    /// <exception cref="Files.StoreLocationException">It could not be stored there.</exception>
    public async Task<ConnectorSettings> PreviewAsync(ConnectorChanges changes, CancellationToken cancellationToken)
    {
        var current = await FindAsync(cancellationToken, isReplaced: changes.Map is not null).ConfigureAwait(false);
        var preview = changes.ApplyTo(current, _clock());
        _judge(null);
        return Shown(preview);
    }

    /// <summary>Whether all that is to be set is so already, and no stop after a refused account is to be lifted. A secret counts as a
    /// change.</summary>
    /// <param name="changes">What would be set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>False also if no connector is set.</returns>
    public async Task<bool> IsSetSoAsync(ConnectorChanges changes, CancellationToken cancellationToken) =>
        changes.Secret is null
        && await FindAsync(cancellationToken, isReplaced: changes.Map is not null).ConfigureAwait(false) is { RefusedUtc: null } current
        && (changes.Map is not { } map || map.SequenceEqual(current.Bytes));

    /// <summary>
    /// Sets map and secret, or none of them, and lifts the stop after a refused account. Makes the store if there is none.
    /// </summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The connector as it is stored.</returns>
    /// <exception cref="ConnectorMapException">The map has faults.</exception>
    /// <exception cref="ParameterException">No map, or not the secret that it asks for.</exception>
    public async Task<ConnectorSettings> SetAsync(ConnectorChanges changes, CancellationToken cancellationToken)
    {
        await PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        _prepare(null);
        var secret = changes.Secret is null ? null : Password.Protect(changes.Secret, _protector);
        return await _database
            .WriteAsync(
                session =>
                {
                    var current = StoredConnector.Read(session, isReplaced: changes.Map is not null);
                    var connector = changes.ApplyTo(current, _clock());
                    connector = connector with { Secret = connector.Map.Server.SignIn.Secret is null ? null : secret ?? current?.Secret };
                    connector.Write(session);
                    return Shown(connector);
                },
                create: true,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Takes map and secret away: the register is AllSolutions then.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is done.</returns>
    /// <exception cref="Files.StoreMissingException">There is no store.</exception>
    public Task RemoveAsync(CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                StoredConnector.Remove(session);
                return true;
            },
            create: false,
            cancellationToken
        );

    /// <summary>What is to be said where items were synchronised with another source than the one that is set now.</summary>
    /// <param name="before">What was set; null if that cannot be read.</param>
    /// <param name="now">What is set now.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>A warning; null if there is nothing to say.</returns>
    public async Task<string?> SourceWarningAsync(ConnectorSettings? before, ConnectorSettings now, CancellationToken cancellationToken)
    {
        var isSynchronised =
            (before is null || now.HasOtherSourceThan(before))
            && await _database
                .ReadAsync(session => session.Prepare("SELECT 1 FROM collection WHERE first_pass_done").Any(), cancellationToken)
                .ConfigureAwait(false);
        return isSynchronised
            ? "AllSolutions is another source now than the one that was synchronised. Each user stops in the next run, before the first "
                + "write, until both sides are matched anew. See what would be linked: Invoke-AsExchangeSync -FullResync -WhatIf; without "
                + "-WhatIf it is done, and what is alone waits for -InitialMode."
            : null;
    }

    /// <summary>The connector and its secret, to sign in with; null if the register is AllSolutions.</summary>
    /// <exception cref="SecretException">The secret cannot be read here.</exception>
    internal async Task<(ConnectorMap Map, SecureString? Secret, ConnectorSettings Settings)?> OpenAsync(
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { } connector)
        {
            return null;
        }

        var secret = connector.Secret is { } stored ? Password.Unprotect(stored, _protector) : null;
        return (connector.Map, secret, Shown(connector));
    }

    /// <summary>
    /// Stops every further run until the connector is set again: the interface refused the account (401), and going on would lock it out.
    /// </summary>
    /// <param name="used">The connector that was refused; where another was set meanwhile, nothing is stopped.</param>
    /// <param name="reason">Why, without secrets.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    internal Task RefuseAccountAsync(ConnectorSettings used, string reason, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                if (StoredConnector.Read(session) is { } current && current.UpdatedUtc == used.UpdatedUtc)
                {
                    (current with { RefusedUtc = _clock().UtcDateTime, RefusedReason = reason }).Write(session);
                }

                return true;
            },
            create: false,
            cancellationToken
        );

    private ConnectorSettings Shown(StoredConnector? connector) => connector?.Shown(_path) ?? new ConnectorSettings { Store = _path };

    private async Task<StoredConnector?> FindAsync(CancellationToken cancellationToken, bool isReplaced = false)
    {
        try
        {
            return await _database.ReadAsync(session => StoredConnector.Read(session, isReplaced), cancellationToken).ConfigureAwait(false);
        }
        catch (Files.StoreMissingException)
        {
            return null;
        }
    }
}
