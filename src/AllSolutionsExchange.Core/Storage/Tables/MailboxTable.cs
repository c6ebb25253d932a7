using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The mailboxes and who works on them.</summary>
internal static class MailboxTable
{
    /// <summary>Takes the mailbox where it is free or its lease has ended.</summary>
    public static LeaseClaim Claim(SqlSession session, string key, string holder, DateTimeOffset now, TimeSpan duration)
    {
        session.Prepare("INSERT INTO mailbox (key) VALUES (?) ON CONFLICT (key) DO NOTHING").Bind(key).Run();
        var (id, fence, holds, until) = session.Prepare("SELECT id, fence, holder, lease_until FROM mailbox WHERE key = ?").Bind(key)
            .First(static row => (row.Long(0), row.Long(1), row.TextOrNull(2), row.Long(3)));
        var isUnderLease = holds is not null && until > now.UtcTicks && until <= (now + duration).UtcTicks && !LeaseHolder.IsGone(holds);
        if (isUnderLease) return new LeaseClaim(null, holds!, Utc(until));

        var ends = (now + duration).UtcTicks;
        session.Prepare("UPDATE mailbox SET fence = ?, holder = ?, lease_until = ? WHERE id = ?").Bind(fence + 1).Bind(holder).Bind(ends).Bind(id).Run();
        return new LeaseClaim(new Lease(id, fence + 1), holder, Utc(ends));
    }

    /// <summary>A mailbox to read of. No fence is below 0, so nothing can be committed under it.</summary>
    public static Lease? Find(SqlSession session, string key) =>
        session.Prepare("SELECT id FROM mailbox WHERE key = ?").Bind(key).First(static row => new Lease(row.Long(0), -1));

    /// <summary>The first statement of whatever changes something: whoever takes a mailbox over raises its fence.</summary>
    /// <exception cref="LeaseLostException">The lease was lost or given back.</exception>
    public static void CheckFence(SqlSession session, Lease lease)
    {
        if (!HasFence(session, lease)) throw new LeaseLostException();
    }

    public static bool HasFence(SqlSession session, Lease lease) =>
        session.Prepare("SELECT 1 FROM mailbox WHERE id = ? AND fence = ?").Bind(lease.Mailbox).Bind(lease.Fence).Any();

    public static void Renew(SqlSession session, Lease lease, DateTimeOffset now, TimeSpan duration) =>
        session.Prepare("UPDATE mailbox SET lease_until = ? WHERE id = ?").Bind((now + duration).UtcTicks).Bind(lease.Mailbox).Run();

    /// <summary>Gives the lease back. The fence goes up, so that nothing is committed under it any more.</summary>
    public static void Release(SqlSession session, Lease lease, RunRecord run)
    {
        session.Prepare("UPDATE mailbox SET holder = NULL, lease_until = 0, fence = fence + 1, last_success = coalesce(?, last_success) WHERE id = ?")
            .Bind(run.Status is SyncStatus.Success or SyncStatus.SuccessWithErrors ? run.EndedUtc.Ticks : null).Bind(lease.Mailbox).Run();
    }

    public static DateTime? LastSuccess(SqlSession session, long mailbox) =>
        session.Prepare("SELECT last_success FROM mailbox WHERE id = ? AND last_success IS NOT NULL").Bind(mailbox).First<DateTime?>(static row => Utc(row.Long(0)));

    public static bool IsFirstPassDone(SqlSession session, long mailbox) =>
        session.Prepare("SELECT 1 FROM mailbox WHERE id = ? AND first_pass_done").Bind(mailbox).Any();

    public static void SetFirstPassDone(SqlSession session, long mailbox) =>
        session.Prepare("UPDATE mailbox SET first_pass_done = 1 WHERE id = ?").Bind(mailbox).Run();

    /// <summary>The mode that is kept with the mailbox's user.</summary>
    public static InitialMode? InitialMode(SqlSession session, long mailbox) =>
        session.Prepare("SELECT initial_mode FROM user_mailbox JOIN mailbox ON mailbox.key = user_mailbox.user WHERE mailbox.id = ? AND initial_mode IS NOT NULL")
            .Bind(mailbox).First<InitialMode?>(static row => (InitialMode)Enum.Parse(typeof(InitialMode), row.Text(0)));

    public static void ClearInitialMode(SqlSession session, long mailbox) =>
        session.Prepare("UPDATE user_mailbox SET initial_mode = NULL WHERE user = (SELECT key FROM mailbox WHERE id = ?)").Bind(mailbox).Run();

    /// <summary>Removes all that is known of a mailbox, to begin anew: where the registration is removed.</summary>
    public static void Forget(SqlSession session, string key)
    {
        var mailbox = session.Prepare("SELECT id FROM mailbox WHERE key = ?").Bind(key).First(static row => row.Long(0));
        InboxTable.Clear(session, mailbox);
        session.Prepare("DELETE FROM mailbox WHERE id = ?").Bind(mailbox).Run();
    }

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
