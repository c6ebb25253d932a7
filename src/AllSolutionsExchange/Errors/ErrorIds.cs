namespace AllSolutionsExchange.Errors;

/// <summary>
/// The first part of <c>FullyQualifiedErrorId</c>, for what Core's exceptions give no id of their own. Scripts test for
/// these: they are never renamed.
/// </summary>
internal static class ErrorIds
{
    /// <summary>A value that cannot be worked with; the message says which and why.</summary>
    public const string InvalidArgument = nameof(InvalidArgument);

    /// <summary>A file or folder could not be read or written.</summary>
    public const string FileAccessFailed = nameof(FileAccessFailed);

    /// <summary>The store cannot be opened, read or written.</summary>
    public const string StoreUnusable = nameof(StoreUnusable);

    /// <summary>Exchange refused the service account (401): nothing more is sent with it.</summary>
    public const string AccountRefused = nameof(AccountRefused);

    /// <summary>No usable answer came from a side: network, TLS, time-out, or something else than EWS.</summary>
    public const string SideUnavailable = nameof(SideUnavailable);

    /// <summary>Exchange answered no: an unknown mailbox, a denied impersonation, a refused request.</summary>
    public const string MailboxRefused = nameof(MailboxRefused);

    /// <summary>A brake stopped the mailbox before the first write.</summary>
    public const string SyncStopped = nameof(SyncStopped);

    /// <summary>Another run took the mailbox over.</summary>
    public const string LeaseLost = nameof(LeaseLost);

    /// <summary>A mailbox could not be synchronised; the others went on.</summary>
    public const string MailboxSyncFailed = nameof(MailboxSyncFailed);

    /// <summary>The connection was lost while a mailbox was synchronised; the next run carries on.</summary>
    public const string MailboxInterrupted = nameof(MailboxInterrupted);

    /// <summary>A brake stopped a mailbox before the first write; the others went on.</summary>
    public const string MailboxStopped = nameof(MailboxStopped);

    /// <summary>Another run has the mailbox; the others went on.</summary>
    public const string MailboxLocked = nameof(MailboxLocked);

    /// <summary>An item could not be synchronised; the others went on.</summary>
    public const string ItemSyncFailed = nameof(ItemSyncFailed);

    /// <summary>The titles of what is held could not be read; it is listed without.</summary>
    public const string TitlesNotRead = nameof(TitlesNotRead);

    /// <summary>A time zone that is not known here.</summary>
    public const string TimeZoneUnknown = nameof(TimeZoneUnknown);

    /// <summary>A command of Exchange's own shell failed.</summary>
    public const string NativeCommandFailed = nameof(NativeCommandFailed);

    /// <summary>
    /// A command of Exchange's own shell is not in the session: no such session, or a management role that the admin lacks.
    /// </summary>
    public const string NativeCommandMissing = nameof(NativeCommandMissing);

    /// <summary>A parameter of Exchange's own command is not in the session: a management role that the admin lacks.</summary>
    public const string NativeParameterMissing = nameof(NativeParameterMissing);

    /// <summary>Exchange's own commands are in the session under several prefixes.</summary>
    public const string NativeCommandAmbiguous = nameof(NativeCommandAmbiguous);

    /// <summary>What was asked for does not exist in Exchange Online.</summary>
    public const string ExchangeOnlineRefused = nameof(ExchangeOnlineRefused);
}
