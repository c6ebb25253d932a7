namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>
/// The first schema. Ids of items are compared byte by byte (BINARY, the default). They are long, so the indexes hold a 64-bit
/// hash of them (<see cref="IdHash"/>) and whoever looks one up compares the id itself too. Enumerations are stored as their
/// numbers, times as UTC ticks.
/// </summary>
internal static class Migration001Tables
{
    public const string Sql = Generation.Table + Registration + Mailboxes + Links + Work;

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
            initial_mode  TEXT,
            updated_utc   INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        """;

    private const string Mailboxes = """
        -- One row per mailbox that was ever synchronised; key is the AllSolutions user. The lease is free where holder is null.
        CREATE TABLE mailbox (
            id              INTEGER PRIMARY KEY AUTOINCREMENT,
            key             TEXT NOT NULL UNIQUE COLLATE NOCASE,
            holder          TEXT,
            lease_until     INTEGER NOT NULL DEFAULT 0,
            fence           INTEGER NOT NULL DEFAULT 0,
            first_pass_done INTEGER NOT NULL DEFAULT 0,
            last_success    INTEGER,
            inbox_numbers   INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        -- Which mailbox or register either side is, up to where its history was seen, how far it is trusted (SideTrust), and the stamps of
        -- this store that it may hold.
        CREATE TABLE identity (
            mailbox  INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            side     INTEGER NOT NULL,
            identity TEXT NOT NULL,
            folder   TEXT NOT NULL,
            seen     TEXT,
            trust    INTEGER NOT NULL DEFAULT 0,
            stamps   TEXT,
            PRIMARY KEY (mailbox, side)
        ) STRICT, WITHOUT ROWID;

        -- Every folder that an item stands in; those that are pulled have a cursor, which is null before the first page.
        CREATE TABLE folder (
            number     INTEGER PRIMARY KEY,
            mailbox    INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
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
            UNIQUE (mailbox, side, id)
        ) STRICT;

        CREATE TABLE run (
            number  INTEGER PRIMARY KEY,
            mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            started INTEGER NOT NULL,
            ended   INTEGER NOT NULL,
            status  TEXT NOT NULL,
            summary TEXT NOT NULL
        ) STRICT;
        CREATE INDEX run_of_mailbox ON run (mailbox, number);

        """;

    private const string Links = """
        -- now and agreed are FieldDigests as stored: a change of their mapping version is a migration that sets both to null.
        CREATE TABLE link (
            number       INTEGER PRIMARY KEY,
            mailbox      INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
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
            allsolutions_is_read_only INTEGER NOT NULL,
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
            exchange_is_read_only INTEGER NOT NULL,
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

        CREATE UNIQUE INDEX link_by_id ON link (mailbox, id);
        CREATE INDEX link_by_allsolutions_item ON link (mailbox, allsolutions_item_hash) WHERE allsolutions_item_hash IS NOT NULL;
        CREATE INDEX link_by_allsolutions_uid ON link (mailbox, allsolutions_uid_hash) WHERE allsolutions_uid_hash IS NOT NULL;
        CREATE INDEX link_by_exchange_item ON link (mailbox, exchange_item_hash) WHERE exchange_item_hash IS NOT NULL;
        CREATE INDEX link_by_exchange_uid ON link (mailbox, exchange_uid_hash) WHERE exchange_uid_hash IS NOT NULL;

        -- What a pass asks for. Each but link_held, which is also counted by, holds only the rows that it is about, so that a pass
        -- without changes reads nearly nothing.
        CREATE INDEX link_dirty ON link (mailbox, id) WHERE is_dirty;
        CREATE INDEX link_held ON link (mailbox, hold, id, allsolutions_state, exchange_state, (allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL));
        CREATE INDEX link_outside_window ON link (mailbox, ends) WHERE hold = 3;
        CREATE INDEX link_absent_in_allsolutions ON link (mailbox, allsolutions_state, id) WHERE allsolutions_state IN (2, 3, 6);
        CREATE INDEX link_absent_in_exchange ON link (mailbox, exchange_state, id) WHERE exchange_state IN (2, 3, 6);
        CREATE INDEX link_to_stamp_in_allsolutions ON link (mailbox, id)
            WHERE allsolutions_is_marked = 0 AND allsolutions_state IN (1, 2, 6) AND allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL;
        CREATE INDEX link_to_match ON link (mailbox, match_key, exchange_state)
            WHERE (is_dirty OR hold IN (4, 5)) AND (allsolutions_state IN (1, 2, 6)) <> (exchange_state IN (1, 2, 6)) AND (allsolutions_agreed IS NULL OR exchange_agreed IS NULL);

        """;

    private const string Work = """
        -- Ids that wait to be read, in the order in which they came. The number says whose they are (InboxTable), so that those of
        -- one mailbox and side stand together; numbers come from mailbox.inbox_numbers and are never given twice.
        CREATE TABLE inbox (
            number   INTEGER PRIMARY KEY,
            item     TEXT NOT NULL
        ) STRICT;

        -- Items that could not be read, each once, and when they are tried again.
        CREATE TABLE unread (
            mailbox    INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            side       INTEGER NOT NULL,
            item       TEXT NOT NULL,
            failures   INTEGER NOT NULL,
            next_try   INTEGER NOT NULL,
            code       TEXT NOT NULL,
            message    TEXT NOT NULL,
            held_since INTEGER,
            PRIMARY KEY (mailbox, side, item)
        ) STRICT, WITHOUT ROWID;

        -- Writes that were about to be sent; a row stands until the outcome is stored.
        CREATE TABLE journal (
            number    INTEGER PRIMARY KEY AUTOINCREMENT,
            mailbox   INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            link      BLOB NOT NULL,
            side      INTEGER NOT NULL,
            action    INTEGER NOT NULL,
            item      TEXT,
            match_key INTEGER NOT NULL,
            sent      BLOB
        ) STRICT;
        CREATE INDEX journal_of_mailbox ON journal (mailbox, number);

        -- The plan of the pass that is under way, and the contents that it may need.
        CREATE TABLE plan (
            mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            target  INTEGER NOT NULL,
            action  INTEGER NOT NULL,
            link    BLOB NOT NULL,
            reason  INTEGER NOT NULL,
            fields  INTEGER NOT NULL,
            PRIMARY KEY (mailbox, target, action, link)
        ) STRICT, WITHOUT ROWID;

        -- Links on whose conflicts the run under way decided; a row stands until the run has told of it.
        CREATE TABLE conflict (
            mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            link    BLOB NOT NULL,
            PRIMARY KEY (mailbox, link)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE content (
            mailbox INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
            link    BLOB NOT NULL,
            side    INTEGER NOT NULL,
            kind    INTEGER NOT NULL,
            body    BLOB NOT NULL,
            PRIMARY KEY (mailbox, link, side)
        ) STRICT;
        """;
}
