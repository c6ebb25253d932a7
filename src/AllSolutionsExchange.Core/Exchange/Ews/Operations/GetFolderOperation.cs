using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>GetFolder (MS-OXWSFOLD): one result for each folder asked for.</summary>
internal sealed class GetFolderOperation(IReadOnlyList<EwsFolderId> folders) : EwsOperation<EwsFolder>
{
    public override string Name => "GetFolder";

    public override void WriteBody(XmlWriter writer)
    {
        EwsFolderShape.Write(writer);
        writer.StartMessage("FolderIds");
        foreach (var folder in folders)
            writer.WriteFolderId(folder);
        writer.WriteEndElement();
    }

    public override EwsFolder? ReadElement(XmlReader reader, EwsFolder? message)
    {
        if (!reader.Enter())
            return message;
        while (reader.NextChild())
            message = EwsFolderReader.Read(reader);
        return message;
    }
}
