using System.Globalization;
using System.Xml;
using AllSolutionsExchange.Exchange.Ews;
using FsCheck.Xunit;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Reading answers as servers really give them, and writing what XML can carry.</summary>
public sealed class EwsReaderTests
{
    private static readonly GetItemOperation<EwsCalendarItem> GetItem = Appointments.Get([new EwsItemId("I")]);

    [Fact]
    public void Every_field_of_a_calendar_item_is_read()
    {
        var item = Read(
            $"""
            <t:ParentFolderId Id="F" ChangeKey="x"/><t:ItemClass>IPM.Appointment</t:ItemClass><t:Subject>Overleg &amp; lunch</t:Subject>
            <t:Sensitivity>Private</t:Sensitivity><t:Body BodyType="Text">a&#xD;
            b</t:Body><t:Categories><t:String>Rood</t:String><t:String>Klant</t:String></t:Categories>
            <t:DateTimeCreated>2026-01-02T03:04:05Z</t:DateTimeCreated><t:ReminderIsSet>true</t:ReminderIsSet>
            <t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>
            <t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="A892B3D0-1B56-42BA-9438-CB0B655724C6" PropertyName="AllSolutionsLinkId" PropertyType="String"/><t:Value>L1</t:Value></t:ExtendedProperty>
            <t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/><t:Value>BAAA</t:Value></t:ExtendedProperty>
            <t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x3007" PropertyType="SystemTime"/><t:Value>x</t:Value></t:ExtendedProperty>
            <t:LastModifiedTime>2026-01-03T03:04:05.1234567Z</t:LastModifiedTime><t:UID>U1</t:UID>
            <t:Start>2026-06-01T10:00:00+02:00</t:Start><t:End>2026-06-01T11:00:00Z</t:End><t:IsAllDayEvent>0</t:IsAllDayEvent>
            <t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Kamer 1</t:Location><t:IsMeeting>true</t:IsMeeting>
            <t:IsCancelled>false</t:IsCancelled><t:CalendarItemType>Single</t:CalendarItemType><t:MyResponseType>Accept</t:MyResponseType>
            <t:Organizer><t:Mailbox><t:Name>A</t:Name><t:EmailAddress>a@x.nl</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox></t:Organizer>
            <t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>B</t:Name><t:EmailAddress>b@x.nl</t:EmailAddress></t:Mailbox><t:ResponseType>Tentative</t:ResponseType></t:Attendee></t:RequiredAttendees>
            <t:OptionalAttendees><t:Attendee><t:Mailbox><t:Name>C</t:Name></t:Mailbox></t:Attendee></t:OptionalAttendees>
            <t:Resources><t:Attendee><t:Mailbox><t:Name>Zaal</t:Name></t:Mailbox></t:Attendee></t:Resources>
            <t:StartTimeZone Id="W. Europe Standard Time" Name="x"><t:Periods><t:Period Bias="-PT60M" Name="Standard" Id="s"/></t:Periods></t:StartTimeZone>
            <t:EndTimeZone Id="tzone://Microsoft/Custom" Name="y"><t:Periods><t:Period Bias="-PT5H30M" Name="Standard" Id="s"/></t:Periods></t:EndTimeZone>
            """
        );
        Assert.Equal(new EwsItemId("I", "ck-I"), item.ItemId);
        Assert.Equal(
            ("F", "IPM.Appointment", "Overleg & lunch", "Private"),
            (item.ParentFolderId, item.ItemClass, item.Subject, item.Sensitivity)
        );
        Assert.StartsWith("a\r\n", item.Body, StringComparison.Ordinal);
        Assert.Equal(["Rood", "Klant"], item.Categories!);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), item.DateTimeCreatedUtc);
        Assert.Equal(
            (true, 15, "L1", "BAAA", "U1"),
            (item.ReminderIsSet, item.ReminderMinutesBeforeStart, item.LinkId, item.CleanGlobalObjectId, item.Uid)
        );
        Assert.Equal(new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc), item.StartUtc);
        Assert.Equal(DateTimeKind.Utc, item.StartUtc!.Value.Kind);
        Assert.Equal(new DateTime(2026, 6, 1, 11, 0, 0, DateTimeKind.Utc), item.EndUtc);
        Assert.Equal((false, "OOF", "Kamer 1", true), (item.IsAllDayEvent, item.LegacyFreeBusyStatus, item.Location, item.IsMeeting));
        Assert.Equal(("Single", "Accept"), (item.CalendarItemType, item.MyResponseType));
        Assert.Equal(new EwsAddress("A", "a@x.nl", "SMTP"), item.Organizer);
        Assert.Equal(new EwsAttendee(new EwsAddress("B", "b@x.nl", null), "Tentative"), Assert.Single(item.RequiredAttendees!));
        Assert.Equal("C", Assert.Single(item.OptionalAttendees!).Mailbox.Name);
        Assert.Equal("Zaal", Assert.Single(item.Resources!).Mailbox.Name);
        Assert.Equal(new EwsTimeZone("W. Europe Standard Time", "x", Rules: null), item.StartTimeZone);
        Assert.Equal(TimeSpan.FromMinutes(330), Assert.Single(item.EndTimeZone!.Rules!.Periods).UtcOffset);
    }

    [Theory]
    [InlineData("2026-06-01T10:00:00Z", "2026-06-01T10:00:00.0000000")]
    [InlineData("2026-06-01T10:00:00", "2026-06-01T10:00:00.0000000")]
    [InlineData("2026-06-01T10:00:00.5", "2026-06-01T10:00:00.5000000")]
    [InlineData("2026-06-01T10:00:00.123456789Z", "2026-06-01T10:00:00.1234567")]
    [InlineData("2026-06-01T10:00:00.123456789-07:00", "2026-06-01T17:00:00.1234567")]
    [InlineData("2026-06-01T10:00:00+05:30", "2026-06-01T04:30:00.0000000")]
    [InlineData(" 2026-06-01 ", "2026-06-01T00:00:00.0000000")]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.0000000")]
    public void A_dateTime_is_taken_in_every_form_that_servers_write(string text, string utc)
    {
        var parsed = EwsDateTime.Parse(text);
        Assert.Equal(DateTimeKind.Utc, parsed.Kind);
        Assert.Equal(utc, parsed.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-06-01T25:00:00Z")]
    [InlineData("0000-06-01T10:00:00Z")]
    [InlineData("abcd-ef-ghTij:kl:mnZ")]
    [InlineData("1 juni")]
    public void A_dateTime_that_is_none_is_a_FormatException(string text) => Assert.Throws<FormatException>(() => EwsDateTime.Parse(text));

    [Property]
    public void Any_time_is_read_back_as_it_was_written(DateTime time)
    {
        var utc = new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        Assert.Equal(utc, EwsDateTime.Parse(EwsDateTime.Format(utc)));
    }

    [Property]
    public bool Any_text_survives_to_Exchange_but_for_what_XML_cannot_carry(FsCheck.NonNull<string> text)
    {
        var request = Xml.Request(Appointments.Create([new EwsCalendarItem { Subject = text.Get, Body = text.Get }]));
        var document = System.Xml.Linq.XDocument.Parse(request, System.Xml.Linq.LoadOptions.PreserveWhitespace);
        var subject = document.Descendants(System.Xml.Linq.XName.Get("Subject", EwsNamespaces.Types)).Single().Value;
        return string.Equals(subject, EwsText.RemoveIllegal(text.Get), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u0001b\u000Bc", "abc")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData("\uFFFE\uFFFFz", "z")]
    [InlineData("tab\tand\r\nlines", "tab\tand\r\nlines")]
    [InlineData("", "")]
    public void Characters_that_XML_forbids_are_left_out(string text, string cleaned) => Assert.Equal(cleaned, EwsText.RemoveIllegal(text));

    [Fact]
    public void Halves_of_surrogate_pairs_are_left_out()
    {
        // Not as data of a theory: an attribute is stored as UTF-8, which has no halves.
        Assert.Equal("xy", EwsText.RemoveIllegal("x\uD83Dy"));
        Assert.Equal("", EwsText.RemoveIllegal("\uDE00\uD83D"));
        Assert.Equal("\uD83D\uDE00", EwsText.RemoveIllegal("\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public async Task An_illegal_character_in_an_answer_does_not_stop_the_batch()
    {
        Assert.Equal("a\u0001b", Read("<t:Subject>a&#x1;b</t:Subject>").Subject);

        var bare = Xml.Messages(
            "GetItem",
            Xml.Success("GetItem", Xml.Item("I", "<t:Subject>c\u0002d</t:Subject>")),
            Xml.Success("GetItem", Xml.Item("J"))
        );
        await using var server = new ScriptedServer(Answer.Soap(bare));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), [new EwsItemId("I"), new EwsItemId("J")]);
        Assert.Equal(["c d", null], results.Select(result => result.Value!.Subject));
    }

    [Fact]
    public void An_item_with_a_broken_date_is_an_error_in_its_place()
    {
        var broken = Xml.Success("GetItem", Xml.Item("B", "<t:Start>soon</t:Start><t:Subject>x</t:Subject>"));
        var good = Xml.Success("GetItem", Xml.Item("G"));
        var asked = Appointments.Get([new("G"), new("B"), new("I"), new("G")]);
        var results = Xml.Read(Xml.Messages("GetItem", good, broken, Xml.Success("GetItem"), good), asked).Results;
        Assert.Equal(
            [null, EwsResponseCodes.UnreadableItem, EwsResponseCodes.UnreadableItem, null],
            results.Select(result => result.Error?.ResponseCode)
        );
        Assert.Equal("G", results[3].Value!.ItemId!.Id);
    }

    [Theory]
    [InlineData("Error", "ErrorItemNotFound")]
    [InlineData("Warning", "ErrorBatchProcessingStopped")]
    public void What_was_not_done_is_an_error(string responseClass, string code)
    {
        var message =
            $"""<m:GetItemResponseMessage ResponseClass="{responseClass}"><m:MessageText>No.</m:MessageText><m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:Items/></m:GetItemResponseMessage>""";
        var error = Assert.Single(Xml.Read(Xml.Messages("GetItem", message), GetItem).Results).Error!;
        Assert.Equal((code, "No."), (error.ResponseCode, error.MessageText));
    }

    [Fact]
    public void A_sync_page_is_read_whole()
    {
        var changes =
            """<t:Create><t:CalendarItem><t:ItemId Id="A" ChangeKey="1"/></t:CalendarItem></t:Create><t:Update><t:Task><t:ItemId Id="B" ChangeKey="2"/></t:Task></t:Update><t:Delete><t:ItemId Id="C" ChangeKey="3"/></t:Delete><t:ReadFlagChange><t:ItemId Id="D" ChangeKey="4"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>""";
        var page = Assert
            .Single(Xml.Read(Xml.SyncPage("S1", changes, last: false), new SyncFolderItemsOperation(EwsFolderId.Calendar, null)).Results)
            .Value!;
        Assert.Equal(("S1", false), (page.SyncState, page.IncludesLastItemInRange));
        Assert.Equal(
            [EwsChangeType.Create, EwsChangeType.Update, EwsChangeType.Delete, EwsChangeType.ReadFlagChange],
            page.Changes.Select(change => change.Type)
        );
        Assert.Equal(["A", "B", "C", "D"], page.Changes.Select(change => change.ItemId.Id));
        Assert.Equal(["1", "2", "3", "4"], page.Changes.Select(change => change.ItemId.ChangeKey));
    }

    [Fact]
    public void Nothing_found_without_a_RootFolder_is_nothing_found()
    {
        var page = Assert
            .Single(
                Xml.Read(
                    Xml.Messages("FindFolder", Xml.Success("FindFolder")),
                    new FindFolderOperation(EwsFolderId.MessageFolderRoot, "IPF.Appointment")
                ).Results
            )
            .Value!;
        Assert.Empty(page.Folders);
        Assert.True(page.IncludesLastItemInRange);
    }

    [Fact]
    public void A_body_without_declaration_and_one_with_a_byte_order_mark_are_taken()
    {
        var xml = Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I")));
        Assert.Single(Xml.Read(xml[xml.IndexOf("<s:", StringComparison.Ordinal)..], GetItem).Results);
        Assert.Single(Xml.Read("\uFEFF" + xml, GetItem).Results);
    }

    [Fact]
    public void A_fault_without_detail_and_one_with_a_back_off_are_read()
    {
        var bare = Xml.Envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>Nee.</faultstring></s:Fault>");
        var e = Assert.Throws<EwsResponseException>(() => Xml.Read(bare, GetItem));
        Assert.Equal((EwsResponseCodes.InternalServerError, "Nee."), (e.ResponseCode, e.MessageText));

        var coded = Xml.Envelope(
            "<s:Fault><faultcode xmlns:a=\"x\">a:ErrorSchemaValidation</faultcode><faultstring>Nee.</faultstring></s:Fault>"
        );
        Assert.Equal("ErrorSchemaValidation", Assert.Throws<EwsResponseException>(() => Xml.Read(coded, GetItem)).ResponseCode);

        var busy = Assert.Throws<EwsResponseException>(() => Xml.Read(Xml.Fault("ErrorServerBusy", 1500), GetItem));
        Assert.Equal(("ErrorServerBusy", TimeSpan.FromSeconds(1.5), true), (busy.ResponseCode, busy.BackOff, busy.IsTransient));
    }

    [Fact]
    public void Elements_of_another_namespace_are_not_taken_for_those_of_EWS()
    {
        var item = Read("<Subject xmlns=\"urn:other\">no</Subject><t:Subject>yes</t:Subject>");
        Assert.Equal("yes", item.Subject);
        var wrong = Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I")))
            .Replace("http://schemas.xmlsoap.org", "https://schemas.xmlsoap.org", StringComparison.Ordinal);
        Assert.Throws<EwsConnectionException>(() => Xml.Read(wrong, GetItem));
        Assert.Throws<EwsConnectionException>(() => Xml.Read(Xml.Messages("FindItem"), GetItem));
    }

    [Fact]
    public void Every_cut_of_an_answer_is_an_exception_of_the_reader_and_no_other()
    {
        var xml = Xml.Messages(
            "GetItem",
            Xml.Success("GetItem", Xml.Item("I", "<t:Subject>x</t:Subject><t:Start>2026-06-01T10:00:00Z</t:Start>")),
            Xml.Error("GetItem", "ErrorServerBusy", 10)
        );
        for (var length = 0; length < xml.Length; length++)
        {
            Assert.ThrowsAny<XmlException>(() => Xml.Read(xml[..length], GetItem));
        }
    }

    [Theory]
    [InlineData("<a>")]
    [InlineData("<m:Items>")]
    [InlineData("<t:Mailbox>")]
    public void Deep_nesting_does_not_overflow_the_stack(string tag)
    {
        var deep = string.Concat(Enumerable.Repeat(tag, 200_000));
        Assert.ThrowsAny<XmlException>(() => Xml.Read(Xml.Messages("GetItem", Xml.Success("GetItem", deep)), GetItem));
    }

    private static EwsCalendarItem Read(string content) =>
        Assert.Single(Xml.Read(Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I", content))), GetItem).Results).GetValueOrThrow();
}
