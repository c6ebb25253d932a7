using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Every request that the client can send is valid by the schemas of Exchange.</summary>
public sealed class EwsSchemaTests
{
    private const string Illegal = "a\u0001\u000B\uD83D<&>\"'\r\n b";

    private static readonly EwsItemId[] Ids = [new("AAMk=", "CQAA="), new("AAMl=")];

    private static readonly EwsCalendarItem Full = new()
    {
        Subject = Illegal,
        Sensitivity = "Private",
        Body = Illegal,
        Categories = ["Rood", Illegal],
        ReminderIsSet = true,
        ReminderMinutesBeforeStart = 15,
        LinkId = Illegal,
        Uid = "040000008200E00074C5B7101A82E008",
        StartUtc = new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc),
        EndUtc = new DateTime(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc),
        IsAllDayEvent = false,
        LegacyFreeBusyStatus = "Tentative",
        Location = Illegal,
        StartTimeZone = new EwsTimeZone("W. Europe Standard Time"),
        EndTimeZone = new EwsTimeZone("UTC"),
    };

    [SharedDataFact]
    public void GetFolder_is_valid() => Validate(new GetFolderOperation(
        [EwsFolderId.Calendar, EwsFolderId.DeletedItems, EwsFolderId.MessageFolderRoot, EwsFolderId.FromId("AAMk=")]));

    [SharedDataFact]
    public void FindFolder_is_valid() => Validate(new FindFolderOperation(EwsFolderId.MessageFolderRoot, FindFolderOperation.CalendarClass, 1000));

    [SharedDataFact]
    public void SyncFolderItems_is_valid()
    {
        Validate(new SyncFolderItemsOperation(EwsFolderId.FromId("AAMk="), null));
        Validate(new SyncFolderItemsOperation(EwsFolderId.Calendar, "H4sIAA==", 1));
    }

    [SharedDataFact]
    public void GetItem_is_valid_in_every_shape()
    {
        foreach (var shape in new[] { EwsItemShape.IdOnly, EwsItemShape.Subject, EwsItemShape.Identity, EwsItemShape.Calendar })
            Validate(new GetItemOperation(Ids, shape));
    }

    [SharedDataFact]
    public void FindItem_is_valid()
    {
        Validate(new FindItemOperation(EwsFolderId.DeletedItems, [new("L1", "BAAA"), new("L2", null), new(null, "BAAB")], EwsItemShape.Identity, 250));
        Validate(new FindItemOperation(EwsFolderId.Calendar, [new(Illegal, null)], EwsItemShape.IdOnly));
        Validate(new FindItemOperation(EwsFolderId.FromName("outbox"), [new(null, null, Illegal)], EwsItemShape.Subject));
    }

    [SharedDataFact]
    public void CreateItem_is_valid()
    {
        Validate(new CreateItemOperation(EwsFolderId.Calendar, [Full, new EwsCalendarItem()]));
        foreach (var field in EwsCalendarField.All)
            Validate(new CreateItemOperation(EwsFolderId.FromId("AAMk="), [Only(field)]));
    }

    [SharedDataFact]
    public void CreateItem_of_a_message_is_valid() => Validate(new CreateMessageOperation(EwsFolderId.FromName("outbox"), Illegal, Illegal));

    [SharedDataFact]
    public void UpdateItem_is_valid_with_every_field_set_and_deleted()
    {
        foreach (var field in EwsCalendarField.All)
            Validate(new UpdateItemOperation([new(Ids[0], Only(field), []), new(Ids[0], new EwsCalendarItem(), [field])]));
        Validate(new UpdateItemOperation([new(Ids[0], Full, [EwsCalendarField.Body])]));
    }

    [SharedDataFact]
    public void DeleteItem_is_valid_for_every_disposal()
    {
        foreach (var type in Enum.GetValues<EwsDeleteType>())
            Validate(new DeleteItemOperation(Ids, type));
    }

    [SharedDataFact]
    public void ResolveNames_is_valid() => Validate(new ResolveNamesOperation("smtp:user@contoso.com"));

    [Fact]
    public void Nobody_is_mailed_and_nothing_overwritten()
    {
        Assert.Contains("SendMeetingInvitations=\"SendToNone\"", Xml.Request(new CreateItemOperation(EwsFolderId.Calendar, [Full])), StringComparison.Ordinal);
        var message = Xml.Request(new CreateMessageOperation(EwsFolderId.FromName("outbox"), "Test", "Body"));
        Assert.Contains("MessageDisposition=\"SaveOnly\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Recipients", message, StringComparison.Ordinal);
        var update = Xml.Request(new UpdateItemOperation([new(Ids[0], Full, [])]));
        Assert.Contains("SendMeetingInvitationsOrCancellations=\"SendToNone\"", update, StringComparison.Ordinal);
        Assert.Contains("ConflictResolution=\"NeverOverwrite\"", update, StringComparison.Ordinal);
        var delete = Xml.Request(new DeleteItemOperation(Ids));
        Assert.Contains("SendMeetingCancellations=\"SendToNone\"", delete, StringComparison.Ordinal);
        Assert.Contains("DeleteType=\"MoveToDeletedItems\"", delete, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_sends_the_fields_given_and_no_other()
    {
        var request = XDocument.Parse(Xml.Request(new UpdateItemOperation([new(Ids[0], new EwsCalendarItem { Location = "Kamer 2" }, [EwsCalendarField.Categories])])));
        var fields = request.Descendants().Where(element => element.Name.LocalName is "SetItemField" or "DeleteItemField")
            .Select(element => (element.Name.LocalName, (string?)element.Elements().First().Attribute("FieldURI")));
        Assert.Equal([("SetItemField", "calendar:Location"), ("DeleteItemField", "item:Categories")], fields);
    }

    private static EwsCalendarItem Only(EwsCalendarField field)
    {
        var item = new EwsCalendarItem();
        foreach (var property in typeof(EwsCalendarItem).GetProperties())
        {
            property.SetValue(item, property.GetValue(Full));
            if (field.IsPresent(item))
                return item;
            property.SetValue(item, value: null);
        }
        throw new InvalidOperationException("No property makes the field present.");
    }

    internal static void Validate<T>(EwsOperation<T> operation)
        where T : class
    {
        var envelope = XDocument.Parse(Xml.Request(operation)).Root!;
        XNamespace soap = EwsNamespaces.Soap;
        foreach (var header in envelope.Element(soap + "Header")!.Elements())
        {
            // The schema fixes the value to Exchange2016: the value is checked against the type of the values instead.
            if (header.Name.LocalName is "RequestServerVersion")
                Assert.Contains((string)header.Attribute("Version")!, ServerVersions());
            else
                Validate(header);
        }
        Assert.Equal(operation.Name, Assert.Single(envelope.Element(soap + "Body")!.Elements()).Name.LocalName);
        Validate(envelope.Element(soap + "Body")!.Elements().Single());
    }

    private static void Validate(XElement element)
    {
        var problems = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = EwsSchemas.Set };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(element.ToString(SaveOptions.DisableFormatting)), settings);
        while (reader.Read())
        {
            // Validating is reading.
        }
        Assert.True(problems.Count == 0, $"{element.Name.LocalName}: {string.Join("; ", problems)}");
    }

    private static IEnumerable<string> ServerVersions()
    {
        var type = (XmlSchemaSimpleType)EwsSchemas.Set.GlobalTypes[new XmlQualifiedName("ExchangeVersionType", EwsNamespaces.Types)]!;
        return ((XmlSchemaSimpleTypeRestriction)type.Content!).Facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!);
    }
}

/// <summary>The schemas of EWS, compiled once.</summary>
internal static class EwsSchemas
{
    private static readonly Lazy<XmlSchemaSet> Loaded = new(() =>
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(targetNamespace: null, SharedData.Path("ews-schema", "MS-OXWSMTGS-messages.xsd"));
        set.Compile();
        return set;
    });

    public static XmlSchemaSet Set => Loaded.Value;
}
