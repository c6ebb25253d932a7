using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Zones;

/// <summary>A time zone as TimeZoneContext, StartTimeZone and EndTimeZone tell it ([MS-OXWSGTZ] 2.2.4.12).</summary>
internal sealed class ZoneDefinition
{
    /// <summary>The id under which Exchange keeps the times of clients that name no zone.</summary>
    public const string UnnamedId = "tzone://Microsoft/Utc";

    private static readonly ConcurrentDictionary<string, ZoneDefinition?> Windows = new(StringComparer.Ordinal);

    private readonly Lazy<IReadOnlyList<XElement>> _content;

    public ZoneDefinition(string id, string name, TimeZoneInfo info, Func<IReadOnlyList<XElement>> content)
    {
        Id = id;
        Name = name;
        Info = info;
        _content = new(content);
    }

    /// <summary>What Exchange keeps where no zone was given.</summary>
    public static ZoneDefinition Unnamed { get; } =
        new(UnnamedId, "UTC", TimeZoneInfo.Utc, () => ZoneRules.Describe(UnnamedId, TimeZoneInfo.Utc));

    public string Id { get; }

    public string Name { get; }

    /// <summary>The zone's clock.</summary>
    public TimeZoneInfo Info { get; }

    /// <summary>The zone of a Windows id, or null; .NET knows IANA ids too, Exchange does not.</summary>
    public static ZoneDefinition? Find(string id) => id == UnnamedId ? Unnamed : Windows.GetOrAdd(id, Load);

    /// <summary>The zone of a definition; one that is no Windows zone is kept whole.</summary>
    /// <exception cref="EwsItemException">The id is no Windows id, and no period is given.</exception>
    public static ZoneDefinition Read(XElement definition)
    {
        var id = definition.Value("Id") ?? "";
        return Find(id) ?? CustomZone.Read(id, definition);
    }

    /// <summary>Writes the attributes and, if they are wanted, the periods and transitions of an element that is open.</summary>
    public void WriteTo(XmlWriter writer, bool isFull = true)
    {
        writer.WriteAttributeString("Name", Name);
        writer.WriteAttributeString("Id", Id);
        foreach (var part in isFull ? _content.Value : [])
        {
            part.WriteTo(writer);
        }
    }

    private static ZoneDefinition? Load(string id)
    {
        var isUtc = id == "UTC";
        if (!isUtc && (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) || zone.HasIanaId))
        {
            return null;
        }

        var info = isUtc ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(id);
        return new ZoneDefinition(id, info.DisplayName, info, () => ZoneRules.Describe(id, info));
    }
}
