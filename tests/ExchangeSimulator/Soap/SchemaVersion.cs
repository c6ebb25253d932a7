namespace ExchangeSimulator.Soap;

/// <summary>The versions of EWS, in the order of ExchangeVersionType ([MS-OXWSCDATA] 2.2.5.12).</summary>
internal enum SchemaVersion
{
    Exchange2007,
    Exchange2007_SP1,
    Exchange2010,
    Exchange2010_SP1,
    Exchange2010_SP2,
    Exchange2013,
    Exchange2013_SP1,
    Exchange2015,
    Exchange2016,
    V2015_10_05,
    V2016_01_06,
    V2016_04_13,
    V2016_07_13,
    V2016_10_10,
}

/// <summary>In which version a request is made, and which one the server is of.</summary>
/// <param name="Request">That of RequestServerVersion: what it does not know is neither taken nor given.</param>
/// <param name="Server">The highest that the server speaks.</param>
internal sealed record SchemaVersions(SchemaVersion Request, SchemaVersion Server);
