using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>The answers of every operation, in their fullest shapes, against the schemas (which <see cref="EwsWire"/> applies).</summary>
public sealed class SchemaTests : SimulatorTest
{
    protected override SimulatorOptions Options() =>
        new()
        {
            Mailboxes = ["jan@contoso.test", "els@contoso.test"],
            ItemsPerMailbox = 3,
            Clock = () => Now,
        };

    [SharedDataFact]
    public async Task Appointments_of_all_kinds_are_valid()
    {
        Ews.ServerVersion = "Exchange2013_SP1";
        User.CreateAppointment(Meeting("reeks") with { IsSeries = true });
        User.CreateAppointment(
            Meeting("vergadering") with
            {
                Attendees = [new Attendee("els@contoso.test"), new Attendee("kees@contoso.test", "Kees", IsOptional: true)],
            }
        );
        User.CreateAppointment(
            Meeting("uitnodiging") with
            {
                Organizer = "els@contoso.test",
                Sensitivity = "Private",
                Categories = ["rood"],
                ReminderMinutes = null,
            }
        );
        var shape = AllProperties(
            "<t:AdditionalProperties><t:FieldURI FieldURI=\"item:TextBody\"/><t:ExtendedFieldURI "
                + "DistinguishedPropertySetId=\"Meeting\" PropertyId=\"35\" PropertyType=\"Binary\"/></t:AdditionalProperties>"
        );
        var ids = User.Calendar.Select(i => i.Id).ToArray();

        var answer = await Ews.CallAsync(GetItem(shape, [.. ids, "AAMk", User.Get(ids[0]).FolderId]));

        Assert.Equal(6, answer.Descendants(T + "CalendarItem").Count());
        Assert.Equal(
            ["ErrorInvalidIdMalformed", "ErrorCannotUseFolderIdForItemId"],
            answer.Descendants(M + "ResponseCode").Select(c => c.Value).TakeLast(2)
        );
    }

    [SharedDataFact]
    public async Task Messages_tasks_and_contacts_are_valid()
    {
        var items = new (string Item, string Attributes)[]
        {
            (
                "<t:Message><t:Subject>m</t:Subject><t:Body "
                    + "BodyType=\"HTML\">&lt;b>x&lt;/b></t:Body><t:ToRecipients><t:Mailbox><t:EmailAddress>"
                    + "els@contoso.test</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message>",
                "MessageDisposition=\"SaveOnly\""
            ),
            (
                "<t:Task><t:Subject>t</t:Subject><t:DueDate>2026-04-01T00:00:00Z</t:DueDate><t:PercentComplete>50</t:PercentComplete>"
                    + "<t:Status>InProgress</t:Status></t:Task>",
                ""
            ),
            (
                "<t:Contact><t:GivenName>Els</t:GivenName><t:EmailAddresses><t:Entry "
                    + "Key=\"EmailAddress1\">els@contoso.test</t:Entry></t:EmailAddresses><t:Surname>Smit</t:Surname></t:Contact>",
                ""
            ),
        };
        foreach (var (item, attributes) in items)
        {
            var (id, _) = IdOf(await Ews.MessageAsync(Create(item, attributes)));
            Assert.Equal("NoError", Code(await Ews.MessageAsync(GetItem(AllProperties(), id))));
        }
    }

    [SharedDataFact]
    public async Task Folders_views_and_the_rest_are_valid()
    {
        const string everyFolder =
            "<GetFolder><FolderShape><t:BaseShape>AllProperties</t:BaseShape></FolderShape><FolderIds><t:DistinguishedFolderId "
            + "Id=\"root\"/><t:DistinguishedFolderId Id=\"calendar\"/><t:DistinguishedFolderId "
            + "Id=\"tasks\"/><t:DistinguishedFolderId Id=\"contacts\"/><t:DistinguishedFolderId "
            + "Id=\"outbox\"/><t:DistinguishedFolderId Id=\"voicemail\"/></FolderIds></GetFolder>";
        var item = User.Calendar[0];
        var requests = new[]
        {
            everyFolder,
            "<FindFolder Traversal=\"Deep\"><FolderShape><t:BaseShape>AllProperties</t:BaseShape></FolderShape><ParentFolderIds>"
                + $"{Folder("root")}</ParentFolderIds></FindFolder>",
            Find(""),
            Find("", "inbox"),
            Sync(null).Replace("IdOnly", "AllProperties", StringComparison.Ordinal),
            Update(item.Id, item.ChangeKey, SetSubject("y")),
            Delete(item.Id),
            "<ResolveNames ReturnFullContactData=\"true\"><UnresolvedEntry>jan</UnresolvedEntry></ResolveNames>",
            "<GetServerTimeZones ReturnFullTimeZoneData=\"true\"/>",
            "<GetServerTimeZones ReturnFullTimeZoneData=\"false\"><Ids><t:Id>W. Europe Standard Time</t:Id></Ids></GetServerTimeZones>",
            $"<ConvertId DestinationFormat=\"EntryId\"><SourceIds><t:AlternateId Format=\"EwsId\" Id=\"{item.FolderId}\" "
                + "Mailbox=\"jan@contoso.test\"/></SourceIds></ConvertId>",
        };
        foreach (var request in requests)
        {
            await Ews.CallAsync(request);
        }

        Assert.Equal(requests.Length, Exchange.Requests.CountWhere(r => r.Status == 200));
    }

    [SharedDataFact]
    public void The_schemas_do_refuse_what_is_wrong()
    {
        var envelope = System.Xml.Linq.XElement.Parse(
            $"<s:Envelope xmlns:s=\"{EwsWire.Soap}\"><s:Body><GetItemResponse xmlns=\"{M}\"><ResponseMessages><GetItemResponseMessage "
                + "ResponseClass=\"Fine\"/></ResponseMessages></GetItemResponse></s:Body></s:Envelope>"
        );

        Assert.Throws<System.Xml.Schema.XmlSchemaValidationException>(() => EwsSchema.Validate(envelope));
    }
}
