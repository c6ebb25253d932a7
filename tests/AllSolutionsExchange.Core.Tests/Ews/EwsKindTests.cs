using System.Xml.Linq;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>
/// What holds for every kind of item: its one list of fields asks, reads, creates and changes by the schemas of Exchange. A new kind names
/// itself here, with an item that has every field that can be written.
/// </summary>
public sealed class EwsKindTests
{
    private static readonly EwsCalendarItem Appointment = new()
    {
        Subject = EwsSchemaTests.Illegal,
        Sensitivity = "Private",
        Body = EwsSchemaTests.Illegal,
        Categories = ["Rood", EwsSchemaTests.Illegal],
        ReminderIsSet = true,
        ReminderMinutesBeforeStart = 15,
        LinkId = EwsSchemaTests.Illegal,
        Uid = "040000008200E00074C5B7101A82E008",
        StartUtc = new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc),
        EndUtc = new DateTime(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc),
        IsAllDayEvent = false,
        LegacyFreeBusyStatus = "Tentative",
        Location = EwsSchemaTests.Illegal,
        StartTimeZone = new EwsTimeZone("W. Europe Standard Time"),
        EndTimeZone = new EwsTimeZone("UTC"),
    };

    private static readonly EwsTaskItem Task = new()
    {
        Subject = EwsSchemaTests.Illegal,
        Sensitivity = "Confidential",
        Body = EwsSchemaTests.Illegal,
        Categories = ["Rood", EwsSchemaTests.Illegal],
        Importance = "High",
        ReminderDueByUtc = new DateTime(2026, 6, 1, 7, 0, 0, DateTimeKind.Utc),
        ReminderIsSet = true,
        LinkId = EwsSchemaTests.Illegal,
        StartDay = new DateTime(2026, 6, 1),
        DueDay = new DateTime(2026, 6, 2),
        StartUtc = new DateTime(2026, 5, 31, 22, 0, 0, DateTimeKind.Utc),
        DueUtc = new DateTime(2026, 6, 1, 22, 0, 0, DateTimeKind.Utc),
        PercentComplete = 12.5,
        Status = "WaitingOnOthers",
    };

    private static readonly Dictionary<string, EwsKindChecks> Kinds = new(StringComparer.Ordinal)
    {
        ["Appointment"] = new EwsKindChecks<EwsCalendarItem>(EwsCalendar.Kind, Appointment),
        ["Task"] = new EwsKindChecks<EwsTaskItem>(EwsTask.Kind, Task),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [SharedDataTheory]
    [MemberData(nameof(Names))]
    public void GetItem_is_valid_in_every_shape(string kind) => Kinds[kind].GetItem_is_valid_in_every_shape();

    [SharedDataTheory]
    [MemberData(nameof(Names))]
    public void FindItem_is_valid(string kind) => Kinds[kind].FindItem_is_valid();

    [SharedDataTheory]
    [MemberData(nameof(Names))]
    public void CreateItem_is_valid_with_all_fields_each_alone_and_none(string kind) =>
        Kinds[kind].CreateItem_is_valid_with_all_fields_each_alone_and_none();

    [SharedDataTheory]
    [MemberData(nameof(Names))]
    public void UpdateItem_is_valid_with_every_field_set_and_deleted(string kind) =>
        Kinds[kind].UpdateItem_is_valid_with_every_field_set_and_deleted();

    [SharedDataTheory]
    [MemberData(nameof(Names))]
    public void DeleteItem_is_valid(string kind) => Kinds[kind].DeleteItem_is_valid();

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read(string kind) => Kinds[kind].What_is_written_is_read();

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_is_mailed_and_nothing_overwritten(string kind) => Kinds[kind].Nobody_is_mailed_and_nothing_overwritten();

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_sends_the_fields_given_and_no_other(string kind) => Kinds[kind].An_update_sends_the_fields_given_and_no_other();

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_sends_each_field_once(string kind) => Kinds[kind].An_update_sends_each_field_once();
}

/// <summary>What is checked of a kind.</summary>
internal abstract class EwsKindChecks
{
    public abstract void GetItem_is_valid_in_every_shape();

    public abstract void FindItem_is_valid();

    public abstract void CreateItem_is_valid_with_all_fields_each_alone_and_none();

    public abstract void UpdateItem_is_valid_with_every_field_set_and_deleted();

    public abstract void DeleteItem_is_valid();

    public abstract void What_is_written_is_read();

    public abstract void Nobody_is_mailed_and_nothing_overwritten();

    public abstract void An_update_sends_the_fields_given_and_no_other();

    public abstract void An_update_sends_each_field_once();
}

