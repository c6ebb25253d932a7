namespace AllSolutionsExchange;

public static partial class ErrorIds
{
    /// <summary>The store cannot be opened, read or written.</summary>
    /// <remarks>It is in use, damaged, full, of another version, or this account lacks a right on it.</remarks>
    public static ErrorDescriptor StoreUnusable { get; } =
        new(
            nameof(StoreUnusable),
            FailureCategory.ResourceUnavailable,
            "Check the file, its folder and the disk, and run the command again."
        );

    /// <summary>There is no store where it was looked for.</summary>
    /// <remarks>The parameters were never set, or -Store or the environment variable names another file.</remarks>
    public static ErrorDescriptor StoreMissing { get; } =
        new(nameof(StoreMissing), FailureCategory.ObjectNotFound, "Make it with Set-AsExchangeParameter, or name another one with -Store.");

    /// <summary>A store cannot be at this path.</summary>
    /// <remarks>It is on the network, a folder, a device, or no full path.</remarks>
    public static ErrorDescriptor StorePathRefused { get; } =
        new(
            nameof(StorePathRefused),
            FailureCategory.PermissionDenied,
            "Name the store's file on a local disk with -Store, by its full path."
        );

    /// <summary>The folder of the store is not safe.</summary>
    /// <remarks>Others can read it, write to it, or lead the way to it elsewhere.</remarks>
    public static ErrorDescriptor StoreFolderRefused { get; } =
        new(
            nameof(StoreFolderRefused),
            FailureCategory.PermissionDenied,
            "Make the folder yours alone, or name another store with -Store."
        );

    /// <summary>There is no such folder.</summary>
    /// <remarks>A folder that is named is not made by itself.</remarks>
    public static ErrorDescriptor StoreFolderMissing { get; } =
        new(
            nameof(StoreFolderMissing),
            FailureCategory.PermissionDenied,
            "Make it, for the account that runs the sync alone, or name another store with -Store."
        );

    /// <summary>A file of the store is not safe, or cannot be made.</summary>
    /// <remarks>It belongs to another account, others may read it, or it is not a plain file.</remarks>
    public static ErrorDescriptor StoreFileRefused { get; } =
        new(
            nameof(StoreFileRefused),
            FailureCategory.PermissionDenied,
            "Run as the account that owns it, or name another store with -Store."
        );

    /// <summary>This account may not read the store.</summary>
    /// <remarks>Another account made it.</remarks>
    public static ErrorDescriptor StoreAccessDenied { get; } =
        new(
            nameof(StoreAccessDenied),
            FailureCategory.PermissionDenied,
            "Run as the account that made the store, or let that account give this one access: Set-AsExchangeParameter -ServiceAccount."
        );

    /// <summary>Windows does not know the account that was named with -ServiceAccount.</summary>
    /// <remarks>It is misspelt, or its domain does not answer.</remarks>
    public static ErrorDescriptor AccountUnknown { get; } =
        new(
            nameof(AccountUnknown),
            FailureCategory.PermissionDenied,
            "Give it as DOMAIN\\name; a group managed service account's name ends with $."
        );

    /// <summary>The account that was named with -ServiceAccount would not be able to use the store's folder.</summary>
    /// <remarks>The folder does not belong to the administrators.</remarks>
    public static ErrorDescriptor AccessNotGranted { get; } =
        new(
            nameof(AccessNotGranted),
            FailureCategory.PermissionDenied,
            "Give the folder to the administrators with icacls, and run the command again."
        );

    /// <summary>The AllSolutions register is gone from beside its store.</summary>
    /// <remarks>It was moved or deleted.</remarks>
    public static ErrorDescriptor RegisterMissing { get; } =
        new(nameof(RegisterMissing), FailureCategory.PermissionDenied, "Put it back from a backup.");

    /// <summary>The stored password cannot be used.</summary>
    /// <remarks>It was protected on another computer or with another key, or was changed.</remarks>
    public static ErrorDescriptor SecretUnreadable { get; } =
        new(nameof(SecretUnreadable), FailureCategory.SecurityError, "Set the parameters again: Set-AsExchangeParameter -Credential.");
}
