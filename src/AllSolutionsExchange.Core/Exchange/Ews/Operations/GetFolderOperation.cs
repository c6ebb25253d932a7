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
        {
            writer.WriteFolderId(folder);
        }

        writer.WriteEndElement();
    }

    public override EwsFolder? ReadElement(XmlReader reader, EwsFolder? message)
    {
        if (reader.LocalName is not "Folders")
        {
            reader.Skip();
            return message;
        }
        if (!reader.Enter())
        {
            return message;
        }

        while (reader.NextChild())
        {
            message = message is null ? EwsFolderReader.ReadWithId(reader) : throw new FormatException("It holds more than one folder.");
        }

        return message;
    }

    public override void Check(int index, EwsFolder message)
    {
        if (index >= folders.Count)
        {
            throw new FormatException("It answers what was not asked.");
        }

        if (folders[index].Id is { } id && !string.Equals(id, message.Id, StringComparison.Ordinal))
        {
            throw new FormatException("It holds another folder than the one that was asked for.");
        }
    }
}
