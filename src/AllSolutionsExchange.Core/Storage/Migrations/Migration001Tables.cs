namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>
/// The first schema. Ids of items are compared byte by byte (BINARY, the default). They are long, so the indexes hold a 64-bit
/// hash of them (<see cref="IdHash"/>) and whoever looks one up compares the id itself too. Enumerations are stored as their
/// numbers, times as UTC ticks.
/// </summary>
internal static class Migration001Tables
{
    public const string Sql = Generation.Table + Registration + Collections + Links + Work;

    private const string Registration = """
        -- What is set once per store, by name: address of Exchange, account, secret, thumbprint, proxy ...
        CREATE TABLE parameter (
            name  TEXT PRIMARY KEY,
            value ANY
        ) STRICT, WITHOUT ROWID;

        -- Who is synchronised with which mailbox.
        CREATE TABLE user_mailbox (
            user          TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
            mailbox       TEXT NOT NULL UNIQUE COLLATE NOCASE,
            upn           TEXT,
            exchange_guid TEXT,
            enabled       INTEGER NOT NULL DEFAULT 1,
            kinds         TEXT NOT NULL,
            direction     TEXT NOT NULL,
            updated_utc   INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What the next run does once with a user's items of one kind that wait (InitialMode).
        CREATE TABLE initial_mode (
            user TEXT NOT NULL COLLATE NOCASE REFERENCES user_mailbox ON DELETE CASCADE,
            kind INTEGER NOT NULL,
            mode INTEGER NOT NULL,
            PRIMARY KEY (user, kind)
        ) STRICT, WITHOUT ROWID;

        """;

    private const string Collections = """
        -- One row per collection that was ever synchronised: the items of one kind (ItemKind) of an AllSolutions user. The lease is free
        -- where holder is null. The mapping is the version that the digests of its links are of, or are being brought to. The write rules
        -- are those under which ReadOnly holds were last looked at (PlannerRules.WriteRules); 0 where they are to be looked at again.
        CREATE TABLE collection (
            id              INTEGER PRIMARY KEY AUTOINCREMENT,
            user            TEXT NOT NULL COLLATE NOCASE,
            kind            INTEGER NOT NULL,
            mapping_version INTEGER NOT NULL,
            holder          TEXT,
            lease_until     INTEGER NOT NULL DEFAULT 0,
            fence           INTEGER NOT NULL DEFAULT 0,
            first_pass_done INTEGER NOT NULL DEFAULT 0,
            write_rules     INTEGER NOT NULL DEFAULT 0,
            last_success    INTEGER,
            inbox_numbers   INTEGER NOT NULL DEFAULT 0,
            UNIQUE (user, kind)
        ) STRICT;

        -- Which collection or register either side is, up to where its history was seen, how far it is trusted (SideTrust), and the stamps of
        -- this store that it may hold.
        CREATE TABLE identity (
            collection  INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            side     INTEGER NOT NULL,
            identity TEXT NOT NULL,
            folder   TEXT NOT NULL,
            seen     TEXT,
            trust    INTEGER NOT NULL DEFAULT 0,
            stamps   TEXT,
            PRIMARY KEY (collection, side)
        ) STRICT, WITHOUT ROWID;

        -- Every folder that an item stands in; those that are pulled have a cursor, which is null before the first page.
        CREATE TABLE folder (
            number     INTEGER PRIMARY KEY,
            collection    INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            side       INTEGER NOT NULL,
            id         TEXT NOT NULL,
            cursor     TEXT,
            is_pulled  INTEGER NOT NULL DEFAULT 0,
            is_listing INTEGER NOT NULL DEFAULT 0,

            -- Where the page at the cursor cannot be read: how often in a row, when it is tried again, why, how many items a
            -- search cannot name, and since when it is held.
            failures        INTEGER,
            next_try        INTEGER,
            failure_code    TEXT,
            failure_message TEXT,
            unnamed         INTEGER,
            held_since      INTEGER,
            UNIQUE (collection, side, id)
        ) STRICT;

        CREATE TABLE run (
            number  INTEGER PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            started INTEGER NOT NULL,
            ended   INTEGER NOT NULL,
            status  TEXT NOT NULL,
            summary TEXT NOT NULL
        ) STRICT;
        CREATE INDEX run_of_collection ON run (collection, number);

        """;

