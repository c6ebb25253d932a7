using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// The embedded AllSolutions register: the items of one kind of its users. It stands in for the ERP and counts as remote:
/// its own file, its own transactions, its own clock, nothing in common with the store of the synchronisation.
/// </summary>
public abstract class ItemRegister
{
    private readonly IDatabase _database;
    private readonly Func<DateTimeOffset> _clock;

    private protected ItemRegister(IDatabase database, Func<DateTimeOffset> clock, RegisterKind kind)
    {
        _database = database;
        _clock = clock;
        Kind = kind;
    }

    /// <summary>What a person calls an item of it, in upper case as in the names of its commands.</summary>
    public string Noun => Kind.Noun;

    /// <summary>What a person calls all of a user's items of it.</summary>
    public string Folder => Kind.Folder;

    internal RegisterKind Kind { get; }

    internal DateTimeOffset Now => _clock();

    internal Task<T> ReadAsync<T>(Func<RegisterRows, T> work, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => work(new RegisterRows(session, Kind)), cancellationToken);

    internal Task<T> WriteAsync<T>(Func<RegisterRows, T> work, bool create, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => work(new RegisterRows(session, Kind)), create, cancellationToken);
}

/// <inheritdoc/>
/// <typeparam name="TItem">An item as it is shown.</typeparam>
/// <typeparam name="TChanges">What to set of one.</typeparam>
public abstract class ItemRegister<TItem, TChanges> : ItemRegister
    where TItem : class, IRegisterItem
    where TChanges : ItemChanges
{
    private readonly Func<CancellationToken, Task<string>> _defaultZone;

    /// <summary>The register in a file.</summary>
    /// <param name="database">The file.</param>
    /// <param name="clock">The register's clock.</param>
    /// <param name="kind">The kind of its items.</param>
    /// <param name="defaultZone">Gives the time zone of times that name none.</param>
    private protected ItemRegister(
        IDatabase database,
        Func<DateTimeOffset> clock,
        RegisterKind kind,
        Func<CancellationToken, Task<string>> defaultZone
    )
        : base(database, clock, kind) => _defaultZone = defaultZone;

    /// <summary>Adds an item. Makes the store if there is none.</summary>
    /// <param name="user">The user's code in AllSolutions; need not be registered for synchronisation.</param>
    /// <param name="changes">What the item says.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item as it is stored.</returns>
    /// <exception cref="RegisterException">A value is missing or cannot be taken, or two contradict each other.</exception>
    public async Task<TItem> AddAsync(string user, TChanges changes, CancellationToken cancellationToken)
    {
        var (name, content) = await CheckAsync(user, changes, cancellationToken).ConfigureAwait(false);
        return Shown(
            await WriteAsync(rows => rows.Insert(name, null, content, Now), create: true, cancellationToken).ConfigureAwait(false)
        );
    }

    /// <summary>What <see cref="AddAsync"/> would add, with an empty id. Writes nothing and needs no store.</summary>
    /// <param name="user">The user's code in AllSolutions.</param>
    /// <param name="changes">What the item says.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item as it would be stored.</returns>
    /// <exception cref="RegisterException">A value is missing or cannot be taken, or two contradict each other.</exception>
    public async Task<TItem> PreviewAsync(string user, TChanges changes, CancellationToken cancellationToken)
    {
        var (name, content) = await CheckAsync(user, changes, cancellationToken).ConfigureAwait(false);
        return Shown(new RegisterRow(0, name, null, RegisterChange.None, 0, content, Now.UtcDateTime));
    }

    /// <summary>Lists items by user, time and id.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The items; none where nothing fits.</returns>
    /// <exception cref="RegisterException">One of them cannot be read.</exception>
    public Task<IReadOnlyList<TItem>> GetAsync(ItemQuery query, CancellationToken cancellationToken) =>
        GetAsync(query, exception => throw exception, cancellationToken);

    /// <summary>Lists items by user, time and id; what cannot be read is an error of its own.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="onUnreadable">Takes the error of each that cannot be read.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The items that can be read; none where nothing fits.</returns>
    public Task<IReadOnlyList<TItem>> GetAsync(
        ItemQuery query,
        Action<RegisterException> onUnreadable,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            rows =>
                (IReadOnlyList<TItem>)
                    [.. rows.Find(query, onUnreadable).Select(row => RegisterRows.Try(() => Shown(row), onUnreadable)).OfType<TItem>()],
            cancellationToken
        );

    /// <summary>One item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item.</returns>
    /// <exception cref="RegisterException">There is none.</exception>
    public Task<TItem> FindAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(rows => Shown(Find(rows, id)), cancellationToken);

    /// <summary>What <see cref="UpdateAsync"/> would store. Writes nothing.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item as it would be stored.</returns>
    /// <exception cref="RegisterException">There is none, a value cannot be taken, or two contradict each other.</exception>
    public async Task<TItem> PreviewUpdateAsync(string id, TChanges changes, CancellationToken cancellationToken)
    {
        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(rows => Shown(Changed(Find(rows, id), changes, zone)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether an item holds all that is to be changed of it already.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What would be changed.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Whether <see cref="UpdateAsync"/> would write nothing.</returns>
    /// <exception cref="RegisterException">There is none, a value cannot be taken, or two contradict each other.</exception>
    public async Task<bool> IsSoAsync(string id, TChanges changes, CancellationToken cancellationToken)
    {
        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(
                rows =>
                {
                    var row = Find(rows, id);
                    return AreSame(row, Changed(row, changes, zone));
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private bool AreSame(RegisterRow one, RegisterRow other) => Kind.Kind.Digests(one.Content) == Kind.Kind.Digests(other.Content);

    /// <summary>Changes an item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What to change; null leaves what is there.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item as it is stored. Where nothing differs, nothing is written.</returns>
    /// <exception cref="RegisterException">There is none, a value cannot be taken, or two contradict each other.</exception>
    public async Task<TItem> UpdateAsync(string id, TChanges changes, CancellationToken cancellationToken)
    {
        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return Shown(
            await WriteAsync(
                    rows =>
                    {
                        var row = Find(rows, id);
                        var changed = Changed(row, changes, zone);
                        return AreSame(row, changed) ? row : rows.Update(row, row.SyncId, changed.Content, Now);
                    },
                    create: false,
                    cancellationToken
                )
                .ConfigureAwait(false)
        );
    }

    /// <summary>Deletes an item.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The item as it was.</returns>
    /// <exception cref="RegisterException">There is none.</exception>
    public async Task<TItem> RemoveAsync(string id, CancellationToken cancellationToken) =>
        Shown(
            await WriteAsync(
                    rows =>
                    {
                        var row = Find(rows, id);
                        rows.Delete(row.Id, Now);
                        return row;
                    },
                    create: false,
                    cancellationToken
                )
                .ConfigureAwait(false)
        );

    /// <summary>Deletes an item that cannot be read.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is deleted.</returns>
    /// <exception cref="RegisterException">There is none.</exception>
    public Task DiscardAsync(string id, CancellationToken cancellationToken) =>
        WriteAsync(
            rows =>
            {
                RegisterRows.Try(() => Find(rows, id), _ => { });
                rows.Delete(RegisterRow.ParseId(id)!.Value, Now);
                return true;
            },
            create: false,
            cancellationToken
        );

    /// <summary>An item as it is shown.</summary>
    private protected abstract TItem Show(RegisterRow row);

    /// <exception cref="RegisterException">The row holds a value that cannot be shown.</exception>
    private TItem Shown(RegisterRow row)
    {
        try
        {
            return Show(row);
        }
        catch (Exception exception) when (RegisterException.IsOfValue(exception))
        {
            throw RegisterException.Unreadable(Kind, row.IdText, exception);
        }
    }

    private RegisterRow Changed(RegisterRow row, TChanges changes, string zone) =>
        row with
        {
            Content = changes.ApplyTo(row.Content, zone, Now),
        };

    private RegisterRow Find(RegisterRows rows, string id) =>
        rows.Find(RegisterRow.ParseId(id)) ?? throw RegisterException.NotFound(Kind, id);

    private async Task<(string User, CanonicalItem Content)> CheckAsync(string user, TChanges changes, CancellationToken cancellationToken)
    {
        if (UserCode.Refusal(user) is { } refusal)
        {
            throw new RegisterException(ErrorIds.UserRefused, refusal.Fault, refusal.Advice);
        }

        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return (UserCode.Normalize(user), changes.ApplyTo(null, zone, Now));
    }
}
