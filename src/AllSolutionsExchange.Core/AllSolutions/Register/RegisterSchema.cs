using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The tables of the embedded AllSolutions register, a file of its own. Times are UTC ticks, kinds are those of
/// ItemKind.</summary>
internal static class RegisterSchema
{
    /// <summary>The register ("ASAG"); a step that was published is never changed.</summary>
    public static readonly Schema Schema = new(
        0x41534147,
        "register",
        "Save its appointments with that build (Get-AsAppointment | Export-Csv), and move it and its store to another folder. Then run "
            + "Set-AsExchangeParameter and Set-AsUserMailbox again: the first run brings what is in Exchange.",
        [
            new(
                2,
                Generation.Table
                    + """
                    CREATE TABLE register(
                        id TEXT NOT NULL);               -- names this register: a GUID

                    INSERT INTO register(id) VALUES(lower(hex(randomblob(16))));

                    -- Every change, with a random stamp: a register that was put back to an earlier state gives the same numbers again,
                    -- and other stamps.
                    CREATE TABLE change(
                        sequence INTEGER PRIMARY KEY,
                        stamp INTEGER NOT NULL DEFAULT (random() & 4294967295));

                    -- The stamp of the store that last synchronised a user's items of a kind: one that was put back by itself has another.
                    CREATE TABLE store(
                        user TEXT NOT NULL COLLATE NOCASE,
                        kind INTEGER NOT NULL,
                        stamp TEXT NOT NULL,
                        PRIMARY KEY(user, kind)) WITHOUT ROWID;

                    CREATE TABLE item(
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        user TEXT NOT NULL COLLATE NOCASE,
                        kind INTEGER NOT NULL,
                        sync_id TEXT,
                        version INTEGER NOT NULL,        -- the change that last changed it, and its stamp
                        stamp INTEGER NOT NULL,
                        -- The stamp of the change that made it: tells it from another one under the same number.
                        born INTEGER NOT NULL,
                        deleted INTEGER NOT NULL,        -- 1: a tombstone, without content
                        title TEXT NOT NULL,
                        begins INTEGER NOT NULL,         -- the time that it is listed by; the last that there is if it has none
                        ends INTEGER NOT NULL,
                        body BLOB NOT NULL,              -- the content as its kind stores it
                        created_utc INTEGER NOT NULL,
                        modified_utc INTEGER NOT NULL);

                    CREATE UNIQUE INDEX item_change ON item(kind, user, version);
                    CREATE UNIQUE INDEX item_live_sync_id ON item(sync_id) WHERE deleted = 0 AND sync_id IS NOT NULL;
                    CREATE INDEX item_sync_id ON item(sync_id) WHERE sync_id IS NOT NULL;
                    CREATE INDEX item_begins ON item(kind, user, begins) WHERE deleted = 0;

                    -- Numbers of four digits from the start, as people know them.
                    INSERT INTO sqlite_sequence(name, seq) VALUES('item', 1000);
                    """
            ),
        ]
    );
}
