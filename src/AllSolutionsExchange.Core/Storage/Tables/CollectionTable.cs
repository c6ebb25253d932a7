using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The collections and who works on them.</summary>
internal static class CollectionTable
{
    /// <summary>Takes the collection where it is free or its lease has ended.</summary>
    public static LeaseClaim Claim(SqlSession session, Collection collection, string holder, DateTimeOffset now, TimeSpan duration)
    {
        session
            .Prepare("INSERT INTO collection (user, kind, mapping_version) VALUES (?, ?, ?) ON CONFLICT (user, kind) DO NOTHING")
            .Bind(collection.User)
            .Bind((long)collection.Kind)
            .Bind(Kinds.Of(collection.Kind).MappingVersion)
            .Run();
        var found = Look(session, collection, now, duration)!;
        if (found.Lease is not { } lease)
        {
            return found;
        }

        var (fence, ends) = (FenceOf(session, lease) + 1, now + duration);
        session
            .Prepare("UPDATE collection SET fence = ?, holder = ?, lease_until = ? WHERE id = ?")
            .Bind(fence)
            .Bind(holder)
            .Bind(ends.UtcTicks)
            .Bind(lease.Collection)
            .Run();
        return new LeaseClaim(lease with { Fence = fence }, holder, Utc(ends.UtcTicks));
    }

    /// <summary>Whether the collection is free, or its lease has ended; null if there is none. No fence is below 0.</summary>
    public static LeaseClaim? Look(SqlSession session, Collection collection, DateTimeOffset now, TimeSpan duration) =>
        session
            .Prepare("SELECT id, holder, lease_until FROM collection WHERE user = ? AND kind = ?")
            .Bind(collection.User)
            .Bind((long)collection.Kind)
            .First(row =>
            {
                var (holder, until) = (row.TextOrNull(1), row.Long(2));
                var isUnderLease =
                    holder is not null && until > now.UtcTicks && until <= (now + duration).UtcTicks && !LeaseHolder.IsGone(holder);
                return new LeaseClaim(isUnderLease ? null : new Lease(row.Long(0), -1), holder ?? "", Utc(until));
            });

    /// <summary>A collection to read of. No fence is below 0, so nothing can be committed under it.</summary>
    public static Lease? Find(SqlSession session, Collection collection) =>
        session
            .Prepare("SELECT id FROM collection WHERE user = ? AND kind = ?")
            .Bind(collection.User)
            .Bind((long)collection.Kind)
            .First(static row => new Lease(row.Long(0), -1));

    /// <summary>The first statement of whatever changes something: whoever takes a collection over raises its fence.</summary>
    /// <exception cref="LeaseLostException">The lease was lost or given back.</exception>
    public static void CheckFence(SqlSession session, Lease lease)
    {
        if (!HasFence(session, lease))
        {
            throw new LeaseLostException();
        }
    }

    public static bool HasFence(SqlSession session, Lease lease) =>
        session.Prepare("SELECT 1 FROM collection WHERE id = ? AND fence = ?").Bind(lease.Collection).Bind(lease.Fence).Any();

    public static void Renew(SqlSession session, Lease lease, DateTimeOffset now, TimeSpan duration) =>
        session.Prepare("UPDATE collection SET lease_until = ? WHERE id = ?").Bind((now + duration).UtcTicks).Bind(lease.Collection).Run();

    /// <summary>Gives the lease back. The fence goes up, so that nothing is committed under it any more.</summary>
    public static void Release(SqlSession session, Lease lease, RunRecord run)
    {
        session
            .Prepare(
                "UPDATE collection SET holder = NULL, lease_until = 0, fence = fence + 1, last_success = coalesce(?, last_success) "
                    + "WHERE id = ?"
            )
            .Bind(run.Status is SyncStatus.Success or SyncStatus.SuccessWithErrors ? run.EndedUtc.Ticks : null)
            .Bind(lease.Collection)
            .Run();
    }

    public static DateTime? LastSuccess(SqlSession session, long collection) =>
        session
            .Prepare("SELECT last_success FROM collection WHERE id = ? AND last_success IS NOT NULL")
            .Bind(collection)
            .First<DateTime?>(static row => Utc(row.Long(0)));

    public static bool IsFirstPassDone(SqlSession session, long collection) =>
        session.Prepare("SELECT 1 FROM collection WHERE id = ? AND first_pass_done").Bind(collection).Any();

    public static void SetFirstPassDone(SqlSession session, long collection) =>
        session.Prepare("UPDATE collection SET first_pass_done = 1 WHERE id = ?").Bind(collection).Run();

    /// <summary>The mode that is kept for the collection, with its user.</summary>
    public static InitialMode? InitialMode(SqlSession session, long collection) =>
        session
            .Prepare("SELECT mode FROM collection JOIN initial_mode USING (user, kind) WHERE id = ?")
            .Bind(collection)
            .First<InitialMode?>(static row => (InitialMode)row.Int(0));

    public static void ClearInitialMode(SqlSession session, long collection) =>
        session
            .Prepare("DELETE FROM initial_mode WHERE (user, kind) = (SELECT user, kind FROM collection WHERE id = ?)")
            .Bind(collection)
            .Run();

    public static string User(SqlSession session, long collection) =>
        session.Prepare("SELECT user FROM collection WHERE id = ?").Bind(collection).First(static row => row.Text(0))!;

    public static byte MappingVersion(SqlSession session, long collection) =>
        session.Prepare("SELECT mapping_version FROM collection WHERE id = ?").Bind(collection).First(static row => (byte)row.Int(0));

    public static void SetMappingVersion(SqlSession session, long collection, byte version) =>
        session.Prepare("UPDATE collection SET mapping_version = ? WHERE id = ?").Bind(version).Bind(collection).Run();

    public static long WriteRules(SqlSession session, long collection) =>
        session.Prepare("SELECT write_rules FROM collection WHERE id = ?").Bind(collection).First(static row => row.Long(0));

    public static void SetWriteRules(SqlSession session, long collection, long rules) =>
        session.Prepare("UPDATE collection SET write_rules = ? WHERE id = ?").Bind(rules).Bind(collection).Run();

    /// <summary>Removes all that is known of a user's collections, to begin anew: where the registration is removed.</summary>
    public static void Forget(SqlSession session, string user)
    {
        foreach (var collection in session.Prepare("SELECT id FROM collection WHERE user = ?").Bind(user).All(static row => row.Long(0)))
        {
            InboxTable.Clear(session, collection);
            session.Prepare("DELETE FROM collection WHERE id = ?").Bind(collection).Run();
        }
    }

    private static long FenceOf(SqlSession session, Lease lease) =>
        session.Prepare("SELECT fence FROM collection WHERE id = ?").Bind(lease.Collection).First(static row => row.Long(0));

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
