using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// An item to look for: by its marker, its CleanGlobalObjectId or its subject; where several are given, each of them is enough.
/// </summary>
/// <param name="LinkId">The marker; null when it has none.</param>
/// <param name="CleanGlobalObjectId">Base64; null when it is not known.</param>
/// <param name="Subject">The whole subject; null looks for any.</param>
internal sealed record EwsItemLookup(string? LinkId, string? CleanGlobalObjectId, string? Subject = null);

/// <summary>How large the pages of FindItem are.</summary>
internal static class FindItemOperation
{
    // The find count limit of Exchange where there is a restriction.
    public const int PageSize = 250;

    // That of Exchange 2010 and of most policies (EWSFindCountLimit). If it is lower, fewer come.
    public const int WholePageSize = 1000;
}

/// <summary>FindItem (MS-OXWSSRCH) in one folder, not deep, for the items that one of the lookups meets, or for all.</summary>
/// <param name="fields">How items are read.</param>
/// <param name="folder">The folder.</param>
/// <param name="lookups">About 25 fit in one request; at least one holds a value. None: all items.</param>
/// <param name="shape">What is returned of the items; a body is not.</param>
/// <param name="offset">Where the page begins.</param>
/// <param name="pageSize">How many it holds at most.</param>
internal sealed class FindItemOperation<T>(
    EwsFields<T> fields,
    EwsFolderId folder,
    IReadOnlyList<EwsItemLookup> lookups,
    EwsItemShape shape,
    int offset = 0,
    int pageSize = FindItemOperation.PageSize
) : EwsOperation<EwsItemPage<T>>
    where T : EwsItem, new()
{
    public override string Name => "FindItem";

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("Traversal", "Shallow");
        shape.Write(writer);
        writer.StartMessage("IndexedPageItemView");
        writer.WriteAttributeString("MaxEntriesReturned", pageSize.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("Offset", offset.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("BasePoint", "Beginning");
        writer.WriteEndElement();
        if (lookups.Count > 0)
        {
            writer.StartMessage("Restriction");
            WriteAlternatives(writer);
            writer.WriteEndElement();
        }
        writer.StartMessage("ParentFolderIds");
        writer.WriteFolderId(folder);
        writer.WriteEndElement();
    }

    public override EwsItemPage<T>? ReadElement(XmlReader reader, EwsItemPage<T>? message)
    {
        if (reader.LocalName is not "RootFolder")
        {
            reader.Skip();
            return message;
        }
        var isLast = reader.ReadIsLastPage();
        var items = EwsItemContent.ReadRootFolder(reader, fields);
        return new EwsItemPage<T>(items, isLast ?? items.Count < pageSize);
    }

    public override EwsItemPage<T> Empty() => new([], IncludesLastItemInRange: true);

    // An Or of one is valid (MS-OXWSSRCH MultipleOperandBooleanExpressionType has no minimum of two).
    private void WriteAlternatives(XmlWriter writer)
    {
        writer.StartType("Or");
        foreach (var lookup in lookups)
        {
            if (lookup.LinkId is { } linkId)
            {
                writer.WriteIsEqualTo(EwsPropertyPath.LinkId, linkId);
            }

            if (lookup.CleanGlobalObjectId is { } id)
            {
                writer.WriteIsEqualTo(EwsPropertyPath.CleanGlobalObjectId, id);
            }

            if (lookup.Subject is { } subject)
            {
                writer.WriteIsEqualTo(EwsPropertyPath.Subject, subject);
            }
        }
        writer.WriteEndElement();
    }
}
