using System.Text.Json.Serialization;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>What was done to a file.</summary>
public enum EwsProxyAction
{
    /// <summary>A proxy was set.</summary>
    Set,

    /// <summary>The proxy was taken out.</summary>
    Remove,

    /// <summary>The file was put back as it was before the first change.</summary>
    Restore,
}

/// <summary>One write to a file, noted before it was done. It may have been cut short: the file then still is what it was before.</summary>
internal sealed record ProxyRecord
{
    public required DateTimeOffset Time { get; init; }

    public required string Server { get; init; }

    public required string Path { get; init; }

    public required EwsProxyAction Action { get; init; }

    /// <summary>SHA-256 of the file before the write.</summary>
    public required string BeforeHash { get; init; }

    /// <summary>SHA-256 of the file after it.</summary>
    public required string AfterHash { get; init; }

    /// <summary>SHA-256 of the file before the first of the writes that led here; its content is kept.</summary>
    public required string OriginalHash { get; init; }

    /// <summary>The proxy after the write; null for none.</summary>
    public EwsProxySettings? Settings { get; init; }
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProxyRecord))]
internal sealed partial class ProxyRecordJson : JsonSerializerContext;
