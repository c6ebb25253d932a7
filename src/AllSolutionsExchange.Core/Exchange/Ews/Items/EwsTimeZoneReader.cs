using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Reads a StartTimeZone or EndTimeZone (MS-OXWSGTZ TimeZoneDefinitionType). The rules of a Windows zone, which Exchange
/// may repeat with every item, are passed over: its id says them.
/// </summary>
internal static class EwsTimeZoneReader
{
    public static EwsTimeZone Read(XmlReader reader)
    {
        var zone = new EwsTimeZone(reader.GetAttribute("Id") ?? string.Empty, reader.GetAttribute("Name") ?? string.Empty, []);
        if (!zone.IsCustom)
        {
            reader.Skip();
            return zone;
        }
        var periods = new List<EwsTimeZonePeriod>();
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                if (reader.LocalName is "Periods")
                    ReadPeriods(reader, periods);
                else
                    reader.Skip();
            }
        }
        return zone with { Periods = periods };
    }

    private static void ReadPeriods(XmlReader reader, List<EwsTimeZonePeriod> periods)
    {
        if (!reader.Enter())
            return;
        while (reader.NextChild())
        {
            var bias = reader.GetAttribute("Bias");
            if (bias is not null)
                periods.Add(new EwsTimeZonePeriod(reader.GetAttribute("Name") ?? string.Empty, ParseBias(bias)));
            reader.Skip();
        }
    }

    private static TimeSpan ParseBias(string bias)
    {
        try
        {
            return -XmlConvert.ToTimeSpan(bias);
        }
        catch (OverflowException e)
        {
            throw new FormatException("The bias of the time zone is out of range.", e);
        }
    }
}
