namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>How AllSolutions is reached, where it is not the register; and by which map the items of a side were read.</summary>
internal static class Migration005Connector
{
    public const string Sql = """
        -- The one connector: the bytes of connector.json, and its protected secret. No row: the register is AllSolutions.
        CREATE TABLE connector (
            number         INTEGER PRIMARY KEY CHECK (number = 1),
            map            BLOB NOT NULL,
            secret         BLOB,
            refused_utc    INTEGER,
            refused_reason TEXT,
            updated_utc    INTEGER NOT NULL
        ) STRICT;

        -- What tells one way of reading a side's items from another (ISyncSide.Mapping); null where there is only one.
        ALTER TABLE identity ADD COLUMN mapping TEXT;
        """;
}
