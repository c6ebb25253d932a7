using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>One entry of a contact's dictionary, such as contacts:EmailAddress at EmailAddress1 ([MS-OXWSCDATA] 2.2.4.57).</summary>
internal static class IndexedProperty
{
    /// <summary>The path of the dictionary that an IndexedFieldURI looks into.</summary>
    public static string PropertyPath(XElement uri)
    {
        var path = uri.Value("FieldURI") ?? "";
        if (path.StartsWith("contacts:PhysicalAddress:", StringComparison.Ordinal))
        {
            return ContactProperties.PhysicalAddresses.Path;
        }

        return path switch
        {
            "contacts:EmailAddress" => ContactProperties.EmailAddresses.Path,
            "contacts:PhoneNumber" => ContactProperties.PhoneNumbers.Path,
            "contacts:ImAddress" => ContactProperties.ImAddresses.Path,
            "item:InternetMessageHeader" or "distributionlist:Members:Member" => "item:InternetMessageHeaders",
            _ => throw EwsFaultException.Schema(
                uri,
                $"The 'FieldURI' attribute is invalid - The value '{path}' fails the enumeration constraint."
            ),
        };
    }

    /// <summary>The dictionary with the entries of another put in.</summary>
    public static XElement Merge(XElement? dictionary, XElement entries)
    {
        var merged = new XElement(entries.Name, dictionary?.Elements());
        foreach (var entry in entries.Elements())
        {
            var present = merged.Elements().FirstOrDefault(e => e.Value("Key") == entry.Value("Key"));
            if (present is null)
            {
                merged.Add(entry);
            }
            else if (entry.HasElements)
            {
                MergeParts(present, entry);
            }
            else
            {
                present.Value = entry.Value;
            }
        }
        return merged;
    }

    /// <summary>The dictionary without what an IndexedFieldURI names; null where nothing is left.</summary>
    public static XElement? Remove(XElement? dictionary, XElement uri)
    {
        if (dictionary is null)
        {
            return null;
        }

        var left = new XElement(dictionary);
        var entry = left.Elements().FirstOrDefault(e => e.Value("Key") == uri.Value("FieldIndex"));
        var part = (uri.Value("FieldURI") ?? "").Split(':').Skip(2).FirstOrDefault();
        if (part is null)
        {
            entry?.Remove();
        }
        else
        {
            entry?.Type(part)?.Remove();
        }

        return left.HasElements ? left : null;
    }

    private static void MergeParts(XElement present, XElement entry)
    {
        foreach (var part in entry.Elements())
        {
            if (present.Element(part.Name) is { } old)
            {
                old.Value = part.Value;
            }
            else
            {
                present.Add(part);
            }
        }
    }
}
