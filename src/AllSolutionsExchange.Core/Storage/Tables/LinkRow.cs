using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>A link as a row: its columns in the order in which they are bound and read.</summary>
internal static class LinkRow
{
    /// <summary>The columns, to select.</summary>
    public const string Columns = Written + ", held_since";

    private const string Written =
        "id, is_dirty, hold, match_key, starts, ends, failed_side, failures, next_try, failure_code, failure_message, "
        + "allsolutions_state, allsolutions_is_marked, allsolutions_hold, allsolutions_read_only, allsolutions_modified, "
        + "allsolutions_folder, allsolutions_item, allsolutions_version, allsolutions_uid, allsolutions_now, allsolutions_agreed, "
        + "exchange_state, exchange_is_marked, exchange_hold, exchange_read_only, exchange_modified, exchange_folder, exchange_item, "
        + "exchange_version, exchange_uid, exchange_now, exchange_agreed";

    private const int FirstOfAllSolutions = 11;
    private const int FirstOfExchange = 22;
    private const int HeldSince = 33;

    private static readonly string[] Bound = BoundColumns();

    /// <summary>Inserts a link where it is new: its collection, its columns, the time.</summary>
    public static readonly string Insert =
        $"INSERT INTO link (collection, {string.Join(", ", Bound)}, held_since) VALUES (?{string.Concat(Bound.Select(_ => ", ?"))}, "
        + "iif(?4 = 0, NULL, ?)) "
        + "ON CONFLICT (collection, id) DO NOTHING";

    /// <summary>
    /// Replaces a link: its columns, the time, its collection, its id. It is held since the time at which the reason became another one;
    /// what failed is taken up for each try and keeps it meanwhile (?3 is the new reason, ?7 the side that failed).
    /// </summary>
    public static readonly string Update =
        $"UPDATE link SET {string.Join(", ", Bound.Select(column => column + " = ?"))}, held_since = CASE "
        + "WHEN ?3 = 0 THEN iif(?7 IS NULL, NULL, held_since) "
        + $"WHEN hold = ?3 OR (hold = 0 AND ?3 = {(int)HoldReason.Quarantined}) THEN ifnull(held_since, ?{Bound.Length + 1}) "
        + $"ELSE ?{Bound.Length + 1} END WHERE collection = ? AND id = ?";

    public static Link Read(SqlStatement row, FolderTable folders) =>
        new()
        {
            Id = LinkKey.Read(row.Blob(0)),
            IsDirty = row.Bool(1),
            Hold = (HoldReason)row.Int(2),
            HeldSinceTicks = row.IsNull(HeldSince) ? null : row.Long(HeldSince),
            MatchKey = row.Long(3),
            StartsTicks = row.Long(4),
            EndsTicks = row.Long(5),
            Trouble = row.IsNull(6)
                ? null
                : new Trouble((SideName)row.Int(6), row.Int(7), row.Long(8), new ItemError(row.Text(9), row.Text(10))),
            AllSolutions = ReadEnd(row, FirstOfAllSolutions, folders),
            Exchange = ReadEnd(row, FirstOfExchange, folders),
        };

    public static SqlStatement Bind(SqlStatement statement, Link link, FolderTable folders)
    {
        var trouble = link.Trouble;
        statement
            .Bind(LinkKey.Of(link.Id))
            .Bind(link.IsDirty)
            .Bind((long)link.Hold)
            .Bind(link.MatchKey)
            .Bind(link.StartsTicks)
            .Bind(link.EndsTicks)
            .Bind((long?)trouble?.Side)
            .Bind((long?)trouble?.Failures)
            .Bind(trouble?.NextTryTicks)
            .Bind(trouble?.Error.Code)
            .Bind(trouble?.Error.Message);
        BindEnd(statement, SideName.AllSolutions, link.AllSolutions, folders);
        return BindEnd(statement, SideName.Exchange, link.Exchange, folders);
    }

    private static LinkEnd ReadEnd(SqlStatement row, int first, FolderTable folders)
    {
        var state = (EndState)row.Int(first);
        if (state == EndState.None && row.IsNull(first + 6) && row.IsNull(first + 10))
        {
            return LinkEnd.None;
        }

        return new LinkEnd
        {
            State = state,
            IsMarked = row.Bool(first + 1),
            Hold = (HoldReason)row.Int(first + 2),
            Writable = ~new FieldSet((ulong)row.Long(first + 3)),
            ModifiedTicks = row.Long(first + 4),
            Folder = row.IsNull(first + 5) ? null : folders.Id(row.Long(first + 5)),
            Id = row.TextOrNull(first + 6),
            Version = row.TextOrNull(first + 7),
            Uid = row.TextOrNull(first + 8),
            Now = FieldDigests.FromStored(row.BlobOrNull(first + 9)),
            Agreed = FieldDigests.FromStored(row.BlobOrNull(first + 10)),
        };
    }

    private static SqlStatement BindEnd(SqlStatement statement, SideName side, LinkEnd end, FolderTable folders) =>
        statement
            .Bind((long)end.State)
            .Bind(end.IsMarked)
            .Bind((long)end.Hold)
            .Bind((long)(~end.Writable).Bits)
            .Bind(end.ModifiedTicks)
            .Bind(folders.Number(side, end.Folder))
            .Bind(end.Id)
            .Bind(end.Version)
            .Bind(end.Uid)
            .Bind(end.Now.ToStored())
            .Bind(end.Agreed.ToStored())
            .Bind(IdHash.Of(end.Id))
            .Bind(IdHash.Of(end.Uid));

    /// <summary>The columns to bind: those of <see cref="Written"/>, after each end the hashes that it is looked up by.</summary>
    private static string[] BoundColumns()
    {
        var columns = Written.Split([", "], StringSplitOptions.None).ToList();
        columns.AddRange(["exchange_item_hash", "exchange_uid_hash"]);
        columns.InsertRange(FirstOfExchange, ["allsolutions_item_hash", "allsolutions_uid_hash"]);
        return [.. columns];
    }
}
