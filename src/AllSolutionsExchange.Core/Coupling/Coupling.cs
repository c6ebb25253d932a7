using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;
using AllSolutionsExchange.Sync;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange;

/// <summary>
/// One store with its register and its secrets: what the cmdlets work on. Opening it reads nothing; files are opened when they are
/// first needed, and made when something is first stored.
/// </summary>
public sealed class Coupling : IDisposable
{
    private readonly StoreLocation _place;
    private readonly Func<DateTimeOffset> _clock;
    private readonly LazyDatabase _store;
    private readonly LazyDatabase _register;

    private Coupling(StoreLocation place, Func<DateTimeOffset> clock)
    {
        _place = place;
        _clock = clock;
        _store = new LazyDatabase(place.Path, Schema.Store, place.Check, () => Prepare(null));
        _register = new LazyDatabase(place.RegisterPath, RegisterSchema.Schema, place.CheckRegister, () => Prepare(null));
        var protector = SecretProtectors.At(place.KeyPath);
        Parameters = new ExchangeParameterStore(_store, protector, clock, place.Judge, Prepare, place.Path);
        Connector = new ConnectorStore(_store, protector, clock, place.Judge, Prepare, place.Path);
        Users = new UserMailboxStore(_store, clock);
        Agenda = new AgendaRegister(_register, clock, DefaultZoneAsync);
        Tasks = new TaskRegister(_register, clock, DefaultZoneAsync);
        Synchronisation = new Synchronisation(this, OpenAsync, clock);
        ConnectorTesting = new ConnectorTesting(this, clock);
        Holds = new HoldList(this, token => OpenAsync(isPlan: true, token), clock);
    }

    /// <summary>Opens a coupling.</summary>
    /// <param name="storePath">The store's file; null for the one that the environment names, and else the default.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>The coupling; to be disposed of.</returns>
    /// <exception cref="StoreLocationException">A store cannot be there.</exception>
    public static Coupling Open(string? storePath, Func<DateTimeOffset> clock) => new(StoreLocation.Resolve(storePath), clock);

    /// <summary>The full path of the store's file.</summary>
    public string StorePath => _place.Path;

    /// <summary>Whether the store is there.</summary>
    /// <exception cref="StoreLocationException">This account may not look.</exception>
    public bool Exists => _place.Exists;

    /// <summary>The parameters of the coupling (MZZPAR).</summary>
    public ExchangeParameterStore Parameters { get; }

    /// <summary>How AllSolutions is reached: over a connector, or as the register beside the store.</summary>
    public ConnectorStore Connector { get; }

    /// <summary>The users and their mailboxes (MGEBRU).</summary>
    public UserMailboxStore Users { get; }

    /// <summary>The appointments in AllSolutions (MAFSPR).</summary>
    public AgendaRegister Agenda { get; }

    /// <summary>The tasks in AllSolutions.</summary>
    public TaskRegister Tasks { get; }

    /// <summary>Runs the engine over the users' agendas and mailboxes.</summary>
    public Synchronisation Synchronisation { get; }

    /// <summary>Tests the connector.</summary>
    public ConnectorTesting ConnectorTesting { get; }

    /// <summary>What the engine leaves alone.</summary>
    public HoldList Holds { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _register.Dispose();
    }

    /// <summary>Opens both files for a run; for a plan neither is opened for changes.</summary>
    private async Task<ISyncStore> OpenAsync(bool isPlan, CancellationToken cancellationToken)
    {
        if (isPlan)
        {
            return new SqliteSyncStore(await _store.ReaderAsync(cancellationToken).ConfigureAwait(false), _clock);
        }

        await _register.WriterAsync(cancellationToken).ConfigureAwait(false);
        return new SqliteSyncStore(await _store.WriterAsync(cancellationToken).ConfigureAwait(false), _clock);
    }

    /// <summary>Refuses work on the register while a connector is set: what it holds is not what AllSolutions holds.</summary>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is known.</returns>
    /// <exception cref="ParameterException">A connector is set.</exception>
    public async Task RequireRegisterAsync(CancellationToken cancellationToken)
    {
        if (await Connector.GetAsync(cancellationToken).ConfigureAwait(false) is { IsRegister: false } connector)
        {
            throw new ParameterException(
                ErrorIds.RegisterNotInUse,
                $"AllSolutions is reached over the connector to {connector.Url}: it holds the items now, and the local register is not "
                    + "used."
            );
        }
    }

    /// <summary>Refuses a register that is gone or not private, before anything is asked of Exchange.</summary>
    /// <exception cref="StoreLocationException">It is.</exception>
    internal void CheckRegister() => _place.CheckRegister();

    /// <summary>
    /// Makes the files that are missing, the register with the store, so that a register which is missing later was lost.
    /// </summary>
    private void Prepare(string? serviceAccount)
    {
        _place.Prepare(serviceAccount);
        _place.PrepareRegister();
        if (!_place.Exists)
        {
            SqliteDatabase.Create(_place.Path).Dispose();
        }

        if (!_place.RegisterExists)
        {
            SqliteDatabase.Open(_place.RegisterPath, SqliteOpenMode.ReadWriteCreate, RegisterSchema.Schema).Dispose();
        }
    }

    private async Task<string> DefaultZoneAsync(CancellationToken cancellationToken) =>
        (await Parameters.FindAsync(cancellationToken).ConfigureAwait(false))?.TimeZone ?? TimeZones.Local;
}
