using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Search;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>FindItem, [MS-OXWSSRCH] 3.1.4.2; never looks below a folder.</summary>
internal static class FindItem
{
    private static readonly string[] NotPlayed = ["GroupBy", "DistinguishedGroupBy", "QueryString", "ContactsView"];

    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var shape = ItemShape.Read(request.RequiredMessage("ItemShape"), isSummary: true, context.Versions);
        var traversal = request.Value("Traversal");
        if (traversal is not ("Shallow" or "SoftDeleted" or "Associated"))
        {
            throw EwsFaultException.Schema(
                request,
                $"The 'Traversal' attribute '{traversal}' is missing or fails the enumeration constraint."
            );
        }

        if (Array.Find(NotPlayed, name => request.Message(name) is not null) is { } unplayed)
        {
            throw EwsErrors.NotPlayed($"FindItem with {unplayed}");
        }

        ResponseMessages.Write(
            writer,
            "FindItem",
            request.RequiredMessage("ParentFolderIds").Elements(),
            null,
            id =>
            {
                var page = Find(context.Folder(id), request, traversal, context.Versions.Request);
                return w => WritePage(w, context, shape, page);
            }
        );
    }

    private static Page<Item> Find(Folder folder, XElement request, string traversal, SchemaVersion version)
    {
        // What was soft-deleted is in a folder of its own, and nothing is associated with a folder.
        IReadOnlyList<Item> items = traversal == "Shallow" ? folder.Items : [];
        if (request.Message("CalendarView") is { } view)
        {
            return CalendarView.Find(folder, view);
        }

        IEnumerable<Item> found = items;
        if (request.Message("Restriction")?.Elements().FirstOrDefault() is { } expression)
        {
            found = items.Where(Restriction.Read(expression, version));
        }

        return Paging.Cut(SortOrder.Apply(found, request.Message("SortOrder"), version).ToArray(), request, "Item");
    }

    private static void WritePage(XmlWriter writer, OperationContext context, ItemShape shape, Page<Item> page)
    {
        writer.WriteStartElement("m", "RootFolder", Ews.MessagesUri);
        page.WriteAttributes(writer);
        writer.WriteStartElement("t", "Items", Ews.TypesUri);
        foreach (var item in page.Items)
        {
            shape.Write(writer, item, context.Zone.Info);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
