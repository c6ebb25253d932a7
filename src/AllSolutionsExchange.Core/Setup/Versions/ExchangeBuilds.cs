namespace AllSolutionsExchange.Setup.Versions;

/// <summary>A product line of Exchange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EndOfSupport">The end of the day in UTC on which Microsoft's support ended; null when it has not, or is not known.</param>
internal sealed record ExchangeProduct(string Name, DateTimeOffset? EndOfSupport);

/// <summary>A release, service pack or cumulative update.</summary>
/// <param name="Product">Of which product.</param>
/// <param name="Name">For example <c>CU15</c>.</param>
/// <param name="First">Its own build.</param>
/// <param name="Newest">Its build with the newest rollup, security or hotfix update known.</param>
internal sealed record ExchangeUpdate(ExchangeProduct Product, string Name, Version First, Version Newest);

/// <summary>
/// The builds of Exchange Server, as Microsoft publishes them (Exchange Server build numbers and release dates). A server
/// that is newer is not an error: the table ages.
/// </summary>
internal static class ExchangeBuilds
{
    /// <summary>The day on which the table was complete.</summary>
    public static readonly DateTime AsOf = new(2026, 10, 2, 0, 0, 0, DateTimeKind.Utc);

    private static readonly ExchangeProduct Exchange2007 = new("Exchange Server 2007", EndOf(2017, 4, 11));
    private static readonly ExchangeProduct Exchange2010 = new("Exchange Server 2010", EndOf(2020, 10, 13));
    private static readonly ExchangeProduct Exchange2013 = new("Exchange Server 2013", EndOf(2023, 4, 11));
    private static readonly ExchangeProduct Exchange2016 = new("Exchange Server 2016", EndOf(2025, 10, 14));
    private static readonly ExchangeProduct Exchange2019 = new("Exchange Server 2019", EndOf(2025, 10, 14));
    private static readonly ExchangeProduct ExchangeSE = new("Exchange Server Subscription Edition", EndOfSupport: null);
    private static readonly ExchangeProduct ExchangeOnline = new("Exchange Online", EndOfSupport: null);

