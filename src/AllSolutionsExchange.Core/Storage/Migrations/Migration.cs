using System.Globalization;

namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>
/// A step from one schema to the next. The schema's version stands in the file (<c>PRAGMA user_version</c>). A step that was
/// published is never changed: a new table or column is a new step, in a file of its own, added to <see cref="All"/>.
/// </summary>
/// <param name="Version">The schema's version after it; one more than the step before.</param>
/// <param name="Sql">The statements.</param>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>All steps, in their order.</summary>
    public static readonly IReadOnlyList<Migration> All = [new(1, Migration001Tables.Sql)];

    /// <summary>Takes the steps that are missing, all in one transaction.</summary>
    public static void Apply(SqlSession session, long version, IReadOnlyList<Migration> migrations)
    {
        if (version == migrations[migrations.Count - 1].Version) return;
        session.InWrite(
            open =>
            {
                // Read again under the lock: another process may have been first.
                var reached = open.UserVersion;
                foreach (var migration in migrations.Where(migration => migration.Version > reached))
                {
                    open.Run(migration.Sql);
                    open.Run("PRAGMA user_version = " + migration.Version.ToString(CultureInfo.InvariantCulture));
                }

                open.Run("PRAGMA application_id = " + SqliteFile.ApplicationId.ToString(CultureInfo.InvariantCulture));
                return true;
            },
            CancellationToken.None);
    }
}
