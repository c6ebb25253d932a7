using System.Text;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The rows of the register, within one piece of work on its file.</summary>
internal sealed class AgendaRows(SqlSession session)
{
    private const string Content = """
        subject, body, location, start_utc, start_zone, end_utc, end_zone, all_day, show_as, sensitivity, categories, reminder, attendees
        """;

    /// <summary>The first of the content in <see cref="Select"/>.</summary>
    private const int SubjectColumn = 7;

    private const string Select = $"SELECT id, user, sync_id, version, stamp, born, modified_utc, {Content} FROM appointment WHERE deleted = 0";

    /// <summary>Which register this is.</summary>
    public string RegisterId() => session.Prepare("SELECT id FROM register").First(static row => row.Text(0))!;

    /// <summary>The last change.</summary>
    public RegisterChange Last() =>
        session.Prepare("SELECT sequence, stamp FROM change ORDER BY sequence DESC LIMIT 1")
            .First(static row => new RegisterChange(row.Long(0), row.Long(1)));

    /// <summary>Whether a change is one of this register's: it is not where the register was put back to before it.</summary>
    public bool Holds(RegisterChange change) =>
        change == RegisterChange.None
        || session.Prepare("SELECT 1 FROM change WHERE sequence = ? AND stamp = ?").Bind(change.Sequence).Bind(change.Stamp).Any();

    /// <summary>The stamp that the store of a user's synchronisation left last, or null.</summary>
    public string? StoreStamp(string user) =>
        session.Prepare("SELECT stamp FROM store WHERE user = ?").Bind(user).First(static row => row.Text(0));

    /// <summary>Keeps a stamp of the store. That is no change of the agenda.</summary>
    public bool SetStoreStamp(string user, string stamp)
    {
        session.Prepare("INSERT INTO store (user, stamp) VALUES (?, ?) ON CONFLICT (user) DO UPDATE SET stamp = excluded.stamp")
            .Bind(user).Bind(stamp).Run();
        return true;
    }

    /// <summary>A live appointment.</summary>
    public AgendaRow? Find(long? id) => id is null ? null : session.Prepare(Select + " AND id = ?").Bind(id).First(Read);

    /// <summary>The live appointment that has this synchronisation id.</summary>
    public AgendaRow? FindBySyncId(string syncId) => session.Prepare(Select + " AND sync_id = ?").Bind(syncId).First(Read);

    /// <summary>A user's appointments that have this synchronisation id, the live one first.</summary>
    public IReadOnlyList<(string Id, bool IsDeleted)> Holders(string user, string syncId) =>
        session.Prepare("SELECT id, deleted FROM appointment WHERE sync_id = ? AND user = ? ORDER BY deleted, id DESC")
            .Bind(syncId).Bind(user)
            .All(static row => (row.Text(0), row.Bool(1)));

    /// <summary>What changed for a user after a number of the sequence, in its order.</summary>
    public IReadOnlyList<(string Id, long Sequence, string Version, bool IsDeleted)> Changes(string user, long after, bool liveOnly, int limit) =>
        session.Prepare("SELECT id, version, stamp, born, deleted FROM appointment WHERE user = ? AND version > ? AND deleted <= ? ORDER BY version LIMIT ?")
            .Bind(user).Bind(after).Bind(!liveOnly).Bind(limit)
            .All(static row => (row.Text(0), row.Long(1), AgendaRow.VersionOf(new RegisterChange(row.Long(1), row.Long(2)), row.Long(3)), row.Bool(4)));

    /// <summary>The live appointments that a query asks for, by user, start and number.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="onUnreadable">Takes the error of a row that cannot be read; the others come.</param>
    public IReadOnlyList<AgendaRow> Find(AgendaQuery query, Action<AppointmentException> onUnreadable)
    {
        var sql = new StringBuilder(Select);
        var bind = new List<Action<SqlStatement>>();
        void Where(string condition, Action<SqlStatement> value)
        {
            sql.Append(" AND ").Append(condition);
            bind.Add(value);
        }

        if (query.User is { } user && Caseless.IsExact(user)) Where("user = ?", statement => statement.Bind(user));
        if (query.Id is { } id) Where("id = ?", statement => statement.Bind(AgendaRow.ParseId(id) ?? -1));
        if (query.FromUtc is { } from) Where("max(end_utc - 1, start_utc) >= ?", statement => statement.Bind(from.Ticks));
        if (query.UntilUtc is { } until) Where("start_utc < ?", statement => statement.Bind(until.Ticks));
        if (query.WithoutSyncId) sql.Append(" AND sync_id IS NULL");
        var found = session.Prepare(sql.Append(" ORDER BY user, start_utc, id").ToString());
        foreach (var value in bind) value(found);
        bool Fits(SqlStatement row) => (query.User is null || Caseless.Fits(row.Text(1), query.User))
            && (query.Subject is null || Caseless.Fits(row.Text(SubjectColumn), query.Subject));
        return [.. found.All(row => Fits(row) ? Try(() => Read(row), onUnreadable) : null).OfType<AgendaRow>()];
    }

