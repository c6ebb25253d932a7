using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Mailboxes;

/// <summary>Which MAPI property an ExtendedFieldURI means ([MS-OXWSXPROP] 2.2.4.3), however it is spelt.</summary>
internal sealed record ExtendedPropertyName(Guid? Set, string? Name, int? Id, int? Tag, string Type)
{
    private static readonly Dictionary<string, Guid> DistinguishedSets = new(StringComparer.Ordinal)
    {
        ["Meeting"] = new("6ED8DA90-450B-101B-98DA-00AA003F1305"),
        ["Appointment"] = new("00062002-0000-0000-C000-000000000046"),
        ["Common"] = new("00062008-0000-0000-C000-000000000046"),
        ["PublicStrings"] = new("00020329-0000-0000-C000-000000000046"),
        ["Address"] = new("00062004-0000-0000-C000-000000000046"),
        ["InternetHeaders"] = new("00020386-0000-0000-C000-000000000046"),
        ["CalendarAssistant"] = new("11000E07-B51B-40D6-AF21-CAA85EDAB1D0"),
        ["UnifiedMessaging"] = new("4442858E-A9E3-4E80-B900-317A210CC15B"),
        ["Task"] = new("00062003-0000-0000-C000-000000000046"),
        ["Sharing"] = new("00062040-0000-0000-C000-000000000046"),
    };

    /// <summary>PidLidGlobalObjectId and PidLidCleanGlobalObjectId ([MS-OXPROPS]).</summary>
    public static readonly ExtendedPropertyName GlobalObjectId = new(DistinguishedSets["Meeting"], null, 0x3, null, "Binary");
    public static readonly ExtendedPropertyName CleanGlobalObjectId = new(DistinguishedSets["Meeting"], null, 0x23, null, "Binary");

    public bool IsArray => Type.EndsWith("Array", StringComparison.Ordinal);

    /// <summary>Reads an ExtendedFieldURI element.</summary>
    /// <exception cref="EwsFaultException">Its attributes are no combination that Exchange takes.</exception>
    public static ExtendedPropertyName Read(XElement uri)
    {
        var type = uri.Value("PropertyType") ?? throw EwsFaultException.Schema(uri, "The required attribute 'PropertyType' is missing.");
        var set = ReadSet(uri);
        var name = uri.Value("PropertyName");
        int? id = uri.Value("PropertyId") is { } text ? ReadNumber(uri, text) : null;
        int? tag = uri.Value("PropertyTag") is { } tagText ? ReadNumber(uri, tagText) : null;
        var valid = tag is null ? set is not null && name is null != id is null : set is null && name is null && id is null;
        return valid
            ? new ExtendedPropertyName(set, name, id, tag, type)
            : throw new EwsFaultException("ErrorInvalidExtendedProperty", "The extended property attribute combination is invalid.");
    }

    /// <summary>The value in the form in which it is kept and compared.</summary>
    public string Normalise(string value)
    {
        try
        {
            return Type.Replace("Array", "", StringComparison.Ordinal) switch
            {
                "Binary" => Convert.ToBase64String(Convert.FromBase64String(value)),
                "Boolean" => XmlConvert.ToString(XmlConvert.ToBoolean(value)),
                "Integer" or "Short" or "Long" => XmlConvert.ToString(XmlConvert.ToInt64(value)),
                "CLSID" => Guid.Parse(value).ToString("D"),
                "SystemTime" => EwsDateTime.Format(EwsDateTime.Parse(value, TimeZoneInfo.Utc), TimeZoneInfo.Utc),
                _ => value,
            };
        }
        catch (FormatException)
        {
            throw new EwsItemException("ErrorInvalidExtendedPropertyValue", "The specified value is invalid for property.");
        }
    }

    private static Guid? ReadSet(XElement uri)
    {
        if (uri.Value("DistinguishedPropertySetId") is { } distinguished)
        {
            return DistinguishedSets.TryGetValue(distinguished, out var known)
                ? known
                : throw EwsFaultException.Schema(
                    uri,
                    $"The value '{distinguished}' of DistinguishedPropertySetId fails the enumeration constraint."
                );
        }
        if (uri.Value("PropertySetId") is not { } text)
        {
            return null;
        }

        return Guid.TryParse(text, out var set)
            ? set
            : throw EwsFaultException.Schema(uri, $"The value '{text}' of PropertySetId is no guid.");
    }

    private static int ReadNumber(XElement uri, string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var ok = isHex
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number);
        return ok ? number : throw EwsFaultException.Schema(uri, $"'{text}' is no property number.");
    }
}
