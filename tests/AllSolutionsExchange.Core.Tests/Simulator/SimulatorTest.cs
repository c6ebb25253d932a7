using System.Xml.Linq;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>A simulated Exchange with one mailbox, and requests in short form.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private protected static readonly XNamespace T = EwsWire.Types;
    private protected static readonly XNamespace M = EwsWire.Messages;

    // Some whole second, so that times can be compared.
    private protected static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private protected SimulatedExchange Exchange { get; private set; } = null!;

    private protected EwsWire Ews { get; private set; } = null!;

    private protected SimulatedMailbox User => Exchange.Mailboxes[0];

    public async Task InitializeAsync()
    {
        Exchange = await SimulatedExchange.StartAsync(Options());
        Ews = new EwsWire(Exchange);
    }

    public async Task DisposeAsync()
    {
        Ews.Dispose();
        await Exchange.DisposeAsync();
    }

    protected virtual SimulatorOptions Options() => new() { Mailboxes = ["jan@contoso.test", "els@contoso.test"], Clock = () => Now };

    private protected static Appointment Meeting(string subject = "Overleg") =>
        new()
        {
            Subject = subject,
            Start = Now.AddDays(1),
            End = Now.AddDays(1).AddHours(1),
        };

    private protected static string Id(string id, string? changeKey = null) =>
        $"<t:ItemId Id=\"{id}\"{(changeKey is null ? "" : $" ChangeKey=\"{changeKey}\"")}/>";

    private protected static string Folder(string name) => $"<t:DistinguishedFolderId Id=\"{name}\"/>";

    private protected static string GetItem(string shape, params string[] ids) =>
        $"<GetItem><ItemShape>{shape}</ItemShape><ItemIds>{string.Concat(ids.Select(id => Id(id)))}</ItemIds></GetItem>";

    private protected static string AllProperties(string more = "") => $"<t:BaseShape>AllProperties</t:BaseShape>{more}";

    private protected static string Create(string item, string attributes = "SendMeetingInvitations=\"SendToNone\"") =>
        $"<CreateItem {attributes}><Items>{item}</Items></CreateItem>";

    private protected static string CalendarItem(
        string before = "<t:Subject>x</t:Subject>",
        string times = "<t:Start>2026-03-03T10:00:00Z</t:Start><t:End>2026-03-03T11:00:00Z</t:End>",
        string after = ""
    ) => $"<t:CalendarItem>{before}{times}{after}</t:CalendarItem>";

    private protected static string Update(
        string id,
        string? changeKey,
        string updates,
        string resolution = "NeverOverwrite",
        string sendMode = "SendToNone"
    ) =>
        $"<UpdateItem ConflictResolution=\"{resolution}\" "
        + $"SendMeetingInvitationsOrCancellations=\"{sendMode}\"><ItemChanges><t:ItemChange>{Id(id, changeKey)}<t:Updates>"
        + $"{updates}</t:Updates></t:ItemChange></ItemChanges></UpdateItem>";

    private protected static string SetSubject(string subject) =>
        "<t:SetItemField><t:FieldURI "
        + $"FieldURI=\"item:Subject\"/><t:CalendarItem><t:Subject>{subject}</t:Subject></t:CalendarItem></t:SetItemField>";

    private protected static string Delete(
        string id,
        string type = "MoveToDeletedItems",
        string attributes = "SendMeetingCancellations=\"SendToNone\""
    ) => $"<DeleteItem DeleteType=\"{type}\" {attributes}><ItemIds>{Id(id)}</ItemIds></DeleteItem>";

    private protected static string Sync(string? state, int max = 512, string folder = "<t:DistinguishedFolderId Id=\"calendar\"/>") =>
        $"<SyncFolderItems><ItemShape><t:BaseShape>IdOnly</t:BaseShape></ItemShape><SyncFolderId>{folder}</SyncFolderId>"
        + $"{(state is null ? "" : $"<SyncState>{state}</SyncState>")}<MaxChangesReturned>{max}</MaxChangesReturned></SyncFolderItems>";

    private protected static string Find(string restriction, string folder = "calendar") =>
        "<FindItem Traversal=\"Shallow\"><ItemShape><t:BaseShape>Default</t:BaseShape></ItemShape>"
        + $"{(restriction.Length == 0 ? "" : $"<Restriction>{restriction}</Restriction>")}<ParentFolderIds>"
        + $"{Folder(folder)}</ParentFolderIds></FindItem>";

    private protected static string Code(XElement message) => message.Element(M + "ResponseCode")!.Value;

    private protected static string? Value(XElement message, string element) => message.Descendants(T + element).FirstOrDefault()?.Value;

    private protected static (string Id, string ChangeKey) IdOf(XElement message)
    {
        var id = message.Descendants(T + "ItemId").First();
        return (id.Attribute("Id")!.Value, id.Attribute("ChangeKey")!.Value);
    }
}
