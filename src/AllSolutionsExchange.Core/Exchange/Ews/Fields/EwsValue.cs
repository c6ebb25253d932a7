using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>How a value of one type is written as an element of EWS, and read from one.</summary>
/// <param name="Read">Reads the element that the reader stands on, and past it. Throws a FormatException where it cannot be read.</param>
/// <param name="Write">Writes the element of a name.</param>
internal sealed record EwsValue<TValue>(Func<XmlReader, TValue> Read, Action<XmlWriter, string, TValue> Write);

/// <summary>The types of values that the fields of items have.</summary>
internal static class EwsValues
{
    public static EwsValue<string> Text { get; } =
        new(reader => reader.ReadText(), (writer, element, value) => writer.WriteType(element, value));

    public static EwsValue<bool?> Boolean { get; } =
        new(reader => reader.ReadBoolean(), (writer, element, value) => writer.WriteType(element, value == true ? "true" : "false"));

    public static EwsValue<int?> Int32 { get; } =
        new(
            reader => reader.ReadInt32(),
            (writer, element, value) => writer.WriteType(element, value.GetValueOrDefault().ToString(CultureInfo.InvariantCulture))
        );

    public static EwsValue<double?> Double { get; } =
        new(
            reader => XmlConvert.ToDouble(reader.ReadText().Trim()),
            (writer, element, value) => writer.WriteType(element, XmlConvert.ToString(value.GetValueOrDefault()))
        );

    /// <summary>A day, which is kept as its midnight in UTC whatever the zone.</summary>
    public static EwsValue<DateTime?> Day { get; } =
        new(
            reader => DateTime.SpecifyKind(reader.ReadDateTime().Date, DateTimeKind.Unspecified),
            (writer, element, value) => writer.WriteType(element, EwsDateTime.Format(value.GetValueOrDefault().Date))
        );

    /// <summary>A moment in UTC.</summary>
    public static EwsValue<DateTime?> Moment { get; } =
        new(
            reader => reader.ReadDateTime(),
            (writer, element, value) => writer.WriteType(element, EwsDateTime.Format(value.GetValueOrDefault()))
        );

    /// <summary>A body as text.</summary>
    public static EwsValue<string> Body { get; } = new(reader => reader.ReadText(), WriteBody);

    public static EwsValue<IReadOnlyList<string>> Strings { get; } = new(ReadStrings, WriteStrings);

    /// <summary>A time zone, of which the id is written.</summary>
    public static EwsValue<EwsTimeZone> TimeZone { get; } =
        new(EwsTimeZoneReader.Read, (writer, element, value) => writer.WriteTimeZone(element, value.Id));

    private static void WriteBody(XmlWriter writer, string element, string value)
    {
        writer.StartType(element);
        writer.WriteAttributeString("BodyType", "Text");
        writer.WriteText(value);
        writer.WriteEndElement();
    }

    private static List<string> ReadStrings(XmlReader reader)
    {
        var strings = new List<string>();
        if (!reader.Enter())
        {
            return strings;
        }

        while (reader.NextChild())
        {
            strings.Add(reader.ReadText());
        }

        return strings;
    }

    private static void WriteStrings(XmlWriter writer, string element, IReadOnlyList<string> value)
    {
        writer.StartType(element);
        foreach (var text in value)
        {
            writer.WriteType("String", text);
        }

        writer.WriteEndElement();
    }
}
