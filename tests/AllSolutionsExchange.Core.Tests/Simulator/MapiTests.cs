using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>First-class values under the MAPI names that clients read, search and write them by; and ids in other formats.</summary>
public sealed class MapiTests : SimulatorTest
{
    private const string AppointmentSet = "DistinguishedPropertySetId=\"Appointment\"";

    [Theory]
    [InlineData("PropertyTag=\"0x37\" PropertyType=\"String\"", "Overleg")]
    [InlineData("PropertyTag=\"55\" PropertyType=\"String\"", "Overleg")]
    [InlineData("PropertyTag=\"0x1A\" PropertyType=\"String\"", "IPM.Appointment")]
    [InlineData("PropertyTag=\"0x36\" PropertyType=\"Integer\"", "0")]
    [InlineData("PropertyTag=\"0x60\" PropertyType=\"SystemTime\"", "2026-03-03T09:00:00Z")]
    [InlineData("PropertyTag=\"0x61\" PropertyType=\"SystemTime\"", "2026-03-03T10:00:00Z")]
    [InlineData(AppointmentSet + " PropertyId=\"33293\" PropertyType=\"SystemTime\"", "2026-03-03T09:00:00Z")]
    [InlineData(AppointmentSet + " PropertyId=\"33294\" PropertyType=\"SystemTime\"", "2026-03-03T10:00:00Z")]
    [InlineData("PropertySetId=\"00062002-0000-0000-c000-000000000046\" PropertyId=\"33315\" PropertyType=\"Boolean\"", "false")]
    [InlineData(AppointmentSet + " PropertyId=\"33285\" PropertyType=\"Integer\"", "2")]
    public async Task A_value_can_be_read_and_searched_for(string name, string value)
    {
        var uri = $"<t:ExtendedFieldURI {name}/>";
        var id = User.CreateAppointment(Meeting());
        User.CreateAppointment(
            Meeting("later") with
            {
                Start = Now.AddDays(9),
                End = Now.AddDays(9).AddHours(1),
                IsSeries = true,
                ShowAs = "Free",
                Sensitivity = "Private",
            }
        );

        Assert.Equal(
            value,
            Value(
                await Ews.MessageAsync(
                    GetItem($"<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>{uri}</t:AdditionalProperties>", id)
                ),
                "Value"
            )
        );
        var found = await Ews.MessageAsync(
            Find($"<t:IsEqualTo>{uri}<t:FieldURIOrConstant><t:Constant Value=\"{value}\"/></t:FieldURIOrConstant></t:IsEqualTo>")
        );
        Assert.Contains(id, found.Descendants(T + "ItemId").Select(i => i.Attribute("Id")!.Value));
        Assert.Equal(name.Contains("0x1A", StringComparison.Ordinal) ? 2 : 1, found.Descendants(T + "ItemId").Count());
    }

