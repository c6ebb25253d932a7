using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Who a name or address may be.</summary>
/// <param name="Mailboxes">At most 100.</param>
/// <param name="IncludesLastItemInRange">Whether these are all.</param>
internal sealed record EwsResolution(IReadOnlyList<EwsAddress> Mailboxes, bool IncludesLastItemInRange);

/// <summary>ResolveNames (MS-OXWSRSLNM) in the directory. That nobody is found comes back as ErrorNameResolutionNoResults.</summary>
internal sealed class ResolveNamesOperation(string entry) : EwsOperation<EwsResolution>
{
    public override string Name => "ResolveNames";

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("ReturnFullContactData", "false");
        writer.WriteAttributeString("SearchScope", "ActiveDirectory");
        writer.WriteMessage("UnresolvedEntry", entry);
    }

    public override EwsResolution? ReadElement(XmlReader reader, EwsResolution? message)
    {
        if (reader.LocalName is not "ResolutionSet")
        {
            reader.Skip();
            return message;
        }
        var isLast = reader.ReadIsLastPage() ?? true;
        var mailboxes = new List<EwsAddress>();
        if (reader.Enter())
        {
            while (reader.NextChild())
                ReadResolution(reader, mailboxes);
        }
        return new EwsResolution(mailboxes, isLast);
    }

    private static void ReadResolution(XmlReader reader, List<EwsAddress> mailboxes)
    {
        if (!reader.Enter())
            return;
        while (reader.NextChild())
        {
            if (reader.LocalName is "Mailbox")
                mailboxes.Add(EwsAddressReader.Read(reader));
            else
                reader.Skip();
        }
    }
}
