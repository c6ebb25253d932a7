using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

public sealed class WriteTests : SimulatorTest
{
    private const string Attendees =
        "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>els@contoso.test</t:EmailAddress></t:Mailbox></t:Attendee>"
        + "</t:RequiredAttendees>";

    [Fact]
    public async Task Never_overwrite_refuses_a_stale_change_key()
    {
        var stored = User.Get(User.CreateAppointment(Meeting()));
        User.TouchChangeKey(stored.Id);

        Assert.Equal("ErrorIrresolvableConflict", Code(await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, SetSubject("mine")))));
        Assert.Equal("Overleg", User.Get(stored.Id).Content.Subject);
    }

    [Fact]
    public async Task Auto_resolve_and_always_overwrite_resolve_with_a_key()
    {
        var stored = User.Get(User.CreateAppointment(Meeting()));
        User.Edit(stored.Id, a => a with { Subject = "theirs" });
        Assert.Equal("ErrorIrresolvableConflict", Code(await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, SetSubject("mine")))));

        foreach (var resolution in new[] { "AutoResolve", "AlwaysOverwrite" })
        {
            Assert.Equal(
                "ErrorChangeKeyRequiredForWriteOperations",
                Code(await Ews.MessageAsync(Update(stored.Id, null, SetSubject("no"), resolution)))
            );
            var answer = await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, SetSubject(resolution), resolution));
            Assert.Equal(("NoError", resolution == "AutoResolve" ? "1" : "0"), (Code(answer), Value(answer, "Count")));
            Assert.Equal(resolution, User.Get(stored.Id).Content.Subject);
        }
    }

    [Theory]
    [InlineData("Confidential", "Normal", "Confidential")]
    [InlineData("Personal", "Private", "Private")]
    public async Task Auto_resolve_keeps_the_more_private_value(string theirs, string ours, string kept)
    {
        var stored = User.Get(User.CreateAppointment(Meeting()));
        User.Edit(stored.Id, a => a with { Sensitivity = theirs });
        var set =
            "<t:SetItemField><t:FieldURI "
            + $"FieldURI=\"item:Sensitivity\"/><t:CalendarItem><t:Sensitivity>{ours}</t:Sensitivity></t:CalendarItem></t:SetItemField>";
        await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, set + SetSubject("mine"), "AutoResolve"));

        Assert.Equal((kept, "mine"), (User.Get(stored.Id).Content.Sensitivity, User.Get(stored.Id).Content.Subject));
    }

    [Theory]
    [InlineData("SendOnlyToChanged")]
    [InlineData("SendToChangedAndSaveCopy")]
    public async Task Only_who_was_added_or_dropped_is_mailed_if_so_told(string sendMode)
    {
        var stored = User.Get(
            User.CreateAppointment(Meeting() with { Attendees = [new Attendee("els@contoso.test"), new Attendee("kees@contoso.test")] })
        );
        static string Attendee(string address) =>
            $"<t:Attendee><t:Mailbox><t:EmailAddress>{address}</t:EmailAddress></t:Mailbox></t:Attendee>";
        var set =
            "<t:SetItemField><t:FieldURI "
            + "FieldURI=\"calendar:RequiredAttendees\"/><t:CalendarItem><t:RequiredAttendees>"
            + $"{Attendee("ELS@contoso.test")}{Attendee("piet@contoso.test")}</t:RequiredAttendees></t:CalendarItem>"
            + "</t:SetItemField>";
        await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, set, sendMode: sendMode));

        Assert.Equal(
            [("kees@contoso.test", MailKind.MeetingCancellation), ("piet@contoso.test", MailKind.MeetingRequest)],
            Exchange.SentMail.Select(m => (m.To, m.Kind))
        );
    }

    [Fact]
    public async Task What_is_soft_deleted_can_be_had_back()
    {
        await Ews.MessageAsync(Delete(User.CreateAppointment(Meeting()), "SoftDelete"));

        Assert.Empty(User.Calendar);
        Assert.Empty(User.DeletedItems);
        var found = IdOf(await Ews.MessageAsync(Find("", "recoverableitemsdeletions")));
        await Ews.MessageAsync($"<MoveItem><ToFolderId>{Folder("calendar")}</ToFolderId><ItemIds>{Id(found.Id)}</ItemIds></MoveItem>");
        Assert.Equal("Overleg", Assert.Single(User.Calendar).Content.Subject);
    }

    [Fact]
    public void An_invitation_is_accepted_where_it_is_or_anew()
    {
        var invited = User.Get(User.CreateAppointment(Meeting() with { Organizer = "els@contoso.test" }));
        var anew = User.Get(User.Accept(invited.Id));
        Assert.NotEqual(invited.Id, anew.Id);

        var inPlace = User.Get(User.Accept(anew.Id, inPlace: true));
        Assert.Equal((anew.Id, "Accept", invited.Content.Uid), (inPlace.Id, inPlace.MyResponse, inPlace.Content.Uid));
        Assert.NotEqual(anew.ChangeKey, inPlace.ChangeKey);
    }

    [Fact]
    public async Task Without_a_change_key_nothing_is_updated()
    {
        var id = User.CreateAppointment(Meeting());

        Assert.Equal("ErrorChangeKeyRequiredForWriteOperations", Code(await Ews.MessageAsync(Update(id, null, SetSubject("mine")))));
    }

    [Fact]
    public async Task Whom_to_mail_must_be_said()
    {
        var stored = User.Get(User.CreateAppointment(Meeting()));

        Assert.Equal("ErrorSendMeetingInvitationsRequired", Code(await Ews.MessageAsync(Create(CalendarItem(), attributes: ""))));
        Assert.Equal("ErrorSendMeetingCancellationsRequired", Code(await Ews.MessageAsync(Delete(stored.Id, attributes: ""))));
        Assert.Equal(
            "ErrorSendMeetingInvitationsOrCancellationsRequired",
            Code(
                await Ews.MessageAsync(
                    Update(stored.Id, stored.ChangeKey, SetSubject("x"))
                        .Replace("SendMeetingInvitationsOrCancellations=\"SendToNone\"", "", StringComparison.Ordinal)
                )
            )
        );
        Assert.Single(User.Calendar);
    }

    [Fact]
    public async Task Mails_are_recorded_as_the_attributes_say()
    {
        await Ews.MessageAsync(Create(CalendarItem(after: Attendees)));
        Assert.Empty(Exchange.SentMail);

        var (id, key) = IdOf(
            await Ews.MessageAsync(Create(CalendarItem(after: Attendees), "SendMeetingInvitations=\"SendToAllAndSaveCopy\""))
        );
        Assert.Equal([new SentMail("jan@contoso.test", "els@contoso.test", MailKind.MeetingRequest, "x")], Exchange.SentMail);

        (id, _) = IdOf(await Ews.MessageAsync(Update(id, key, SetSubject("y"), sendMode: "SendToAllAndSaveCopy")));
        await Ews.MessageAsync(Delete(id, attributes: "SendMeetingCancellations=\"SendOnlyToAll\""));
        Assert.Equal(
            [MailKind.MeetingRequest, MailKind.MeetingRequest, MailKind.MeetingCancellation],
            Exchange.SentMail.Select(m => m.Kind)
        );
        Assert.Equal("y", Exchange.SentMail[^1].Subject);
    }

    [Fact]
    public async Task A_message_is_mailed_or_saved()
    {
        const string message =
            "<t:Message><t:Subject>m</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>els@contoso.test</t:EmailAddress>"
            + "</t:Mailbox></t:ToRecipients></t:Message>";
        await Ews.MessageAsync(Create(message, "MessageDisposition=\"SaveOnly\""));
        Assert.Empty(Exchange.SentMail);
        await Ews.MessageAsync(Create(message, "MessageDisposition=\"SendOnly\""));
        Assert.Single(Exchange.SentMail);
        Assert.Equal("ErrorMessageDispositionRequired", Code(await Ews.MessageAsync(Create(message, ""))));
        Assert.Single(User.Items("Drafts"));
    }

    [Fact]
    public async Task An_error_stands_in_its_items_place_and_the_others_are_done()
    {
        var bad = CalendarItem(times: "<t:Start>2026-03-03T11:00:00Z</t:Start><t:End>2026-03-03T10:00:00Z</t:End>");
        var answer = await Ews.CallAsync(Create(CalendarItem() + bad + CalendarItem()));

        Assert.Equal(
            ["NoError", "ErrorCalendarEndDateIsEarlierThanStartDate", "NoError"],
            answer.Element(M + "ResponseMessages")!.Elements().Select(Code)
        );
        Assert.Equal(2, User.Calendar.Count);
    }

    [Fact]
    public async Task What_violates_the_schema_changes_nothing_at_all()
    {
        var unknown = CalendarItem("<t:Subject>x</t:Subject><t:Nonsense/>");
        var wrongOrder = "<t:CalendarItem><t:End>2026-03-03T11:00:00Z</t:End><t:Subject>x</t:Subject></t:CalendarItem>";
        var wrongValue = CalendarItem(after: "<t:LegacyFreeBusyStatus>Perhaps</t:LegacyFreeBusyStatus>");

        foreach (var bad in new[] { unknown, wrongOrder, wrongValue })
        {
            Assert.Equal("ErrorSchemaValidation", await Ews.FaultAsync(Create(CalendarItem() + bad)));
        }

        Assert.Empty(User.Calendar);
    }

    [Fact]
    public async Task What_the_server_makes_cannot_be_set()
    {
        var answer = await Ews.MessageAsync(Create(CalendarItem(after: "<t:IsMeeting>true</t:IsMeeting>")));

        Assert.Equal("ErrorInvalidPropertySet", Code(answer));
        Assert.Empty(User.Calendar);
    }

    [Fact]
    public async Task Deleting_moves_to_Deleted_Items_or_removes_for_good()
    {
        var id = User.CreateAppointment(Meeting());
        await Ews.MessageAsync(Delete(id));
        var deleted = Assert.Single(User.DeletedItems);
        Assert.Equal("ErrorItemNotFound", Code(await Ews.MessageAsync(Delete(id))));

        await Ews.MessageAsync(Delete(deleted.Id, "HardDelete"));
        Assert.Empty(User.DeletedItems);
    }

    [Fact]
    public async Task An_item_can_be_moved_and_copied()
    {
        var id = User.CreateAppointment(Meeting());
        var target = "<ToFolderId><t:DistinguishedFolderId Id=\"deleteditems\"/></ToFolderId>";
        var copy = IdOf(await Ews.MessageAsync($"<CopyItem>{target}<ItemIds>{Id(id)}</ItemIds></CopyItem>"));
        var moved = IdOf(await Ews.MessageAsync($"<MoveItem>{target}<ItemIds>{Id(id)}</ItemIds></MoveItem>"));

        Assert.Equal([copy.Id, moved.Id], User.DeletedItems.Select(i => i.Id));
        Assert.Empty(User.Calendar);
    }

    [Fact]
    public async Task A_calendar_item_does_not_go_into_a_folder_of_another_kind()
    {
        var request =
            $"<CreateItem SendMeetingInvitations=\"SendToNone\"><SavedItemFolderId>{Folder("tasks")}</SavedItemFolderId><Items>"
            + $"{CalendarItem()}</Items></CreateItem>";

        Assert.Equal("ErrorCannotCreateCalendarItemInNonCalendarFolder", Code(await Ews.MessageAsync(request)));
    }
}