    [Theory]
    [InlineData("PropertyTag=\"0x37\" PropertyType=\"String\"", "anders")]
    [InlineData(AppointmentSet + " PropertyId=\"33293\" PropertyType=\"SystemTime\"", "2026-03-03T08:00:00Z")]
    [InlineData("PropertyTag=\"0x36\" PropertyType=\"Integer\"", "1")]
    [InlineData(AppointmentSet + " PropertyId=\"33285\" PropertyType=\"Integer\"", "0")]
    public async Task A_value_can_be_written(string name, string value)
    {
        var stored = User.Get(User.CreateAppointment(Meeting()));
        var set =
            $"<t:SetItemField><t:ExtendedFieldURI {name}/><t:CalendarItem><t:ExtendedProperty><t:ExtendedFieldURI "
            + $"{name}/><t:Value>{value}</t:Value></t:ExtendedProperty></t:CalendarItem></t:SetItemField>";
        Assert.Equal("NoError", Code(await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, set))));

        var now = User.Get(stored.Id).Content;
        Assert.Contains(
            value,
            new[]
            {
                now.Subject,
                now.Start.ToString("yyyy-MM-ddTHH:mm:ssZ", null),
                now.Sensitivity == "Personal" ? "1" : "",
                now.ShowAs == "Free" ? "0" : "",
            }
        );
        Assert.Empty(User.Get(stored.Id).Named);
    }

    [Fact]
    public async Task A_series_is_found_by_its_flag()
    {
        User.CreateAppointment(Meeting());
        var series = User.CreateAppointment(Meeting("reeks") with { IsSeries = true });
        var found = await Ews.MessageAsync(
            Find(
                $"<t:IsEqualTo><t:ExtendedFieldURI {AppointmentSet} PropertyId=\"33315\" "
                    + "PropertyType=\"Boolean\"/><t:FieldURIOrConstant><t:Constant Value=\"true\"/></t:FieldURIOrConstant></t:IsEqualTo>"
            )
        );

        Assert.Equal(series, IdOf(found).Id);
        var stored = User.Get(series);
        var name = $"{AppointmentSet} PropertyId=\"33303\" PropertyType=\"Integer\"";
        var state =
            $"<t:SetItemField><t:ExtendedFieldURI {name}/><t:CalendarItem><t:ExtendedProperty><t:ExtendedFieldURI "
            + $"{name}/><t:Value>1</t:Value></t:ExtendedProperty></t:CalendarItem></t:SetItemField>";
        Assert.Equal("ErrorInvalidPropertySet", Code(await Ews.MessageAsync(Update(stored.Id, stored.ChangeKey, state))));
    }

    [Fact]
    public async Task The_class_of_a_folder_can_be_read_and_searched_for()
    {
        const string uri = "<t:ExtendedFieldURI PropertyTag=\"0x3613\" PropertyType=\"String\"/>";
        var found = await Ews.MessageAsync(
            "<FindFolder Traversal=\"Deep\"><FolderShape><t:BaseShape>Default</t:BaseShape><t:AdditionalProperties>"
                + $"{uri}</t:AdditionalProperties></FolderShape><Restriction><t:IsEqualTo>{uri}<t:FieldURIOrConstant><t:Constant "
                + "Value=\"IPF.Task\"/></t:FieldURIOrConstant></t:IsEqualTo></Restriction><ParentFolderIds>"
                + $"{Folder("root")}</ParentFolderIds></FindFolder>"
        );

        Assert.Equal(("Tasks", "IPF.Task"), (Value(found, "DisplayName"), Value(found, "Value")));
    }

    [Theory]
    [InlineData("EntryId")]
    [InlineData("HexEntryId")]
    public async Task An_id_is_converted_there_and_back_with_its_owners_address(string format)
    {
        foreach (var id in new[] { User.CreateAppointment(Meeting()), User.Get(User.CreateAppointment(Meeting())).FolderId })
        {
            var there = await ConvertAsync("EwsId", id, format);
            var back = await ConvertAsync(format, there.Id, "EwsId");
            Assert.Equal((id, "jan@contoso.test", "jan@contoso.test"), (back.Id, back.Mailbox, there.Mailbox));
        }
        Assert.Equal("ErrorInvalidIdMalformed", Code(await Ews.MessageAsync(Convert(format, "AAAA", "EwsId"))));
        Assert.Equal("ErrorInvalidIdMalformed", Code(await Ews.MessageAsync(Convert(format, "!", "EwsId"))));
    }

    [Fact]
    public async Task What_is_not_played_answers_a_code_that_nobody_tries_again()
    {
        foreach (
            var request in new[]
            {
                "<GetUserOofSettingsRequest/>",
                Convert("EwsId", User.CreateAppointment(Meeting()), "OwaId"),
                Create("<t:PostItem/>"),
            }
        )
        {
            Assert.Equal("ErrorInvalidOperation", await Ews.FaultAsync(request));
        }
    }

    private async Task<(string Id, string Mailbox)> ConvertAsync(string from, string id, string to)
    {
        var converted = (await Ews.MessageAsync(Convert(from, id, to))).Element(M + "AlternateId")!;
        return (converted.Attribute("Id")!.Value, converted.Attribute("Mailbox")!.Value);
    }

    private static string Convert(string from, string id, string to) =>
        $"<ConvertId DestinationFormat=\"{to}\"><SourceIds><t:AlternateId Format=\"{from}\" Id=\"{id}\" "
        + "Mailbox=\"nobody@contoso.test\"/></SourceIds></ConvertId>";
}
