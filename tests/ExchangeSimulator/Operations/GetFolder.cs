using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>GetFolder, [MS-OXWSFOLD] 3.1.4.6.</summary>
internal static class GetFolder
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var shape = FolderShape.Read(request.RequiredMessage("FolderShape"), context.Versions);
        ResponseMessages.Write(
            writer,
            "GetFolder",
            request.RequiredMessage("FolderIds").Elements(),
            "Folders",
            id =>
            {
                var folder = context.Folder(id);
                return w =>
                {
                    w.WriteStartElement("m", "Folders", Ews.MessagesUri);
                    shape.Write(w, folder);
                    w.WriteEndElement();
                };
            }
        );
    }
}