    /// <summary>Adds an appointment.</summary>
    public AgendaRow Insert(string user, string? syncId, Appointment content, DateTimeOffset now)
    {
        var version = NextChange();
        var insert = session.Prepare($"""
            INSERT INTO appointment(user, sync_id, version, stamp, born, modified_utc, {Content}, deleted, created_utc)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """).Bind(user).Bind(syncId).Bind(version.Sequence).Bind(version.Stamp).Bind(version.Stamp).Bind(now.UtcTicks);
        Bind(insert, content).Bind(now.UtcTicks).Run();
        return new AgendaRow(session.LastInserted, user, syncId, version, version.Stamp, content, now.UtcDateTime);
    }

    /// <summary>Replaces an appointment's content and synchronisation id.</summary>
    public AgendaRow Update(AgendaRow row, string? syncId, Appointment content, DateTimeOffset now)
    {
        var version = NextChange();
        var update = session.Prepare($"""
            UPDATE appointment SET (sync_id, version, stamp, modified_utc, {Content}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            WHERE id = ?
            """).Bind(syncId).Bind(version.Sequence).Bind(version.Stamp).Bind(now.UtcTicks);
        Bind(update, content).Bind(row.Id).Run();
        return row with { SyncId = syncId, Version = version, Content = content, ModifiedUtc = now.UtcDateTime };
    }

    /// <summary>
    /// Gives an appointment its synchronisation id. That changes the register, but not the appointment: neither its version nor its
    /// time of change moves, else every link would look like an edit.
    /// </summary>
    public AgendaRow SetSyncId(AgendaRow row, string syncId)
    {
        NextChange();
        session.Prepare("UPDATE appointment SET sync_id = ? WHERE id = ?").Bind(syncId).Bind(row.Id).Run();
        return row with { SyncId = syncId };
    }

    /// <summary>Deletes an appointment; a tombstone without content stays, so that others learn of it.</summary>
    public void Delete(long id, DateTimeOffset now)
    {
        var version = NextChange();
        session.Prepare("""
            UPDATE appointment SET deleted = 1, version = ?, stamp = ?, modified_utc = ?, subject = '', body = '', location = '', categories = '', attendees = ''
            WHERE id = ?
            """).Bind(version.Sequence).Bind(version.Stamp).Bind(now.UtcTicks).Bind(id).Run();
    }

    private RegisterChange NextChange()
    {
        session.Prepare("INSERT INTO change DEFAULT VALUES").Run();
        return Last();
    }

    private static SqlStatement Bind(SqlStatement statement, Appointment content) => statement
        .Bind(content.Subject).Bind(content.Body).Bind(content.Location)
        .Bind(content.Start.Utc.Ticks).Bind(content.Start.Zone)
        .Bind(content.End.Utc.Ticks).Bind(content.End.Zone)
        .Bind(content.IsAllDay).Bind((long)content.ShowAs).Bind((long)content.Sensitivity)
        .Bind(AgendaLists.Text(content.Categories))
        .Bind(content.ReminderMinutes)
        .Bind(AgendaLists.Text(content.Attendees));

    /// <summary>What reads a row; null where it cannot be read, and its error is taken.</summary>
    public static T? Try<T>(Func<T?> read, Action<AppointmentException> onUnreadable)
        where T : class
    {
        try
        {
            return read();
        }
        catch (AppointmentException exception) when (exception.IsUnreadable)
        {
            onUnreadable(exception);
            return null;
        }
    }

    /// <summary>A row with its content.</summary>
    /// <exception cref="AppointmentException">A value of the row cannot be read.</exception>
    private static AgendaRow Read(SqlStatement row)
    {
        try
        {
            return new AgendaRow(
                row.Long(0),
                row.Text(1),
                row.TextOrNull(2),
                new RegisterChange(row.Long(3), row.Long(4)),
                row.Long(5),
                ReadContent(row),
                new DateTime(row.Long(6), DateTimeKind.Utc));
        }
        catch (Exception exception) when (AppointmentException.IsOfValue(exception))
        {
            throw AppointmentException.Unreadable(row.Text(0), exception);
        }
    }

    private static Appointment ReadContent(SqlStatement row) => new Appointment
    {
        Subject = row.Text(SubjectColumn),
        Body = row.Text(8),
        Location = row.Text(9),
        Start = new ZonedTime(new DateTime(row.Long(10), DateTimeKind.Utc), row.Text(11)),
        End = new ZonedTime(new DateTime(row.Long(12), DateTimeKind.Utc), row.Text(13)),
        IsAllDay = row.Bool(14),
        ShowAs = Defined((ShowAs)row.Int(15)),
        Sensitivity = Defined((Sensitivity)row.Int(16)),
        Categories = AgendaLists.Categories(row.Text(17)),
        ReminderMinutes = row.IsNull(18) ? null : row.Int(18),
        Attendees = AgendaLists.Attendees(row.Text(19)),
    };

    private static T Defined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(typeof(T), value) ? value : throw new FormatException($"{value} is not a value of {typeof(T).Name}.");
}
