using System.Globalization;

namespace AllSolutionsExchange.Storage.Migrations;

/// <summary>
/// What a file holds. Which schema it is, and its version, are in the file's header (<c>PRAGMA application_id, user_version</c>).
/// </summary>
/// <param name="ApplicationId">Tells its files from any other SQLite database.</param>
/// <param name="Name">What a person calls such a file.</param>
/// <param name="WayOut">What to do with one that was made before anything was published.</param>
/// <param name="Migrations">The steps to the newest version, in their order.</param>
internal sealed record Schema(int ApplicationId, string Name, string WayOut, IReadOnlyList<Migration> Migrations)
{
    /// <summary>The store ("ASEX").</summary>
    public static readonly Schema Store = new(
        0x41534558,
        "store",
        "Move it to another folder, and leave the register beside it where it is. Then run Set-AsExchangeParameter and Set-AsUserMailbox "
            + "again: the first run links what matches.",
        [new(3, Migration001Tables.Sql), new(4, Migration004Stamps.Sql), new(5, Migration005Connector.Sql)]
    );

    /// <summary>The first version; a file of an earlier one was made before anything was published, and is refused.</summary>
    public int FirstVersion => Migrations[0].Version;

    /// <summary>The newest version.</summary>
    public int Version => Migrations[Migrations.Count - 1].Version;

    /// <summary>The schema as it was at an earlier version.</summary>
    public Schema UpTo(long version) => this with { Migrations = [.. Migrations.Where(migration => migration.Version <= version)] };

    /// <summary>Takes the steps that a file is short of, all in one transaction.</summary>
    public void Apply(SqlSession session, long version)
    {
        if (version == Version)
        {
            return;
        }

        session.InWrite(
            open =>
            {
                // Read again under the lock: another process may have been first.
                var reached = open.UserVersion;
                foreach (var migration in Migrations.Where(migration => migration.Version > reached))
                {
                    open.Run(migration.Sql);
                    open.Run("PRAGMA user_version = " + migration.Version.ToString(CultureInfo.InvariantCulture));
                }

                open.Run("PRAGMA application_id = " + ApplicationId.ToString(CultureInfo.InvariantCulture));
                return true;
            },
            CancellationToken.None
        );
    }
}
