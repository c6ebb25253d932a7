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

    private const string Select = $"SELECT id, user, sync_id, version, modified_utc, {Content} FROM appointment WHERE deleted = 0";

    /// <summary>Which register this is.</summary>
    public string RegisterId() => session.Prepare("SELECT id FROM register").First(static row => row.Text(0))!;

    /// <summary>The number of the last change.</summary>
    public long Sequence() => session.Prepare("SELECT sequence FROM register").First(static row => row.Long(0));

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
    public IReadOnlyList<(string Id, long Version, bool IsDeleted)> Changes(string user, long after, bool liveOnly, int limit) =>
        session.Prepare("SELECT id, version, deleted FROM appointment WHERE user = ? AND version > ? AND deleted <= ? ORDER BY version LIMIT ?")
            .Bind(user).Bind(after).Bind(!liveOnly).Bind(limit)
            .All(static row => (row.Text(0), row.Long(1), row.Bool(2)));

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
        bool Fits(SqlStatement row) => (query.User is null || Caseless.Fits(row.Text(1), query.User)) && (query.Subject is null || Caseless.Fits(row.Text(5), query.Subject));
        return [.. found.All(row => Fits(row) ? Try(() => Read(row), onUnreadable) : null).OfType<AgendaRow>()];
    }

    /// <summary>Adds an appointment.</summary>
    public AgendaRow Insert(string user, string? syncId, Appointment content, DateTimeOffset now)
    {
        var version = NextVersion();
        var insert = session.Prepare($"""
            INSERT INTO appointment(user, sync_id, version, modified_utc, {Content}, deleted, created_utc)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """).Bind(user).Bind(syncId).Bind(version).Bind(now.UtcTicks);
        Bind(insert, content).Bind(now.UtcTicks).Run();
        return new AgendaRow(session.LastInserted, user, syncId, version, content, now.UtcDateTime);
    }

    /// <summary>Replaces an appointment's content and synchronisation id.</summary>
    public AgendaRow Update(AgendaRow row, string? syncId, Appointment content, DateTimeOffset now)
    {
        var version = NextVersion();
        var update = session.Prepare($"""
            UPDATE appointment SET (sync_id, version, modified_utc, {Content}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            WHERE id = ?
            """).Bind(syncId).Bind(version).Bind(now.UtcTicks);
        Bind(update, content).Bind(row.Id).Run();
        return row with { SyncId = syncId, Version = version, Content = content, ModifiedUtc = now.UtcDateTime };
    }

    /// <summary>
    /// Gives an appointment its synchronisation id. That is no change of the appointment: neither its version nor its time of
    /// change moves, else every link would look like an edit.
    /// </summary>
    public AgendaRow SetSyncId(AgendaRow row, string syncId)
    {
        session.Prepare("UPDATE appointment SET sync_id = ? WHERE id = ?").Bind(syncId).Bind(row.Id).Run();
        return row with { SyncId = syncId };
    }

    /// <summary>Deletes an appointment; a tombstone without content stays, so that others learn of it.</summary>
    public void Delete(long id, DateTimeOffset now) =>
        session.Prepare("""
            UPDATE appointment SET deleted = 1, version = ?, modified_utc = ?, subject = '', body = '', location = '', categories = '', attendees = ''
            WHERE id = ?
            """).Bind(NextVersion()).Bind(now.UtcTicks).Bind(id).Run();

    private long NextVersion()
    {
        session.Prepare("UPDATE register SET sequence = sequence + 1").Run();
        return Sequence();
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
            return new AgendaRow(row.Long(0), row.Text(1), row.TextOrNull(2), row.Long(3), ReadContent(row), new DateTime(row.Long(4), DateTimeKind.Utc));
        }
        catch (Exception exception) when (AppointmentException.IsOfValue(exception))
        {
            throw AppointmentException.Unreadable(row.Text(0), exception);
        }
    }

    private static Appointment ReadContent(SqlStatement row) => new Appointment
    {
        Subject = row.Text(5),
        Body = row.Text(6),
        Location = row.Text(7),
        Start = new ZonedTime(new DateTime(row.Long(8), DateTimeKind.Utc), row.Text(9)),
        End = new ZonedTime(new DateTime(row.Long(10), DateTimeKind.Utc), row.Text(11)),
        IsAllDay = row.Bool(12),
        ShowAs = Defined((ShowAs)row.Int(13)),
        Sensitivity = Defined((Sensitivity)row.Int(14)),
        Categories = AgendaLists.Categories(row.Text(15)),
        ReminderMinutes = row.IsNull(16) ? null : row.Int(16),
        Attendees = AgendaLists.Attendees(row.Text(17)),
    };

    private static T Defined<T>(T value)
        where T : struct, Enum => Enum.IsDefined(typeof(T), value) ? value : throw new FormatException($"{value} is no value of {typeof(T).Name}.");
}
