namespace AllSolutionsExchange;

/// <summary>
/// Every error of this product: what it means, why it comes (the remarks) and what to do. The topic about_AllSolutionsExchange_Errors
/// is made from this table.
/// </summary>
public static partial class ErrorIds
{
    /// <summary>A value cannot be worked with.</summary>
    /// <remarks>A parameter, a cell of a CSV file or a line of a plan holds something else than what is asked for.</remarks>
    public static ErrorDescriptor InvalidArgument { get; } =
        new(nameof(InvalidArgument), FailureCategory.InvalidArgument, "Correct the value and run the command again.");

    /// <summary>A file or folder could not be read or written.</summary>
    /// <remarks>A right is lacking, a disk is full, or another program has the file open.</remarks>
    public static ErrorDescriptor FileAccessFailed { get; } =
        new(
            nameof(FileAccessFailed),
            FailureCategory.ResourceUnavailable,
            "Check the path, the rights on it and the disk, and run the command again."
        );

    /// <summary>An account was refused: by Exchange, which answered HTTP 401, or as the account that the store is for.</summary>
    /// <remarks>
    /// The user name or password is wrong, or the account is locked, disabled or expired. The store is for single accounts, and a group
    /// was named with -ServiceAccount, or the system gives no other account access to a store.
    /// </remarks>
    public static ErrorDescriptor AccountRefused { get; } =
        new(
            nameof(AccountRefused),
            FailureCategory.AuthenticationError,
            "Check the account and its password, and set the parameters again with Set-AsExchangeParameter."
        );

    /// <summary>No usable answer came from Exchange or from the register.</summary>
    /// <remarks>
    /// The network, a name, a certificate, a proxy or a time-out is in the way, or something else than Exchange Web Services answered.
    /// </remarks>
    public static ErrorDescriptor SideUnavailable { get; } =
        new(
            nameof(SideUnavailable),
            FailureCategory.ConnectionError,
            "Run the command again. If it fails again, see what Test-AsExchangeEndpoint finds."
        );

    /// <summary>Exchange refused the request.</summary>
    /// <remarks>The mailbox is unknown, the service account may not impersonate it, or the folder or item is gone.</remarks>
    public static ErrorDescriptor MailboxRefused { get; } =
        new(nameof(MailboxRefused), FailureCategory.PermissionDenied, "See what Test-AsExchangeEndpoint finds, and run the command again.");

    /// <summary>A safety limit stopped the mailbox before the first write.</summary>
    /// <remarks>A side is suddenly empty, more would be deleted than is allowed, or a side was put back or is another one.</remarks>
    public static ErrorDescriptor SyncStopped { get; } =
        new(
            nameof(SyncStopped),
            FailureCategory.OperationStopped,
            "Look at the plan with Invoke-AsExchangeSync -WhatIf, and run again with what the message names if it is right."
        );

    /// <summary>Another run took the mailbox over.</summary>
    /// <remarks>This run waited longer than its hold on the mailbox lasts.</remarks>
    public static ErrorDescriptor LeaseLost { get; } =
        new(nameof(LeaseLost), FailureCategory.ResourceBusy, "Run the command again when the other run has ended.");

    /// <summary>A mailbox could not be synchronised; the others went on.</summary>
    /// <remarks>Exchange refused the mailbox, or the mailbox needs something that only an admin can mend.</remarks>
    public static ErrorDescriptor MailboxSyncFailed { get; } =
        new(
            nameof(MailboxSyncFailed),
            FailureCategory.PermissionDenied,
            "See what Test-AsExchangeEndpoint finds, and run the command again."
        );

    /// <summary>The connection was lost while a mailbox was synchronised; the others went on.</summary>
    /// <remarks>Exchange did not answer, or answered too late.</remarks>
    public static ErrorDescriptor MailboxInterrupted { get; } =
        new(
            nameof(MailboxInterrupted),
            FailureCategory.ConnectionError,
            "Run the command again: the next run carries on from here. If it fails again, see what Test-AsExchangeEndpoint finds."
        );

    /// <summary>A safety limit stopped a mailbox before the first write; the others went on.</summary>
    /// <remarks>A side is suddenly empty, more would be deleted than is allowed, or a side was put back or is another one.</remarks>
    public static ErrorDescriptor MailboxStopped { get; } =
        new(
            nameof(MailboxStopped),
            FailureCategory.OperationStopped,
            "Look at the plan with Invoke-AsExchangeSync -WhatIf, and run again with what the message names if it is right."
        );

    /// <summary>Another run has the mailbox; the others went on.</summary>
    /// <remarks>Two runs were started at the same time.</remarks>
    public static ErrorDescriptor MailboxLocked { get; } =
        new(nameof(MailboxLocked), FailureCategory.ResourceBusy, "Run the command again when the other run has ended.");

    /// <summary>An item could not be synchronised; the others went on.</summary>
    /// <remarks>Exchange or the register refused the item.</remarks>
    public static ErrorDescriptor ItemSyncFailed { get; } =
        new(nameof(ItemSyncFailed), FailureCategory.WriteError, "Correct the item. The runs that follow try it again by themselves.");

    /// <summary>The titles of what is held could not be read; it is listed without them.</summary>
    /// <remarks>The mailbox or the register did not answer.</remarks>
    public static ErrorDescriptor TitlesNotRead { get; } =
        new(
            nameof(TitlesNotRead),
            FailureCategory.ConnectionError,
            "Run the command again. If it fails again, see what Test-AsExchangeEndpoint finds."
        );

    /// <summary>The time zone is not known on this computer.</summary>
    /// <remarks>The id is misspelt, or is one of another system.</remarks>
    public static ErrorDescriptor TimeZoneUnknown { get; } =
        new(
            nameof(TimeZoneUnknown),
            FailureCategory.InvalidArgument,
            "Give a Windows id (W. Europe Standard Time) or an IANA id (Europe/Amsterdam)."
        );

    /// <summary>-AllowEmptySide was given for several users.</summary>
    /// <remarks>Whether an empty side is right is decided for one user at a time.</remarks>
    public static ErrorDescriptor AllowEmptySideNeedsOneUser { get; } =
        new(nameof(AllowEmptySideNeedsOneUser), FailureCategory.InvalidArgument, "Give exactly one -User with -AllowEmptySide.");
}
