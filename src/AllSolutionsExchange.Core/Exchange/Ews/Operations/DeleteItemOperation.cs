using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>What becomes of a deleted item (MS-OXWSCORE DisposalType).</summary>
internal enum EwsDeleteType
{
    MoveToDeletedItems,
    HardDelete,
}

/// <summary>DeleteItem (MS-OXWSCORE). Nobody is mailed.</summary>
/// <param name="ids">The items.</param>
/// <param name="deleteType">What becomes of them.</param>
/// <param name="affectedTaskOccurrences">
/// What Exchange insists on for tasks (MS-OXWSCORE AffectedTaskOccurrencesType); null for other kinds.
/// </param>
internal sealed class DeleteItemOperation(
    IReadOnlyList<EwsItemId> ids,
    EwsDeleteType deleteType = EwsDeleteType.MoveToDeletedItems,
    string? affectedTaskOccurrences = null
) : EwsOperation<EwsNothing>
{
    public override string Name => "DeleteItem";

    public override bool IsWrite => true;

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("DeleteType", deleteType.ToString());
        writer.WriteAttributeString("SendMeetingCancellations", "SendToNone");
        if (affectedTaskOccurrences is not null)
        {
            writer.WriteAttributeString("AffectedTaskOccurrences", affectedTaskOccurrences);
        }

        writer.StartMessage("ItemIds");
        foreach (var id in ids)
        {
            writer.WriteItemId(id);
        }

        writer.WriteEndElement();
    }

    public override EwsNothing? ReadElement(XmlReader reader, EwsNothing? message)
    {
        reader.Skip();
        return message;
    }

    public override EwsNothing Empty() => EwsNothing.Value;
}

/// <summary>The content of an answer that says no more than that it was done.</summary>
internal sealed class EwsNothing
{
    private EwsNothing() { }

    public static EwsNothing Value { get; } = new();
}