    /// <summary>What is too old to work with is left out. Within a product, in the order of their builds.</summary>
    public static IReadOnlyList<ExchangeUpdate> Updates { get; } =
    [
        new(Exchange2010, "SP2", new(14, 2, 247, 5), new(14, 2, 247, 5)),
        new(Exchange2010, "SP3", new(14, 3, 123, 4), new(14, 3, 513, 0)),
        new(Exchange2013, "RTM", new(15, 0, 516, 32), new(15, 0, 516, 32)),
        new(Exchange2013, "CU1", new(15, 0, 620, 29), new(15, 0, 620, 29)),
        new(Exchange2013, "CU2", new(15, 0, 712, 24), new(15, 0, 712, 24)),
        new(Exchange2013, "CU3", new(15, 0, 775, 38), new(15, 0, 775, 38)),
        new(Exchange2013, "SP1", new(15, 0, 847, 32), new(15, 0, 847, 64)),
        new(Exchange2013, "CU5", new(15, 0, 913, 22), new(15, 0, 913, 22)),
        new(Exchange2013, "CU6", new(15, 0, 995, 29), new(15, 0, 995, 29)),
        new(Exchange2013, "CU7", new(15, 0, 1044, 25), new(15, 0, 1044, 25)),
        new(Exchange2013, "CU8", new(15, 0, 1076, 9), new(15, 0, 1076, 9)),
        new(Exchange2013, "CU9", new(15, 0, 1104, 5), new(15, 0, 1104, 5)),
        new(Exchange2013, "CU10", new(15, 0, 1130, 7), new(15, 0, 1130, 7)),
        new(Exchange2013, "CU11", new(15, 0, 1156, 6), new(15, 0, 1156, 6)),
        new(Exchange2013, "CU12", new(15, 0, 1178, 4), new(15, 0, 1178, 4)),
        new(Exchange2013, "CU13", new(15, 0, 1210, 3), new(15, 0, 1210, 3)),
        new(Exchange2013, "CU14", new(15, 0, 1236, 3), new(15, 0, 1236, 3)),
        new(Exchange2013, "CU15", new(15, 0, 1263, 5), new(15, 0, 1263, 5)),
        new(Exchange2013, "CU16", new(15, 0, 1293, 2), new(15, 0, 1293, 2)),
        new(Exchange2013, "CU17", new(15, 0, 1320, 4), new(15, 0, 1320, 4)),
        new(Exchange2013, "CU18", new(15, 0, 1347, 2), new(15, 0, 1347, 2)),
        new(Exchange2013, "CU19", new(15, 0, 1365, 1), new(15, 0, 1365, 1)),
        new(Exchange2013, "CU20", new(15, 0, 1367, 3), new(15, 0, 1367, 3)),
        new(Exchange2013, "CU21", new(15, 0, 1395, 4), new(15, 0, 1395, 12)),
        new(Exchange2013, "CU22", new(15, 0, 1473, 3), new(15, 0, 1473, 6)),
        new(Exchange2013, "CU23", new(15, 0, 1497, 2), new(15, 0, 1497, 48)),
        new(Exchange2016, "RTM", new(15, 1, 225, 42), new(15, 1, 225, 42)),
        new(Exchange2016, "CU1", new(15, 1, 396, 30), new(15, 1, 396, 30)),
        new(Exchange2016, "CU2", new(15, 1, 466, 34), new(15, 1, 466, 34)),
        new(Exchange2016, "CU3", new(15, 1, 544, 27), new(15, 1, 544, 27)),
        new(Exchange2016, "CU4", new(15, 1, 669, 32), new(15, 1, 669, 32)),
        new(Exchange2016, "CU5", new(15, 1, 845, 34), new(15, 1, 845, 34)),
        new(Exchange2016, "CU6", new(15, 1, 1034, 26), new(15, 1, 1034, 26)),
        new(Exchange2016, "CU7", new(15, 1, 1261, 35), new(15, 1, 1261, 35)),
        new(Exchange2016, "CU8", new(15, 1, 1415, 2), new(15, 1, 1415, 10)),
        new(Exchange2016, "CU9", new(15, 1, 1466, 3), new(15, 1, 1466, 16)),
        new(Exchange2016, "CU10", new(15, 1, 1531, 3), new(15, 1, 1531, 12)),
        new(Exchange2016, "CU11", new(15, 1, 1591, 10), new(15, 1, 1591, 18)),
        new(Exchange2016, "CU12", new(15, 1, 1713, 5), new(15, 1, 1713, 10)),
        new(Exchange2016, "CU13", new(15, 1, 1779, 2), new(15, 1, 1779, 8)),
        new(Exchange2016, "CU14", new(15, 1, 1847, 3), new(15, 1, 1847, 12)),
        new(Exchange2016, "CU15", new(15, 1, 1913, 5), new(15, 1, 1913, 12)),
        new(Exchange2016, "CU16", new(15, 1, 1979, 3), new(15, 1, 1979, 8)),
        new(Exchange2016, "CU17", new(15, 1, 2044, 4), new(15, 1, 2044, 13)),
        new(Exchange2016, "CU18", new(15, 1, 2106, 2), new(15, 1, 2106, 13)),
        new(Exchange2016, "CU19", new(15, 1, 2176, 2), new(15, 1, 2176, 14)),
        new(Exchange2016, "CU20", new(15, 1, 2242, 4), new(15, 1, 2242, 12)),
        new(Exchange2016, "CU21", new(15, 1, 2308, 8), new(15, 1, 2308, 27)),
        new(Exchange2016, "CU22", new(15, 1, 2375, 7), new(15, 1, 2375, 37)),
        new(Exchange2016, "CU23", new(15, 1, 2507, 6), new(15, 1, 2507, 75)),
        new(Exchange2019, "RTM", new(15, 2, 221, 12), new(15, 2, 221, 18)),
        new(Exchange2019, "CU1", new(15, 2, 330, 5), new(15, 2, 330, 11)),
        new(Exchange2019, "CU2", new(15, 2, 397, 3), new(15, 2, 397, 11)),
        new(Exchange2019, "CU3", new(15, 2, 464, 5), new(15, 2, 464, 15)),
        new(Exchange2019, "CU4", new(15, 2, 529, 5), new(15, 2, 529, 13)),
        new(Exchange2019, "CU5", new(15, 2, 595, 3), new(15, 2, 595, 8)),
        new(Exchange2019, "CU6", new(15, 2, 659, 4), new(15, 2, 659, 12)),
        new(Exchange2019, "CU7", new(15, 2, 721, 2), new(15, 2, 721, 13)),
        new(Exchange2019, "CU8", new(15, 2, 792, 3), new(15, 2, 792, 15)),
        new(Exchange2019, "CU9", new(15, 2, 858, 5), new(15, 2, 858, 15)),
        new(Exchange2019, "CU10", new(15, 2, 922, 7), new(15, 2, 922, 27)),
        new(Exchange2019, "CU11", new(15, 2, 986, 5), new(15, 2, 986, 42)),
        new(Exchange2019, "CU12", new(15, 2, 1118, 7), new(15, 2, 1118, 40)),
        new(Exchange2019, "CU13", new(15, 2, 1258, 12), new(15, 2, 1258, 39)),
        new(Exchange2019, "CU14", new(15, 2, 1544, 4), new(15, 2, 1544, 48)),
        new(Exchange2019, "CU15", new(15, 2, 1748, 10), new(15, 2, 1748, 53)),
        new(ExchangeSE, "RTM", new(15, 2, 2562, 17), new(15, 2, 2562, 53)),
    ];

    /// <summary>The newest build in the table.</summary>
    public static Version Newest { get; } = Updates[Updates.Count - 1].Newest;

    /// <summary>The product that a build belongs to; null when it is unknown.</summary>
    public static ExchangeProduct? ProductOf(Version build) =>
        (build.Major, build.Minor) switch
        {
            (8, _) => Exchange2007,
            (14, _) => Exchange2010,
            (15, 0) => Exchange2013,
            (15, 1) => Exchange2016,

            // Subscription Edition continues the numbers of 2019.
            (15, 2) => build.Build < 2562 ? Exchange2019 : ExchangeSE,
            (15, >= 20) => ExchangeOnline,
            _ => null,
        };

    private static DateTimeOffset EndOf(int year, int month, int day) => new(year, month, day, 23, 59, 59, TimeSpan.Zero);
}