/// <inheritdoc/>
internal sealed class EwsKindChecks<T> : EwsKindChecks
    where T : EwsItem, new()
{
    private readonly EwsKind<T> _kind;
    private readonly T _full;

    /// <param name="kind">The kind.</param>
    /// <param name="full">An item with every field that can be written.</param>
    public EwsKindChecks(EwsKind<T> kind, T full)
    {
        _kind = kind;
        _full = full;
    }

    public override void GetItem_is_valid_in_every_shape()
    {
        foreach (var shape in new[] { EwsItemShape.IdOnly, EwsItemShape.Subject, _kind.Identity, _kind.Name, _kind.Fields.Whole })
        {
            EwsSchemaTests.Validate(new GetItemOperation<T>(_kind.Fields, EwsSchemaTests.Ids, shape));
        }
    }

    public override void FindItem_is_valid()
    {
        EwsItemLookup[] lookups = [new("L1", "BAAA"), new("L2", null), new(null, "BAAB"), new(EwsSchemaTests.Illegal, null)];
        EwsSchemaTests.Validate(new FindItemOperation<T>(_kind.Fields, EwsFolderId.DeletedItems, lookups, _kind.Identity, 250));
        EwsSchemaTests.Validate(new FindItemOperation<T>(_kind.Fields, _kind.Home, lookups, EwsItemShape.IdOnly));
    }

    public override void CreateItem_is_valid_with_all_fields_each_alone_and_none()
    {
        EwsSchemaTests.Validate(new CreateItemOperation<T>(_kind, _kind.Home, [_full, new T()]));
        foreach (var field in _kind.Fields.Written)
        {
            EwsSchemaTests.Validate(new CreateItemOperation<T>(_kind, EwsFolderId.FromId("AAMk="), [Only(field)]));
        }
    }

    public override void UpdateItem_is_valid_with_every_field_set_and_deleted()
    {
        var id = EwsSchemaTests.Ids[0];
        foreach (var field in _kind.Fields.Written)
        {
            EwsSchemaTests.Validate(new UpdateItemOperation<T>(_kind, [new(id, Only(field), []), new(id, new T(), [field])]));
        }

        EwsSchemaTests.Validate(new UpdateItemOperation<T>(_kind, [new(id, _full, [EwsItemFields<T>.Body])]));
    }

    public override void DeleteItem_is_valid() =>
        EwsSchemaTests.Validate(new DeleteItemOperation(EwsSchemaTests.Ids, affectedTaskOccurrences: _kind.AffectedTaskOccurrences));

    /// <summary>Each field that is written is read back as it was.</summary>
    public override void What_is_written_is_read()
    {
        foreach (var field in _kind.Fields.Written)
        {
            Assert.Equal(Written(Only(field)), Written(Read(Written(Only(field)))));
        }

        Assert.Equal(Written(_full), Written(Read(Written(_full))));
        Assert.All(_kind.Fields.Written, field => Assert.True(field.IsPresent(_full)));
    }

    public override void Nobody_is_mailed_and_nothing_overwritten()
    {
        var create = Xml.Request(new CreateItemOperation<T>(_kind, _kind.Home, [_full]));
        Assert.Contains("SendMeetingInvitations=\"SendToNone\"", create, StringComparison.Ordinal);
        var update = Xml.Request(new UpdateItemOperation<T>(_kind, [new(EwsSchemaTests.Ids[0], _full, [])]));
        Assert.Contains("SendMeetingInvitationsOrCancellations=\"SendToNone\"", update, StringComparison.Ordinal);
        Assert.Contains("ConflictResolution=\"NeverOverwrite\"", update, StringComparison.Ordinal);
        var delete = Xml.Request(new DeleteItemOperation(EwsSchemaTests.Ids, affectedTaskOccurrences: _kind.AffectedTaskOccurrences));
        Assert.Contains("SendMeetingCancellations=\"SendToNone\"", delete, StringComparison.Ordinal);
        Assert.Contains("DeleteType=\"MoveToDeletedItems\"", delete, StringComparison.Ordinal);
    }

    public override void An_update_sends_the_fields_given_and_no_other()
    {
        var change = new EwsItemUpdate<T>(EwsSchemaTests.Ids[0], new T { Subject = "Overleg" }, [EwsItemFields<T>.Categories]);
        var request = XDocument.Parse(Xml.Request(new UpdateItemOperation<T>(_kind, [change])));
        var fields = request
            .Descendants()
            .Where(element => element.Name.LocalName is "SetItemField" or "DeleteItemField")
            .Select(element => (element.Name.LocalName, (string?)element.Elements().First().Attribute("FieldURI")));
        Assert.Equal([("SetItemField", "item:Subject"), ("DeleteItemField", "item:Categories")], fields);
    }

    public override void An_update_sends_each_field_once() =>
        Assert.Equal(_kind.Fields.Written.Count, _kind.InUpdateOrder.Intersect(_kind.Fields.Written).Count());

    private static XElement[] ItemsIn(string request) =>
        [.. XDocument.Parse(request).Descendants().Where(element => element.Parent?.Name.LocalName is "Items")];

    private string Written(T item) =>
        ItemsIn(Xml.Request(new CreateItemOperation<T>(_kind, _kind.Home, [item]))).Single().ToString(SaveOptions.DisableFormatting);

    private T Read(string element)
    {
        var item = XElement.Parse(element, LoadOptions.PreserveWhitespace);
        item.AddFirst(new XElement(item.Name.Namespace + "ItemId", new XAttribute("Id", "I"), new XAttribute("ChangeKey", "C")));
        var items = $"<m:Items>{item.ToString(SaveOptions.DisableFormatting)}</m:Items>";
        var answer = Xml.Messages("GetItem", Xml.Success("GetItem", items));
        var read = new GetItemOperation<T>(_kind.Fields, [new EwsItemId("I")], _kind.Fields.Whole);
        return Xml.Read(answer, read).Results[0].GetValueOrThrow();
    }

    private T Only(EwsField<T> field)
    {
        var item = new T();
        foreach (var property in typeof(T).GetProperties())
        {
            property.SetValue(item, property.GetValue(_full));
            if (field.IsPresent(item))
            {
                return item;
            }

            property.SetValue(item, value: null);
        }
        throw new InvalidOperationException("No property makes the field present.");
    }
}
