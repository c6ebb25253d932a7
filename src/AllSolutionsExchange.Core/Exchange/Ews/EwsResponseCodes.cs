namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// The response codes of EWS that have a consequence here (MS-OXWSCDATA, ResponseCodeType), and what an admin should do.
/// </summary>
internal static class EwsResponseCodes
{
    public const string NoError = "NoError";
    public const string ServerBusy = "ErrorServerBusy";
    public const string ExceededConnectionCount = "ErrorExceededConnectionCount";
    public const string ItemNotFound = "ErrorItemNotFound";
    public const string FolderNotFound = "ErrorFolderNotFound";
    public const string SyncFolderNotFound = "ErrorSyncFolderNotFound";
    public const string InvalidSyncStateData = "ErrorInvalidSyncStateData";
    public const string IrresolvableConflict = "ErrorIrresolvableConflict";
    public const string StaleObject = "ErrorStaleObject";
    public const string ImpersonateUserDenied = "ErrorImpersonateUserDenied";
    public const string NonExistentMailbox = "ErrorNonExistentMailbox";
    public const string BatchProcessingStopped = "ErrorBatchProcessingStopped";
    public const string InternalServerError = "ErrorInternalServerError";
    public const string TimeoutExpired = "ErrorTimeoutExpired";
    public const string InternalServerTransientError = "ErrorInternalServerTransientError";
    public const string SchemaValidation = "ErrorSchemaValidation";
    public const string InvalidRequest = "ErrorInvalidRequest";

    /// <summary>
    /// Not of Exchange: a value cannot be read, for example a broken date; or what was asked for is not there, and something else is.
    /// </summary>
    public const string UnreadableItem = "UnreadableItem";

    public static bool IsServerBusy(string code) => code is ServerBusy or ExceededConnectionCount;

    public static bool IsTransient(string code) =>
        IsServerBusy(code)
        || code
            is TimeoutExpired
                or InternalServerTransientError
                or "ErrorMailboxStoreUnavailable"
                or "ErrorMailboxMoveInProgress"
                or "ErrorMailboxFailover"
                or "ErrorADUnavailable"
                or "ErrorCrossSiteRequest"
                or BatchProcessingStopped;

    /// <summary>The request was refused as a whole before anything of it was done: it is not valid.</summary>
    public static bool IsRefusal(string code) => code is SchemaValidation or InvalidRequest;

    /// <summary>Whether the code says something of the account, the mailbox or the server, and so not of one item in a request.</summary>
    public static bool IsOfMailbox(string code) =>
        code
            is ImpersonateUserDenied
                or "ErrorImpersonationDenied"
                or "ErrorImpersonationFailed"
                or "ErrorInvalidExchangeImpersonationHeaderData"
                or "ErrorInvalidUserPrincipalName"
                or "ErrorInvalidUserSid"
                or "ErrorInvalidSmtpAddress"
                or NonExistentMailbox
                or "ErrorMissingEmailAddress"
                or "ErrorAccountDisabled"
                or "ErrorPasswordExpired"
                or "ErrorPasswordChangeRequired"
                or "ErrorInvalidServerVersion"
                or "ErrorIncorrectSchemaVersion"
        || (IsTransient(code) && code is not (TimeoutExpired or InternalServerTransientError));

    /// <summary>A sentence for the admin: the code, Exchange's text, and what to do.</summary>
    /// <param name="error">The error.</param>
    /// <param name="mailbox">The mailbox that it is about, or null.</param>
    public static string Describe(EwsError error, string? mailbox = null)
    {
        var (said, advice) = (Said(error), Advice(error.ResponseCode, mailbox));
        return advice is null ? said + "." : $"{said}. {advice}";
    }

    /// <summary>The code, and Exchange's text, without its full stop: it becomes part of a sentence.</summary>
    public static string Said(EwsError error)
    {
        var text = error.MessageText.Trim().TrimEnd('.');
        if (error.IsOurs)
        {
            return text;
        }

        return text.Length == 0 ? $"Exchange answered {error.ResponseCode}" : $"Exchange answered {error.ResponseCode}: {text}";
    }

    /// <summary>What an admin should do; null where nothing is known.</summary>
    public static string? Advice(string code, string? mailbox = null) =>
        code switch
        {
            ImpersonateUserDenied => "The service account may not impersonate this mailbox. See who may: Get-AsImpersonation"
                + (mailbox is null ? "." : $" -Mailbox {mailbox}."),
            "ErrorImpersonationDenied" or "ErrorImpersonationFailed" =>
                "The service account has no right to impersonate, or it is disabled. Grant-AsImpersonation gives it the right, for "
                    + "the members of a group.",
            "ErrorInvalidExchangeImpersonationHeaderData"
            or "ErrorInvalidUserPrincipalName"
            or "ErrorInvalidUserSid"
            or "ErrorInvalidSmtpAddress" => "The address of the mailbox is not valid. Correct it.",
            NonExistentMailbox =>
                "No mailbox of this server has that address. Correct the address; in a hybrid organization the mailbox may be in "
                    + "Exchange Online.",
            "ErrorMissingEmailAddress" => "The service account has no mailbox of its own. Name the mailbox to impersonate.",
            "ErrorAccessDenied" or "ErrorCreateItemAccessDenied" or "ErrorCannotDeleteObject" =>
                "The account has no rights on this folder or item. Check the folder's permissions, and that the mailbox is impersonated.",
            ItemNotFound => "The item was deleted or moved.",
            FolderNotFound or SyncFolderNotFound => "The folder was deleted or moved, or another mailbox answers for this address.",
            InvalidSyncStateData => "The stored sync state is no longer valid. The folder has to be read from the beginning.",
            IrresolvableConflict or StaleObject => "The item was changed in between. It has to be read again.",
            ServerBusy or ExceededConnectionCount =>
                "The server limits this account. Wait, lower the concurrency, or give the account a throttling policy: "
                    + "New-ThrottlingPolicy, Set-ThrottlingPolicyAssociation.",
            TimeoutExpired or InternalServerTransientError or "ErrorADUnavailable" or "ErrorCrossSiteRequest" =>
                "The server has a temporary problem. Try again later.",
            "ErrorMailboxStoreUnavailable" or "ErrorMailboxMoveInProgress" or "ErrorMailboxFailover" =>
                "The mailbox or its database is not available at the moment. Try again later.",
            "ErrorQuotaExceeded" => "The mailbox is full. Make room or raise its quota.",
            "ErrorAccountDisabled" => "The account is disabled. Enable it.",
            "ErrorPasswordExpired" or "ErrorPasswordChangeRequired" => "The password of the account has expired. Set a new one.",
            "ErrorInvalidServerVersion" or "ErrorIncorrectSchemaVersion" =>
                "The server is older than Exchange 2010 SP2, the oldest one supported.",
            SchemaValidation or InvalidRequest =>
                "The server does not accept the request. Report this as a fault of the module, with the protocol log.",
            _ => null,
        };
}
