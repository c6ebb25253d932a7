using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>
/// The embedded AllSolutions register: the appointments of its users (MAFSPR). It stands in for the ERP and counts as remote:
/// its own file, its own transactions, its own clock, nothing in common with the store of the synchronisation.
/// </summary>
public sealed class AgendaRegister
{
    private readonly IDatabase _database;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Func<CancellationToken, Task<string>> _defaultZone;

    /// <summary>The register in a file.</summary>
    /// <param name="database">The file.</param>
    /// <param name="clock">The register's clock.</param>
    /// <param name="defaultZone">Gives the time zone of appointments that name none.</param>
    internal AgendaRegister(IDatabase database, Func<DateTimeOffset> clock, Func<CancellationToken, Task<string>> defaultZone)
    {
        _database = database;
        _clock = clock;
        _defaultZone = defaultZone;
    }

    /// <summary>Adds an appointment. Makes the store where there is none.</summary>
    /// <param name="user">The user's code in AllSolutions; need not be registered for synchronisation.</param>
    /// <param name="changes">What the appointment says; at least its start, and its end unless it lasts all day.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment as it is stored.</returns>
    /// <exception cref="AppointmentException">It ends before it starts, or a value cannot be taken.</exception>
    public async Task<AsAppointment> AddAsync(string user, AppointmentChanges changes, CancellationToken cancellationToken)
    {
        var (name, content) = await CheckAsync(user, changes, cancellationToken).ConfigureAwait(false);
        return AsAppointment.From(await WriteAsync(rows => rows.Insert(name, null, content, _clock()), create: true, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What <see cref="AddAsync"/> would add, with an empty id. Writes nothing and needs no store.</summary>
    /// <param name="user">The user's code in AllSolutions.</param>
    /// <param name="changes">What the appointment says.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment as it would be stored.</returns>
    /// <exception cref="AppointmentException">It ends before it starts, or a value cannot be taken.</exception>
    public async Task<AsAppointment> PreviewAsync(string user, AppointmentChanges changes, CancellationToken cancellationToken)
    {
        var (name, content) = await CheckAsync(user, changes, cancellationToken).ConfigureAwait(false);
        return AsAppointment.From(new AgendaRow(0, name, null, RegisterChange.None, 0, content, _clock().UtcDateTime)) with { Id = "" };
    }

    /// <summary>Lists appointments by user, start and id.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointments; none where nothing fits.</returns>
    /// <exception cref="AppointmentException">One of them cannot be read.</exception>
    public Task<IReadOnlyList<AsAppointment>> GetAsync(AgendaQuery query, CancellationToken cancellationToken) =>
        GetAsync(query, exception => throw exception, cancellationToken);

    /// <summary>Lists appointments by user, start and id; what cannot be read is an error of its own.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="onUnreadable">Takes the error of each that cannot be read.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointments that can be read; none where nothing fits.</returns>
    public Task<IReadOnlyList<AsAppointment>> GetAsync(AgendaQuery query, Action<AppointmentException> onUnreadable, CancellationToken cancellationToken) =>
        ReadAsync(
            rows => (IReadOnlyList<AsAppointment>)[.. rows.Find(query, onUnreadable).Select(row => AgendaRows.Try(() => AsAppointment.From(row), onUnreadable)).OfType<AsAppointment>()],
            cancellationToken);

    /// <summary>One appointment.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment.</returns>
    /// <exception cref="AppointmentException">There is none.</exception>
    public Task<AsAppointment> FindAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(rows => AsAppointment.From(Find(rows, id)), cancellationToken);

    /// <summary>What <see cref="UpdateAsync"/> would store. Writes nothing.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What to change.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment as it would be stored.</returns>
    /// <exception cref="AppointmentException">There is none, it would end before it starts, or a value cannot be taken.</exception>
    public async Task<AsAppointment> PreviewUpdateAsync(string id, AppointmentChanges changes, CancellationToken cancellationToken)
    {
        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(rows =>
        {
            var row = Find(rows, id);
            return AsAppointment.From(row with { Content = changes.ApplyTo(row.Content, zone) });
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes an appointment.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What to change; null leaves what is there.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment as it is stored. Where nothing differs, nothing is written.</returns>
    /// <exception cref="AppointmentException">There is none, it would end before it starts, or a value cannot be taken.</exception>
    public async Task<AsAppointment> UpdateAsync(string id, AppointmentChanges changes, CancellationToken cancellationToken)
    {
        var zone = await _defaultZone(cancellationToken).ConfigureAwait(false);
        return AsAppointment.From(await WriteAsync(rows =>
        {
            var row = Find(rows, id);
            var content = changes.ApplyTo(row.Content, zone);
            return AppointmentFields.Kind.Digests(content) == AppointmentFields.Kind.Digests(row.Content) ? row : rows.Update(row, row.SyncId, content, _clock());
        }, create: false, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Deletes an appointment.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The appointment as it was.</returns>
    /// <exception cref="AppointmentException">There is none.</exception>
    public async Task<AsAppointment> RemoveAsync(string id, CancellationToken cancellationToken) =>
        AsAppointment.From(await WriteAsync(rows =>
        {
            var row = Find(rows, id);
            rows.Delete(row.Id, _clock());
            return row;
        }, create: false, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes an appointment that cannot be read.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>When it is deleted.</returns>
    /// <exception cref="AppointmentException">There is none.</exception>
    public Task DiscardAsync(string id, CancellationToken cancellationToken) => WriteAsync(rows =>
    {
        AgendaRows.Try(() => Find(rows, id), _ => { });
        rows.Delete(AgendaRow.ParseId(id)!.Value, _clock());
        return true;
    }, create: false, cancellationToken);

    internal DateTimeOffset Now => _clock();

    internal Task<T> ReadAsync<T>(Func<AgendaRows, T> work, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => work(new AgendaRows(session)), cancellationToken);

    internal Task<T> WriteAsync<T>(Func<AgendaRows, T> work, bool create, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => work(new AgendaRows(session)), create, cancellationToken);

    private static AgendaRow Find(AgendaRows rows, string id) => rows.Find(AgendaRow.ParseId(id)) ?? throw AppointmentException.NotFound(id);

    private async Task<(string User, Appointment Content)> CheckAsync(string user, AppointmentChanges changes, CancellationToken cancellationToken)
    {
        if (UserCode.Refusal(user) is { } refusal) throw new AppointmentException(ErrorIds.UserRefused, refusal.Fault, refusal.Advice);
        return (UserCode.Normalize(user), changes.ApplyTo(null, await _defaultZone(cancellationToken).ConfigureAwait(false)));
    }
}
