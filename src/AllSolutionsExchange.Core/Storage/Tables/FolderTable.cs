using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// The folders of one mailbox, read at the start of a piece of work. Their ids are long and few, so that links hold numbers.
/// </summary>
internal sealed class FolderTable
{
    private readonly SqlSession session;
    private readonly long mailbox;
    private readonly Dictionary<long, string> ids = [];
    private readonly Dictionary<(SideName Side, string Id), long> numbers = [];

    public FolderTable(SqlSession session, long mailbox)
    {
        this.session = session;
        this.mailbox = mailbox;
        var rows = session.Prepare("SELECT number, side, id FROM folder WHERE mailbox = ?").Bind(mailbox);
        while (rows.Read())
        {
            var (number, side, id) = (rows.Long(0), (SideName)rows.Int(1), rows.Text(2));
            ids.Add(number, id);
            numbers.Add((side, id), number);
        }
    }

    public string Id(long number) => ids[number];

    /// <summary>The folder's number; it gets one where it has none.</summary>
    public long? Number(SideName side, string? id)
    {
        if (id is null) return null;
        if (numbers.TryGetValue((side, id), out var number)) return number;
        session.Prepare("INSERT INTO folder (mailbox, side, id) VALUES (?, ?, ?)").Bind(mailbox).Bind((long)side).Bind(id).Run();
        number = session.LastInserted;
        ids.Add(number, id);
        numbers.Add((side, id), number);
        return number;
    }

    public void SetIdentity(SideName side, SideIdentity identity)
    {
        session.Prepare("INSERT INTO identity (mailbox, side, identity, folder) VALUES (?, ?, ?, ?) ON CONFLICT (mailbox, side) DO UPDATE SET identity = excluded.identity, folder = excluded.folder")
            .Bind(mailbox).Bind((long)side).Bind(identity.Id).Bind(identity.Folder).Run();
        session.Prepare("UPDATE folder SET is_pulled = 1 WHERE number = ?").Bind(Number(side, identity.Folder)).Run();
    }

    public Dictionary<SideName, SideIdentity> Identities()
    {
        var identities = new Dictionary<SideName, SideIdentity>();
        var rows = session.Prepare("SELECT side, identity, folder FROM identity WHERE mailbox = ?").Bind(mailbox);
        while (rows.Read()) identities.Add((SideName)rows.Int(0), new SideIdentity(rows.Text(1), rows.Text(2)));
        return identities;
    }

    /// <summary>The folders that are pulled.</summary>
    public List<FolderState> Pulled() =>
        session.Prepare("SELECT side, id, cursor, is_listing FROM folder WHERE mailbox = ? AND is_pulled ORDER BY number").Bind(mailbox)
            .All(static row => new FolderState((SideName)row.Int(0), row.Text(1), row.TextOrNull(2), row.Bool(3)));

    public void BeginListing(long number) =>
        session.Prepare("UPDATE folder SET cursor = NULL, is_listing = 1 WHERE number = ?").Bind(number).Run();

    public void SetCursor(long number, string cursor) =>
        session.Prepare("UPDATE folder SET cursor = ?, is_pulled = 1 WHERE number = ?").Bind(cursor).Bind(number).Run();

    /// <summary>Ends a listing.</summary>
    /// <returns>Whether one was under way.</returns>
    public bool EndListing(long number)
    {
        session.Prepare("UPDATE folder SET is_listing = 0 WHERE number = ? AND is_listing").Bind(number).Run();
        return session.Changes > 0;
    }
}
