namespace ExchangeSimulator.Http;

/// <summary>What a version of Exchange shows of itself. Builds: Microsoft's table of build numbers; labels: captured responses.</summary>
internal sealed record ExchangeProduct(Version Build, string SchemaLabel, string WebServer, int HighestRequestVersion)
{
    /// <summary>A request without RequestServerVersion is one of the first EWS ([MS-OXWSCDATA] 2.2.3.11).</summary>
    public const string VersionWhenAbsent = "Exchange2007";

    // In the order of the schema's ExchangeVersionType.
    private static readonly string[] RequestVersions =
    [
        "Exchange2007", "Exchange2007_SP1", "Exchange2010", "Exchange2010_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2013_SP1",
        "Exchange2015", "Exchange2016", "V2015_10_05", "V2016_01_06", "V2016_04_13", "V2016_07_13", "V2016_10_10",
    ];

    public bool IsForms2010 => Build.Major < 15;

    public static ExchangeProduct Of(ExchangeVersion version) => version switch
    {
        ExchangeVersion.Exchange2010SP3 => new(new Version(14, 3, 513, 0), "Exchange2010_SP2", "Microsoft-IIS/7.5", 4),
        ExchangeVersion.Exchange2013 => new(new Version(15, 0, 1497, 48), "V2_23", "Microsoft-IIS/8.5", 6),
        ExchangeVersion.Exchange2016 => new(new Version(15, 1, 2507, 61), "V2017_07_11", "Microsoft-IIS/10.0", 13),
        ExchangeVersion.Exchange2019 => new(new Version(15, 2, 1748, 39), "V2017_07_11", "Microsoft-IIS/10.0", 13),
        ExchangeVersion.ExchangeSE => new(new Version(15, 2, 2562, 53), "V2017_07_11", "Microsoft-IIS/10.0", 13),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version that the simulator plays."),
    };

    /// <summary>Whether this server speaks the version that a request names.</summary>
    public bool Accepts(string requestVersion)
    {
        var index = Array.IndexOf(RequestVersions, requestVersion);
        return index >= 0 && index <= HighestRequestVersion;
    }
}
