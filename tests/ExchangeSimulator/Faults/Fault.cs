namespace ExchangeSimulator;

/// <summary>A fault that waits for requests of a kind.</summary>
/// <param name="Action">What goes wrong.</param>
public sealed record Fault(FaultAction Action)
{
    /// <summary>The operation; null is any.</summary>
    public string? Operation { get; init; }

    /// <summary>The mailbox's address; null is any.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Which of the matching requests from now on is the first to be hit; 1 is the next.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching requests in a row are hit; <see cref="int.MaxValue"/> is all.</summary>
    public int Times { get; init; } = 1;
}
