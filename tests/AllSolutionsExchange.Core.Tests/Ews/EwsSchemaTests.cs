using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Every request that the client can send is valid by the schemas of Exchange.</summary>
public sealed class EwsSchemaTests
{
    internal const string Illegal = "a\u0001\u000B\uD83D<&>\"'\r\n b";

    internal static readonly EwsItemId[] Ids = [new("AAMk=", "CQAA="), new("AAMl=")];

    [SharedDataFact]
    public void GetFolder_is_valid() =>
        Validate(
            new GetFolderOperation([
                EwsFolderId.Calendar,
                EwsFolderId.DeletedItems,
                EwsFolderId.MessageFolderRoot,
                EwsFolderId.FromId("AAMk="),
            ])
        );

    [SharedDataFact]
    public void FindFolder_is_valid() => Validate(new FindFolderOperation(EwsFolderId.MessageFolderRoot, "IPF.Appointment", 1000));

    [SharedDataFact]
    public void SyncFolderItems_is_valid()
    {
        Validate(new SyncFolderItemsOperation(EwsFolderId.FromId("AAMk="), null));
        Validate(new SyncFolderItemsOperation(EwsFolderId.Calendar, "H4sIAA==", 1));
    }

    [SharedDataFact]
    public void What_is_asked_of_any_item_is_valid()
    {
        foreach (var shape in new[] { EwsItemShape.IdOnly, EwsItemShape.Subject })
        {
            Validate(new GetItemOperation<EwsItem>(EwsAnyItem.Fields, Ids, shape));
            Validate(new FindItemOperation<EwsItem>(EwsAnyItem.Fields, EwsFolderId.FromName("outbox"), [new(null, null, Illegal)], shape));
        }
    }

    [SharedDataFact]
    public void CreateItem_of_a_message_is_valid() =>
        Validate(new CreateMessageOperation(EwsFolderId.FromName("outbox"), Illegal, Illegal));

    [SharedDataFact]
    public void DeleteItem_is_valid_for_every_disposal()
    {
        foreach (var type in Enum.GetValues<EwsDeleteType>())
        {
            Validate(new DeleteItemOperation(Ids, type));
        }
    }

    [Fact]
    public void A_message_is_not_sent()
    {
        var message = Xml.Request(new CreateMessageOperation(EwsFolderId.FromName("outbox"), "Test", "Body"));
        Assert.Contains("MessageDisposition=\"SaveOnly\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Recipients", message, StringComparison.Ordinal);
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
            {
                Assert.Contains((string)header.Attribute("Version")!, ServerVersions());
            }
            else
            {
                Validate(header);
            }
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
