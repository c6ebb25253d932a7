namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>What has no UID in Exchange is marked as soon as it is linked: an index of what has no marker yet.</summary>
internal static class Migration004Stamps
{
    public const string Sql = """
        CREATE INDEX link_to_stamp_in_exchange ON link (collection, id)
            WHERE exchange_is_marked = 0 AND exchange_uid IS NULL AND exchange_state IN (1, 2, 6)
                AND allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL;
        """;
}
