using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>Which properties a request wants of folders, and how they are written (BaseFolderType, [MS-OXWSFOLD] 2.2.4.3).</summary>
internal sealed class FolderShape
{
    private readonly string _baseShape;
    private readonly HashSet<string> _paths;
    private readonly List<(XElement Uri, ExtendedPropertyName Name)> _extended = [];
    private readonly SchemaVersions _versions;

    private FolderShape(string baseShape, HashSet<string> paths, SchemaVersions versions)
    {
        _baseShape = baseShape;
        _paths = paths;
        _versions = versions;
    }

    public static FolderShape Read(XElement element, SchemaVersions versions)
    {
        var baseShape = element.Type("BaseShape")?.Value ?? "";
        if (baseShape is not ("IdOnly" or "Default" or "AllProperties"))
        {
            throw EwsFaultException.Schema(element, $"The BaseShape '{baseShape}' fails the enumeration constraint.");
        }

        var shape = new FolderShape(baseShape, new HashSet<string>(StringComparer.Ordinal), versions);
        foreach (var path in element.Type("AdditionalProperties")?.Elements() ?? [])
        {
            if (path.Name.LocalName == "ExtendedFieldURI")
            {
                shape._extended.Add((path, ExtendedPropertyName.Read(path)));
            }
            else
            {
                shape.Add(
                    path,
                    path.Value("FieldURI") ?? throw EwsFaultException.Schema(path, "The required attribute 'FieldURI' is missing.")
                );
            }
        }
        return shape;
    }

    private void Add(XElement path, string uri)
    {
        if (uri == "folder:DistinguishedFolderId" && _versions.Request < SchemaVersion.Exchange2013)
        {
            throw EwsFaultException.Schema(
                path,
                $"The 'FieldURI' attribute is invalid - The value '{uri}' fails the enumeration constraint."
            );
        }

        _paths.Add(uri);
    }

    public void Write(XmlWriter writer, Folder folder)
    {
        var values = new PropertyWriter(writer, TimeZoneInfo.Utc, "Best", _versions);
        writer.WriteStartElement("t", folder.Element, Ews.TypesUri);
        values.WriteId("FolderId", folder.Id, folder.ChangeKey);
        if (Wants("ParentFolderId", inDefault: false))
        {
            values.WriteId("ParentFolderId", (folder.Parent ?? folder).Id, (folder.Parent ?? folder).ChangeKey);
        }

        if (folder.FolderClass.Length > 0)
        {
            WriteText(writer, "FolderClass", folder.FolderClass, inDefault: false);
        }

        WriteText(writer, "DisplayName", folder.DisplayName, inDefault: true);
        WriteText(writer, "TotalCount", XmlConvert.ToString(folder.Items.Count), inDefault: true);
        WriteText(writer, "ChildFolderCount", XmlConvert.ToString(folder.Mailbox.Folders.Count(f => f.Parent == folder)), inDefault: true);
        foreach (var (uri, property) in _extended)
        {
            if (MapiProperties.Of(folder, property) is { } value)
            {
                values.WriteExtended(uri, value);
            }
        }
        if (Wants("EffectiveRights", inDefault: false))
        {
            WriteRights(writer);
        }

        if (folder.DistinguishedName is { } name && _paths.Contains("folder:DistinguishedFolderId"))
        {
            writer.WriteElementString("t", "DistinguishedFolderId", Ews.TypesUri, name);
        }

        if (folder.Element is "Folder" or "TasksFolder")
        {
            WriteText(
                writer,
                "UnreadCount",
                XmlConvert.ToString(folder.Items.Count(i => i[MessageProperties.IsRead] is false)),
                inDefault: true
            );
        }

        writer.WriteEndElement();
    }

    private void WriteText(XmlWriter writer, string element, string text, bool inDefault)
    {
        if (Wants(element, inDefault))
        {
            writer.WriteElementString("t", element, Ews.TypesUri, text);
        }
    }

    private bool Wants(string element, bool inDefault) =>
        _baseShape == "AllProperties" || inDefault && _baseShape == "Default" || _paths.Contains("folder:" + element);

    // The owner, or who acts as the owner, may do everything.
    private static void WriteRights(XmlWriter writer)
    {
        writer.WriteStartElement("t", "EffectiveRights", Ews.TypesUri);
        foreach (
            var right in new[] { "CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read", "ViewPrivateItems" }
        )
        {
            writer.WriteElementString("t", right, Ews.TypesUri, "true");
        }

        writer.WriteEndElement();
    }
}