    private const string Links = """
        -- now and agreed are FieldDigests as stored, with the version of their mapping; hold of an end is why its item is left untouched
        -- whatever it holds, and read_only the fields that may not be written (FieldSet).
        CREATE TABLE link (
            number       INTEGER PRIMARY KEY,
            collection      INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            id           BLOB NOT NULL,
            is_dirty     INTEGER NOT NULL,
            hold         INTEGER NOT NULL,
            held_since   INTEGER,
            match_key    INTEGER NOT NULL,
            starts       INTEGER NOT NULL,
            ends         INTEGER NOT NULL,

            -- How it failed the last time, how often in a row, and when it is tried again; null where it did not.
            failed_side     INTEGER,
            failures        INTEGER,
            next_try        INTEGER,
            failure_code    TEXT,
            failure_message TEXT,

            allsolutions_state        INTEGER NOT NULL,
            allsolutions_is_marked    INTEGER NOT NULL,
            allsolutions_hold         INTEGER NOT NULL,
            allsolutions_read_only    INTEGER NOT NULL,
            allsolutions_modified     INTEGER NOT NULL,
            allsolutions_folder       INTEGER,
            allsolutions_item_hash    INTEGER,
            allsolutions_uid_hash     INTEGER,
            allsolutions_item         TEXT,
            allsolutions_version      TEXT,
            allsolutions_uid          TEXT,
            allsolutions_now          BLOB,
            allsolutions_agreed       BLOB,

            exchange_state        INTEGER NOT NULL,
            exchange_is_marked    INTEGER NOT NULL,
            exchange_hold         INTEGER NOT NULL,
            exchange_read_only    INTEGER NOT NULL,
            exchange_modified     INTEGER NOT NULL,
            exchange_folder       INTEGER,
            exchange_item_hash    INTEGER,
            exchange_uid_hash     INTEGER,
            exchange_item         TEXT,
            exchange_version      TEXT,
            exchange_uid          TEXT,
            exchange_now          BLOB,
            exchange_agreed       BLOB
        ) STRICT;

        CREATE UNIQUE INDEX link_by_id ON link (collection, id);
        CREATE INDEX link_by_allsolutions_item ON link (collection, allsolutions_item_hash) WHERE allsolutions_item_hash IS NOT NULL;
        CREATE INDEX link_by_allsolutions_uid ON link (collection, allsolutions_uid_hash) WHERE allsolutions_uid_hash IS NOT NULL;
        CREATE INDEX link_by_exchange_item ON link (collection, exchange_item_hash) WHERE exchange_item_hash IS NOT NULL;
        CREATE INDEX link_by_exchange_uid ON link (collection, exchange_uid_hash) WHERE exchange_uid_hash IS NOT NULL;

        -- What a pass asks for. Each but link_held, which is also counted by, holds only the rows that it is about, so that a pass
        -- without changes reads nearly nothing.
        CREATE INDEX link_dirty ON link (collection, id) WHERE is_dirty;
        CREATE INDEX link_held ON link (collection, hold, id, allsolutions_state, exchange_state, (allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL));
        CREATE INDEX link_outside_window ON link (collection, ends) WHERE hold = 3;
        CREATE INDEX link_absent_in_allsolutions ON link (collection, allsolutions_state, id) WHERE allsolutions_state IN (2, 3, 6);
        CREATE INDEX link_absent_in_exchange ON link (collection, exchange_state, id) WHERE exchange_state IN (2, 3, 6);
        CREATE INDEX link_to_stamp_in_allsolutions ON link (collection, id)
            WHERE allsolutions_is_marked = 0 AND allsolutions_state IN (1, 2, 6) AND allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL;
        CREATE INDEX link_to_match ON link (collection, match_key, exchange_state)
            WHERE (is_dirty OR hold IN (4, 5)) AND (allsolutions_state IN (1, 2, 6)) <> (exchange_state IN (1, 2, 6)) AND (allsolutions_agreed IS NULL OR exchange_agreed IS NULL);

        """;

    private const string Work = """
        -- Ids that wait to be read, in the order in which they came. The number says whose they are (InboxTable), so that those of
        -- one collection and side stand together; numbers come from collection.inbox_numbers and are never given twice.
        CREATE TABLE inbox (
            number   INTEGER PRIMARY KEY,
            item     TEXT NOT NULL
        ) STRICT;

        -- Items that could not be read, each once, and when they are tried again.
        CREATE TABLE unread (
            collection    INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            side       INTEGER NOT NULL,
            item       TEXT NOT NULL,
            failures   INTEGER NOT NULL,
            next_try   INTEGER NOT NULL,
            code       TEXT NOT NULL,
            message    TEXT NOT NULL,
            held_since INTEGER,
            PRIMARY KEY (collection, side, item)
        ) STRICT, WITHOUT ROWID;

        -- Writes that were about to be sent; a row stands until the outcome is stored.
        CREATE TABLE journal (
            number    INTEGER PRIMARY KEY AUTOINCREMENT,
            collection   INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            link      BLOB NOT NULL,
            side      INTEGER NOT NULL,
            action    INTEGER NOT NULL,
            item      TEXT,
            match_key INTEGER NOT NULL,
            sent      BLOB
        ) STRICT;
        CREATE INDEX journal_of_collection ON journal (collection, number);

        -- The plan of the pass that is under way, and the contents that it may need.
        CREATE TABLE plan (
            collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            target  INTEGER NOT NULL,
            action  INTEGER NOT NULL,
            link    BLOB NOT NULL,
            reason  INTEGER NOT NULL,
            fields  INTEGER NOT NULL,
            PRIMARY KEY (collection, target, action, link)
        ) STRICT, WITHOUT ROWID;

        -- Links on whose conflicts the run under way decided; a row stands until the run has told of it.
        CREATE TABLE conflict (
            collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            link    BLOB NOT NULL,
            PRIMARY KEY (collection, link)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE content (
            collection INTEGER NOT NULL REFERENCES collection ON DELETE CASCADE,
            link    BLOB NOT NULL,
            side    INTEGER NOT NULL,
            body    BLOB NOT NULL,
            PRIMARY KEY (collection, link, side)
        ) STRICT;
        """;
}
