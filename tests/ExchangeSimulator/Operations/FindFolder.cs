using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Search;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>FindFolder, [MS-OXWSSRCH] 3.1.4.1.</summary>
internal static class FindFolder
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var shape = FolderShape.Read(request.RequiredMessage("FolderShape"), context.Versions);
        var traversal = request.Value("Traversal");
        if (traversal is not ("Shallow" or "Deep" or "SoftDeleted"))
        {
            throw EwsFaultException.Schema(
                request,
                $"The 'Traversal' attribute '{traversal}' is missing or fails the enumeration constraint."
            );
        }

        ResponseMessages.Write(
            writer,
            "FindFolder",
            request.RequiredMessage("ParentFolderIds").Elements(),
            null,
            id =>
            {
                var page = Find(context.Folder(id), request, traversal);
                return w => WritePage(w, shape, page);
            }
        );
    }

    private static Page<Folder> Find(Folder parent, XElement request, string traversal)
    {
        var found = traversal switch
        {
            "Deep" => parent.Descendants(),
            "Shallow" => parent.Mailbox.Folders.Where(f => f.Parent == parent),
            _ => [],
        };
        if (request.Message("Restriction")?.Elements().FirstOrDefault() is { } expression)
        {
            found = found.Where(FolderRestriction.Read(expression));
        }

        return Paging.Cut(found.ToArray(), request, "Folder");
    }

    private static void WritePage(XmlWriter writer, FolderShape shape, Page<Folder> page)
    {
        writer.WriteStartElement("m", "RootFolder", Ews.MessagesUri);
        page.WriteAttributes(writer);
        writer.WriteStartElement("t", "Folders", Ews.TypesUri);
        foreach (var folder in page.Items)
        {
            shape.Write(writer, folder);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
