using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>What Exchange makes of what it is given.</summary>
public sealed class RewriteTests : SimulatorTest
{
    [Fact]
    public async Task A_subject_is_trimmed_and_a_text_body_comes_back_as_HTML_or_text()
    {
        var (id, _) = IdOf(
            await Ews.MessageAsync(
                Create(CalendarItem("<t:Subject>  Overleg </t:Subject><t:Body BodyType=\"Text\">een  &lt;1&gt; \ntwee\n\n</t:Body>"))
            )
        );

        Ews.ServerVersion = "Exchange2013";
        var html = await Ews.MessageAsync(GetItem(AllProperties("<t:BodyType>HTML</t:BodyType>"), id));
        var text = await Ews.MessageAsync(GetItem(AllProperties("<t:BodyType>Text</t:BodyType>"), id));

        Assert.Equal("Overleg", Value(html, "Subject"));
        Assert.StartsWith("<html>\r\n<head>", Value(html, "Body"), StringComparison.Ordinal);
        Assert.Contains("een&nbsp; &lt;1&gt;<br>\r\ntwee</div>", Value(html, "Body"), StringComparison.Ordinal);
        Assert.Equal("een  <1>\r\ntwee\r\n", Value(text, "Body"));
        Assert.Equal(Value(text, "Body"), Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Body"));
        Assert.Equal(
            "een  <1>\r\ntwee\r\n",
            Value(
                await Ews.MessageAsync(
                    GetItem(
                        "<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI "
                            + "FieldURI=\"item:TextBody\"/></t:AdditionalProperties>",
                        id
                    )
                ),
                "TextBody"
            )
        );
    }

    [Fact]
    public async Task An_HTML_body_can_be_read_as_text()
    {
        var body =
            "<t:Body BodyType=\"HTML\">&lt;html>&lt;head>&lt;style>p{}&lt;/style>&lt;/head>&lt;body>&lt;p>een "
            + "&lt;b>twee&lt;/b>&lt;/p>drie&lt;br>vier&amp;nbsp;vijf&lt;/body>&lt;/html></t:Body>";
        var (id, _) = IdOf(await Ews.MessageAsync(Create(CalendarItem("<t:Subject>x</t:Subject>" + body))));

        Assert.Equal(
            "een twee\r\ndrie\r\nvier vijf\r\n",
            Value(await Ews.MessageAsync(GetItem(AllProperties("<t:BodyType>Text</t:BodyType>"), id)), "Body")
        );
    }

    [Fact]
    public async Task An_all_day_item_is_put_to_midnight_in_its_own_zone()
    {
        var times = "<t:Start>2026-07-01T10:00:00</t:Start><t:End>2026-07-02T10:00:00</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>";
        var (id, _) = IdOf(
            await Ews.MessageAsync(Create(CalendarItem(times: times, after: "<t:StartTimeZone Id=\"W. Europe Standard Time\"/>")))
        );

        var item = await Ews.MessageAsync(GetItem(AllProperties(), id));
        Assert.Equal("2026-06-30T22:00:00Z", Value(item, "Start"));
        Assert.Equal("2026-07-02T22:00:00Z", Value(item, "End"));
        Assert.Equal("W. Europe Standard Time", item.Descendants(T + "EndTimeZone").Single().Attribute("Id")!.Value);
    }

    [Fact]
    public async Task Times_are_answered_in_UTC_unless_a_zone_is_in_context()
    {
        var (id, _) = IdOf(
            await Ews.MessageAsync(
                Create(CalendarItem(times: "<t:Start>2026-07-01T10:00:00.1234567+02:00</t:Start><t:End>2026-07-01T11:00:00+02:00</t:End>"))
            )
        );
        Assert.Equal("2026-07-01T08:00:00Z", Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Start"));

        Ews.TimeZone = "W. Europe Standard Time";
        Assert.Equal("2026-07-01T10:00:00+02:00", Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Start"));
    }

    [Theory]
    [InlineData(null, "", "2026-07-01T10:00:00Z")]
    [InlineData("W. Europe Standard Time", "", "2026-07-01T08:00:00Z")]
    [InlineData("W. Europe Standard Time", "<t:StartTimeZone Id=\"Tokyo Standard Time\"/>", "2026-07-01T01:00:00Z")]
    public async Task A_time_without_offset_is_local_to_its_own_zone_else_the_context_else_UTC(string? context, string own, string expected)
    {
        Ews.TimeZone = context;
        var (id, _) = IdOf(
            await Ews.MessageAsync(
                Create(CalendarItem(times: "<t:Start>2026-07-01T10:00:00</t:Start><t:End>2026-07-01T11:00:00</t:End>", after: own))
            )
        );
        Ews.TimeZone = null;

        Assert.Equal(expected, Value(await Ews.MessageAsync(GetItem(AllProperties(), id)), "Start"));
    }

    [Fact]
    public async Task An_unknown_zone_is_an_error_of_its_item()
    {
        Assert.Equal(
            "ErrorTimeZone",
            Code(await Ews.MessageAsync(Create(CalendarItem(after: "<t:StartTimeZone Id=\"Europe/Amsterdam\"/>"))))
        );
    }

    [Fact]
    public async Task A_UID_of_foreign_origin_is_kept_within_the_global_object_id()
    {
        var (id, _) = IdOf(
            await Ews.MessageAsync(
                Create(
                    CalendarItem(
                        "<t:Subject>x</t:Subject>",
                        "<t:UID>as-42@contoso.test</t:UID><t:Start>2026-03-03T10:00:00Z</t:Start><t:End>2026-03-03T11:00:00Z</t:End>"
                    )
                )
            )
        );
        var shape = AllProperties(
            "<t:AdditionalProperties><t:ExtendedFieldURI DistinguishedPropertySetId=\"Meeting\" PropertyId=\"35\" "
                + "PropertyType=\"Binary\"/></t:AdditionalProperties>"
        );
        var item = await Ews.MessageAsync(GetItem(shape, id));
        // [MS-OXOCAL] 2.2.1.27: class id, no date, no time, zeros, the size, then vCal-Uid, 1, the UID and a zero.
        var expected =
            "040000008200E00074C5B7101A82E008"
            + "00000000"
            + "0000000000000000"
            + "0000000000000000"
            + "1F000000"
            + Convert.ToHexString("vCal-Uid"u8)
            + "01000000"
            + Convert.ToHexString("as-42@contoso.test"u8)
            + "00";

        Assert.Equal("as-42@contoso.test", Value(item, "UID"));
        Assert.Equal(expected, Convert.ToHexString(Convert.FromBase64String(Value(item, "Value")!)));
    }

    [Fact]
    public async Task A_new_item_gets_a_UID_a_reminder_and_an_organiser()
    {
        var (id, _) = IdOf(await Ews.MessageAsync(Create(CalendarItem())));
        var item = await Ews.MessageAsync(GetItem(AllProperties(), id));

        Assert.StartsWith("040000008200E00074C5B7101A82E008", Value(item, "UID"), StringComparison.Ordinal);
        Assert.Equal("true", Value(item, "ReminderIsSet"));
        Assert.Equal("15", Value(item, "ReminderMinutesBeforeStart"));
        Assert.Equal("Organizer", Value(item, "MyResponseType"));
        Assert.Equal("Single", Value(item, "CalendarItemType"));
        Assert.Equal("false", Value(item, "IsMeeting"));
        Assert.Equal("PT1H", Value(item, "Duration"));
    }
}
