namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>What an answer says of the server that gave it.</summary>
/// <param name="Build">Major.minor.build.revision of ServerVersionInfo; null when the header is absent or incomplete.</param>
/// <param name="SchemaVersion">Its Version attribute. It does not tell the product: 2016, 2019 and SE say the same.</param>
/// <param name="Date">The server's clock (HTTP header Date, whole seconds); null when absent.</param>
internal sealed record EwsServerInfo(Version? Build, string? SchemaVersion, DateTimeOffset? Date);
