namespace AllSolutionsExchange;

/// <summary>
/// What kind of failure it is. Names and numbers are those of <c>System.Management.Automation.ErrorCategory</c>, which Core does not know.
/// </summary>
public enum FailureCategory
{
    /// <summary>A value cannot be worked with.</summary>
    InvalidArgument = 5,

    /// <summary>What is stored cannot be read.</summary>
    InvalidData = 6,

    /// <summary>It cannot be done in this state.</summary>
    InvalidOperation = 7,

    /// <summary>A command did not do what it was to do.</summary>
    InvalidResult = 8,

    /// <summary>It does not exist there.</summary>
    NotImplemented = 11,

    /// <summary>What is named does not exist.</summary>
    ObjectNotFound = 13,

    /// <summary>It was stopped on purpose.</summary>
    OperationStopped = 14,

    /// <summary>A right is lacking.</summary>
    PermissionDenied = 18,

    /// <summary>Something else uses it.</summary>
    ResourceBusy = 19,

    /// <summary>It exists already.</summary>
    ResourceExists = 20,

    /// <summary>A file or a store cannot be used.</summary>
    ResourceUnavailable = 21,

    /// <summary>A write failed.</summary>
    WriteError = 23,

    /// <summary>A secret cannot be read or protected.</summary>
    SecurityError = 25,

    /// <summary>No usable answer came.</summary>
    ConnectionError = 27,

    /// <summary>An account was refused.</summary>
    AuthenticationError = 28,
}
