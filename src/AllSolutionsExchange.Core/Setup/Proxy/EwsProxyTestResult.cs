using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>Whether a server's proxy is as it should be, and whether the callback address can be reached.</summary>
public sealed record EwsProxyTestResult
{
    /// <summary>
    /// Whether nothing has drifted and, where it was asked, the way that Exchange takes reaches the callback address. False if
    /// there was nothing to compare with and no address to call.
    /// </summary>
    public required bool Succeeded { get; init; }

    /// <summary>The server, by the name that it was given.</summary>
    public required string Server { get; init; }

    /// <summary>The web.config, as this computer opens it.</summary>
    public required string Path { get; init; }

    /// <summary>The proxy that the file names.</summary>
    public required EwsProxy Proxy { get; init; }

    /// <summary>In what the file differs from what it should be, one sentence each.</summary>
    public IReadOnlyList<string> Drift
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>Whether there was something to compare with: values given, or a record of what was set.</summary>
    public bool IsCompared { get; init; }

    /// <summary>The computer that the callback address was called from; it must be the server for the answers to count.</summary>
    public required string TestedFrom { get; init; }

    /// <summary>The answer without a proxy; null where no address was given.</summary>
    public CallbackAnswer? CallbackDirect { get; init; }

    /// <summary>The answer the way that the file makes Exchange take; null where no address was given.</summary>
    public CallbackAnswer? CallbackConfigured { get; init; }

    /// <summary>What to do; null where nothing is to be done.</summary>
    public string? Advice { get; init; }
}
