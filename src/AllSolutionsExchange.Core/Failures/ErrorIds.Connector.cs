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
}
