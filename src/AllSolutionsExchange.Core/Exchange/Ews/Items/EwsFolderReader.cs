using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads a folder of any kind (MS-OXWSFOLD BaseFolderType).</summary>
internal static class EwsFolderReader
{
    /// <exception cref="FormatException">The folder has no id, or a count cannot be read.</exception>
    public static EwsFolder ReadWithId(XmlReader reader) =>
        Read(reader) is { Id: not null } folder ? folder : throw new FormatException("It holds a folder without an id.");

    private static EwsFolder Read(XmlReader reader)
    {
        var folder = new EwsFolder();
        if (!reader.Enter())
        {
            return folder;
        }

        while (reader.NextChild())
        {
            switch (reader.LocalName)
            {
                case "FolderId":
                    folder.Id = reader.ReadFolderId();
                    break;
                case "ParentFolderId":
                    folder.ParentFolderId = reader.ReadFolderId();
                    break;
                case "FolderClass":
                    folder.FolderClass = reader.ReadText();
                    break;
                case "DisplayName":
                    folder.DisplayName = reader.ReadText();
                    break;
                case "TotalCount":
                    folder.TotalCount = reader.ReadInt32();
                    break;
                case "ChildFolderCount":
                    folder.ChildFolderCount = reader.ReadInt32();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return folder;
    }
}
