using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Tests.Ews;

namespace AllSolutionsExchange.Tests.Fuzz;

/// <summary>Whole answers, from which garbled ones are made.</summary>
internal static class AnswerCorpus
{
    private const string Zone =
        """<t:Periods><t:Period Bias="-PT60M" Name="Standard" Id="s"/><t:Period Bias="-PT120M" Name="Daylight" Id="d"/></t:Periods><t:TransitionsGroups><t:TransitionsGroup Id="0"><t:RecurringDayTransition><t:To Kind="Period">s</t:To><t:TimeOffset>PT3H</t:TimeOffset><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence></t:RecurringDayTransition></t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>""";

    private const string Content = $"""
        <t:ParentFolderId Id="F" ChangeKey="x"/><t:ItemClass>IPM.Appointment</t:ItemClass><t:Subject>Overleg &amp; lunch</t:Subject><t:Sensitivity>Normal</t:Sensitivity>
        <t:Body BodyType="Text">a&#xD; b</t:Body><t:Categories><t:String>Rood</t:String><t:String>Klant</t:String></t:Categories><t:DateTimeCreated>2026-01-02T03:04:05Z</t:DateTimeCreated>
        <t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>
        <t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="{EwsPropertyPath.LinkIdPropertySet}" PropertyName="AllSolutionsLinkId" PropertyType="String"/><t:Value>L1</t:Value></t:ExtendedProperty>
        <t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/><t:Value>BAAA</t:Value></t:ExtendedProperty>
        <t:LastModifiedTime>2026-01-03T03:04:05.1234567Z</t:LastModifiedTime><t:UID>U1</t:UID><t:Start>2026-06-01T10:00:00+02:00</t:Start><t:End>2026-06-01T11:00:00Z</t:End><t:IsAllDayEvent>false</t:IsAllDayEvent>
        <t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Kamer 1</t:Location><t:IsMeeting>true</t:IsMeeting><t:CalendarItemType>Single</t:CalendarItemType><t:MyResponseType>Accept</t:MyResponseType>
        <t:Organizer><t:Mailbox><t:Name>A</t:Name><t:EmailAddress>a@x.nl</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox></t:Organizer>
        <t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>B</t:Name><t:EmailAddress>b@x.nl</t:EmailAddress></t:Mailbox><t:ResponseType>Tentative</t:ResponseType></t:Attendee></t:RequiredAttendees>
        <t:StartTimeZone Id="W. Europe Standard Time" Name="x">{Zone}</t:StartTimeZone><t:EndTimeZone Id="tzone://Microsoft/Custom" Name="y">{Zone}</t:EndTimeZone>
        """;

    private const string AllDay = """
        <t:Subject>Vrij</t:Subject><t:Start>2026-05-31T22:00:00Z</t:Start><t:End>2026-06-01T22:00:00Z</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent><t:StartTimeZone Id="tzone://Microsoft/Custom"><t:Periods><t:Period Bias="-PT2H" Name="x" Id="y"/></t:Periods></t:StartTimeZone>
        """;

    /// <summary>Answers of EWS for the items I0 and I1, and for what else the client asks.</summary>
    public static IReadOnlyList<string> Ews { get; } =
    [
        Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0", Content)), Xml.Success("GetItem", Xml.Item("I1", AllDay))),
        Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0", AllDay)), Xml.Error("GetItem", "ErrorItemNotFound", 10)),
        Xml.SyncPage(
            "S1",
            """<t:Create><t:CalendarItem><t:ItemId Id="A" ChangeKey="1"/></t:CalendarItem></t:Create><t:Update><t:Task><t:ItemId Id="B" ChangeKey="2"/></t:Task></t:Update><t:Delete><t:ItemId Id="C" ChangeKey="3"/></t:Delete><t:ReadFlagChange><t:ItemId Id="D" ChangeKey="4"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>"""
        ),
        Xml.Folder(),
        Xml.Messages(
            "FindItem",
            Xml.Success(
                "FindItem",
                """<m:RootFolder TotalItemsInView="2" IndexedPagingOffset="1" IncludesLastItemInRange="true"><t:Items><t:CalendarItem><t:ItemId Id="I0" ChangeKey="c"/><t:ParentFolderId Id="F"/></t:CalendarItem></t:Items></m:RootFolder>"""
            )
        ),
        Xml.Messages(
            "FindFolder",
            Xml.Success(
                "FindFolder",
                """<m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true"><t:Folders><t:CalendarFolder><t:FolderId Id="F"/><t:TotalCount>3</t:TotalCount></t:CalendarFolder></t:Folders></m:RootFolder>"""
            )
        ),
        Xml.Messages("CreateItem", Xml.Success("CreateItem", Xml.Item("N0")), Xml.Success("CreateItem", Xml.Item("N1"))),
        Xml.Messages("UpdateItem", Xml.Success("UpdateItem", Xml.Item("I0")), Xml.Error("UpdateItem", "ErrorIrresolvableConflict")),
        Xml.Messages("DeleteItem", Xml.Success("DeleteItem"), Xml.Error("DeleteItem", "ErrorItemNotFound")),
        Xml.Fault("ErrorServerBusy", 1500),
    ];

    /// <summary>Answers of Autodiscover, in both of its forms.</summary>
    public static IReadOnlyList<string> Autodiscover { get; } =
    [
        """{"Protocol":"EWS","Url":"https://mail.contoso.com/EWS/Exchange.asmx"}""",
        """{"ErrorCode":"ProtocolNotSupported","ErrorMessage":"The given protocol value is invalid."}""",
        """<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>""",
        """<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>user@other.com</RedirectAddr></Account></Response></Autodiscover>""",
        """<Autodiscover><Response><Account><Action>redirectUrl</Action><RedirectUrl>https://other.com/autodiscover/autodiscover.xml</RedirectUrl></Account></Response></Autodiscover>""",
        """<Autodiscover><Response><Error Time="1" Id="2"><ErrorCode>600</ErrorCode><Message>Invalid Request</Message></Error></Response></Autodiscover>""",
    ];
}
