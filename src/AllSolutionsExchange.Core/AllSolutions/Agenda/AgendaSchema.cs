using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The tables of the embedded AllSolutions register, a file of its own. Times are UTC ticks.</summary>
internal static class AgendaSchema
{
    /// <summary>The register ("ASAG"); a step that was published is never changed.</summary>
    public static readonly Schema Schema = new(0x41534147,
    [
        new(1, Generation.Table + """
        CREATE TABLE register(
            id TEXT NOT NULL);               -- names this register: a GUID

        INSERT INTO register(id) VALUES(lower(hex(randomblob(16))));

        -- Every change, with a random stamp: a register that was put back to an earlier state gives the same numbers again, and other stamps.
        CREATE TABLE change(
            sequence INTEGER PRIMARY KEY,
            stamp INTEGER NOT NULL DEFAULT (random() & 4294967295));

        -- The stamp of the store that last synchronised a user: one that was put back by itself has another.
        CREATE TABLE store(
            user TEXT PRIMARY KEY COLLATE NOCASE,
            stamp TEXT NOT NULL);

        CREATE TABLE appointment(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user TEXT NOT NULL COLLATE NOCASE,
            sync_id TEXT,
            version INTEGER NOT NULL,        -- the change that last changed it, and its stamp
            stamp INTEGER NOT NULL,
            born INTEGER NOT NULL,           -- the stamp of the change that made it: tells it from another one under the same number
            deleted INTEGER NOT NULL,        -- 1: a tombstone, without content
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            location TEXT NOT NULL,
            start_utc INTEGER NOT NULL,
            start_zone TEXT NOT NULL,
            end_utc INTEGER NOT NULL,
            end_zone TEXT NOT NULL,
            all_day INTEGER NOT NULL,
            show_as INTEGER NOT NULL,
            sensitivity INTEGER NOT NULL,
            categories TEXT NOT NULL,        -- a list in JSON; empty for none
            reminder INTEGER,                -- minutes before the start
            attendees TEXT NOT NULL,         -- a list in JSON; empty for none
            created_utc INTEGER NOT NULL,
            modified_utc INTEGER NOT NULL);

        CREATE UNIQUE INDEX appointment_change ON appointment(user, version);
        CREATE UNIQUE INDEX appointment_live_sync_id ON appointment(sync_id) WHERE deleted = 0 AND sync_id IS NOT NULL;
        CREATE INDEX appointment_sync_id ON appointment(sync_id) WHERE sync_id IS NOT NULL;
        CREATE INDEX appointment_start ON appointment(user, start_utc) WHERE deleted = 0;

        -- Numbers of four digits from the start, as people know them.
        INSERT INTO sqlite_sequence(name, seq) VALUES('appointment', 1000);
        """),
    ]);
}
