namespace AllSolutionsExchange;

public static partial class ErrorIds
{
    /// <summary>The map of a connector cannot be worked with.</summary>
    /// <remarks>It is not JSON, or something in it is missing, unknown or of another kind than what is asked for there.</remarks>
    public static ErrorDescriptor ConnectorMapRefused { get; } =
        new(
            nameof(ConnectorMapRefused),
            FailureCategory.InvalidData,
            "Correct the map where the message says, and run the command again. Nothing was changed."
        );

    /// <summary>There is no map of a connector.</summary>
    /// <remarks>Something was asked of the connector, or a secret was given for it, before its map was set.</remarks>
    public static ErrorDescriptor ConnectorMapMissing { get; } =
        new(nameof(ConnectorMapMissing), FailureCategory.ObjectNotFound, "Set the map first: Set-AsConnector -Path connector.json.");

    /// <summary>The secret of a connector is missing, or is not the one that its map asks for.</summary>
    /// <remarks>
    /// The map names a secret that was not given, or none. A secret that is kept goes on only to the server, and for the account, that
    /// it was given for.
    /// </remarks>
    public static ErrorDescriptor ConnectorSecretRefused { get; } =
        new(
            nameof(ConnectorSecretRefused),
            FailureCategory.InvalidArgument,
            "Give the secret that the map names with -Credential or -Secret. Nothing was changed."
        );

    /// <summary>The items of AllSolutions are behind a connector, and not in the local register.</summary>
    /// <remarks>
    /// A connector is set (Set-AsConnector). The commands for appointments and tasks work on the register alone, which is not synchronised
    /// then.
    /// </remarks>
    public static ErrorDescriptor RegisterNotInUse { get; } =
        new(
            nameof(RegisterNotInUse),
            FailureCategory.InvalidOperation,
            "Work on the items in AllSolutions itself. Set-AsConnector -Register goes back to the register."
        );

    /// <summary>The map of the connector does not have a kind of item.</summary>
    /// <remarks>A run was asked for kinds of which connector.json says nothing.</remarks>
    public static ErrorDescriptor KindNotInMap { get; } =
        new(
            nameof(KindNotInMap),
            FailureCategory.InvalidOperation,
            "Add the kind to the map, and set it again with Set-AsConnector -Path."
        );
}
