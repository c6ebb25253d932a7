using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// FindFolder (MS-OXWSSRCH) over the whole tree below a folder, for the folders of one class. The tree includes the
/// folders that are in Deleted Items.
/// </summary>
internal sealed class FindFolderOperation(EwsFolderId root, string folderClass, int offset = 0, int pageSize = FindFolderOperation.PageSize)
    : EwsOperation<EwsFolderPage>
{
    // More than the find count limit of 1000 is cut off by Exchange anyway.
    public const int PageSize = 1000;

    public override string Name => "FindFolder";

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("Traversal", "Deep");
        EwsFolderShape.Write(writer);
        writer.StartMessage("IndexedPageFolderView");
        writer.WriteAttributeString("MaxEntriesReturned", pageSize.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("Offset", offset.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("BasePoint", "Beginning");
        writer.WriteEndElement();
        writer.StartMessage("Restriction");
        writer.WriteIsEqualTo(EwsPropertyPath.Field("folder:FolderClass"), folderClass);
        writer.WriteEndElement();
        writer.StartMessage("ParentFolderIds");
        writer.WriteFolderId(root);
        writer.WriteEndElement();
    }

    public override EwsFolderPage? ReadElement(XmlReader reader, EwsFolderPage? message)
    {
        if (reader.LocalName is not "RootFolder")
        {
            reader.Skip();
            return message;
        }
        var isLast = reader.ReadIsLastPage();
        var folders = new List<EwsFolder>();
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                if (reader.LocalName is "Folders")
                {
                    ReadFolders(reader, folders);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        return new EwsFolderPage(folders, isLast ?? folders.Count < pageSize);
    }

    // Some servers answer "nothing found" without a RootFolder.
    public override EwsFolderPage Empty() => new([], IncludesLastItemInRange: true);

    private static void ReadFolders(XmlReader reader, List<EwsFolder> folders)
    {
        if (!reader.Enter())
        {
            return;
        }

        while (reader.NextChild())
        {
            folders.Add(EwsFolderReader.ReadWithId(reader));
        }
    }
}
