using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Http;

/// <summary>What a version of Exchange shows of itself. Builds: Microsoft's table of build numbers; labels: captured responses.</summary>
internal sealed record ExchangeProduct(Version Build, string SchemaLabel, string WebServer, SchemaVersion Highest)
{
    /// <summary>A request without RequestServerVersion is one of the first EWS ([MS-OXWSCDATA] 2.2.3.11).</summary>
    public const string VersionWhenAbsent = "Exchange2007";

    public bool IsForms2010 => Build.Major < 15;

    public static ExchangeProduct Of(ExchangeVersion version) =>
        version switch
        {
            ExchangeVersion.Exchange2010SP3 => new(
                new Version(14, 3, 513, 0),
                "Exchange2010_SP2",
                "Microsoft-IIS/7.5",
                SchemaVersion.Exchange2010_SP2
            ),
            ExchangeVersion.Exchange2013 => new(new Version(15, 0, 1497, 48), "V2_23", "Microsoft-IIS/8.5", SchemaVersion.Exchange2013_SP1),
            ExchangeVersion.Exchange2016 => new(
                new Version(15, 1, 2507, 61),
                "V2017_07_11",
                "Microsoft-IIS/10.0",
                SchemaVersion.V2016_10_10
            ),
            ExchangeVersion.Exchange2019 => new(
                new Version(15, 2, 1748, 39),
                "V2017_07_11",
                "Microsoft-IIS/10.0",
                SchemaVersion.V2016_10_10
            ),
            ExchangeVersion.ExchangeSE => new(new Version(15, 2, 2562, 53), "V2017_07_11", "Microsoft-IIS/10.0", SchemaVersion.V2016_10_10),
            _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version that the simulator plays."),
        };

    /// <summary>The version that a request names; null where this server does not speak it.</summary>
    public SchemaVersion? Accept(string requestVersion) =>
        Enum.TryParse<SchemaVersion>(requestVersion, out var version) && Enum.GetName(version) == requestVersion && version <= Highest
            ? version
            : null;
}
