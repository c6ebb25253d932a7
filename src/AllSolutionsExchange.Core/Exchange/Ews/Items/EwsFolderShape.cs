using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The fields of <see cref="EwsFolder"/>, as a request asks for them.</summary>
internal static class EwsFolderShape
{
    private static readonly EwsPropertyPath[] Properties =
    [
        EwsPropertyPath.Field("folder:ParentFolderId"),
        EwsPropertyPath.Field("folder:FolderClass"),
        EwsPropertyPath.Field("folder:DisplayName"),
        EwsPropertyPath.Field("folder:TotalCount"),
        EwsPropertyPath.Field("folder:ChildFolderCount"),
    ];

    public static void Write(XmlWriter writer)
    {
        writer.StartMessage("FolderShape");
        writer.WriteType("BaseShape", "IdOnly");
        writer.StartType("AdditionalProperties");
        foreach (var property in Properties)
        {
            property.Write(writer);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
