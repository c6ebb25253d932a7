using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

public sealed class SearchTests : SimulatorTest
{
    private const string Marker =
        "<t:ExtendedFieldURI PropertySetId=\"a892b3d0-1b56-42ba-9438-cb0b655724c6\" PropertyName=\"AllSolutionsLinkId\" "
        + "PropertyType=\"String\"/>";
    private const string CleanId =
        "<t:ExtendedFieldURI PropertySetId=\"6ED8DA90-450B-101B-98DA-00AA003F1305\" PropertyId=\"35\" PropertyType=\"Binary\"/>";

    [Fact]
    public async Task Items_are_found_by_marker_and_by_clean_global_object_id()
    {
        var (a, b, c) = (User.CreateAppointment(Meeting("a")), User.CreateAppointment(Meeting("b")), User.CreateAppointment(Meeting("c")));
        User.SetNamed(a, new Guid("a892b3d0-1b56-42ba-9438-cb0b655724c6"), "AllSolutionsLinkId", "7");
        var clean = User.Get(b).CleanGlobalObjectId;

        Assert.Equal(["a"], await SubjectsAsync($"<t:Exists>{Marker}</t:Exists>"));
        Assert.Equal(["b", "a"], await SubjectsAsync($"<t:Or>{Equal(Marker, "7")}{Equal(Marker, "8")}{Equal(CleanId, clean)}</t:Or>"));
        Assert.Equal(
            ["c"],
            await SubjectsAsync(
                $"<t:And><t:Not><t:Exists>{Marker}</t:Exists></t:Not>{Equal("<t:FieldURI FieldURI=\"item:Subject\"/>", "C")}</t:And>"
            )
        );
        Assert.NotEqual(a, c);
    }

    [Fact]
    public async Task A_UID_cannot_be_searched_for() =>
        Assert.Equal(
            "ErrorUnsupportedPathForQuery",
            Code(await Ews.MessageAsync(Find(Equal("<t:FieldURI FieldURI=\"calendar:UID\"/>", "x"))))
        );

    [Fact]
    public async Task Times_are_compared_as_instants()
    {
        User.CreateAppointment(Meeting("vroeg"));
        User.CreateAppointment(Meeting("laat") with { Start = Now.AddDays(9), End = Now.AddDays(10) });
        var after =
            "<t:IsGreaterThan><t:FieldURI FieldURI=\"calendar:Start\"/><t:FieldURIOrConstant><t:Constant "
            + "Value=\"2026-03-05T00:00:00+01:00\"/></t:FieldURIOrConstant></t:IsGreaterThan>";

        Assert.Equal(["laat"], await SubjectsAsync(after));
    }

    [Fact]
    public async Task A_page_tells_where_the_next_begins()
    {
        for (var n = 0; n < 5; n++)
        {
            User.CreateAppointment(Meeting($"{n}"));
        }

        var root = (
            await Ews.MessageAsync(
                "<FindItem Traversal=\"Shallow\"><ItemShape><t:BaseShape>IdOnly</t:BaseShape></ItemShape><IndexedPageItemView "
                    + "MaxEntriesReturned=\"2\" Offset=\"3\" BasePoint=\"Beginning\"/><SortOrder><t:FieldOrder "
                    + "Order=\"Ascending\"><t:FieldURI "
                    + "FieldURI=\"item:Subject\"/></t:FieldOrder></SortOrder><ParentFolderIds>"
                    + $"{Folder("calendar")}</ParentFolderIds></FindItem>"
            )
        ).Element(M + "RootFolder")!;

        Assert.Equal("5", root.Attribute("IndexedPagingOffset")!.Value);
        Assert.Equal("5", root.Attribute("TotalItemsInView")!.Value);
        Assert.Equal("true", root.Attribute("IncludesLastItemInRange")!.Value);
        Assert.Equal(2, root.Descendants(T + "ItemId").Count());
    }

    [Fact]
    public async Task A_search_does_not_look_below_a_folder_nor_read_bodies()
    {
        User.AddFolder("Privé");
        User.CreateAppointment(Meeting("elders"), "Privé");
        User.CreateAppointment(Meeting("hier") with { Body = "tekst" });
        var answer = await Ews.MessageAsync(
            Find("").Replace("<t:BaseShape>Default", "<t:BaseShape>AllProperties", StringComparison.Ordinal)
        );

        Assert.Equal("hier", answer.Descendants(T + "Subject").Single().Value);
        Assert.Empty(answer.Descendants(T + "Body"));
    }

    [Fact]
    public async Task Calendar_folders_are_found_deep()
    {
        User.AddFolder("Privé");
        var answer = await Ews.MessageAsync(
            "<FindFolder Traversal=\"Deep\"><FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape><Restriction>"
                + $"{Equal("<t:FieldURI FieldURI=\"folder:FolderClass\"/>", "IPF.Appointment")}</Restriction><ParentFolderIds>"
                + $"{Folder("msgfolderroot")}</ParentFolderIds></FindFolder>"
        );

        Assert.Equal(["Calendar", "Privé"], answer.Descendants(T + "CalendarFolder").Select(f => f.Element(T + "DisplayName")!.Value));
    }

    [Fact]
    public async Task A_calendar_view_gives_what_overlaps_in_order()
    {
        User.CreateAppointment(Meeting("tweede") with { Start = Now.AddDays(2), End = Now.AddDays(3) });
        User.CreateAppointment(Meeting("eerste"));
        User.CreateAppointment(Meeting("buiten") with { Start = Now.AddDays(30), End = Now.AddDays(31) });
        var answer = await Ews.MessageAsync(
            "<FindItem Traversal=\"Shallow\"><ItemShape><t:BaseShape>Default</t:BaseShape></ItemShape><CalendarView "
                + "StartDate=\"2026-03-02T00:00:00Z\" "
                + $"EndDate=\"2026-03-10T00:00:00Z\"/><ParentFolderIds>{Folder("calendar")}</ParentFolderIds></FindItem>"
        );

        Assert.Equal(["eerste", "tweede"], answer.Descendants(T + "Subject").Select(s => s.Value));
    }

    [Fact]
    public async Task Names_are_resolved_by_address()
    {
        Assert.Equal(
            "els@contoso.test",
            Value(
                await Ews.MessageAsync(
                    "<ResolveNames ReturnFullContactData=\"true\"><UnresolvedEntry>smtp:els@contoso.test</UnresolvedEntry></ResolveNames>"
                ),
                "EmailAddress"
            )
        );
        Assert.Equal(
            "ErrorNameResolutionNoResults",
            Code(
                await Ews.MessageAsync(
                    "<ResolveNames ReturnFullContactData=\"false\"><UnresolvedEntry>niemand</UnresolvedEntry></ResolveNames>"
                )
            )
        );
    }

    private async Task<IEnumerable<string>> SubjectsAsync(string restriction) =>
        (await Ews.MessageAsync(Find(restriction))).Descendants(T + "Subject").Select(s => s.Value);

    private static string Equal(string path, string constant) =>
        $"<t:IsEqualTo>{path}<t:FieldURIOrConstant><t:Constant Value=\"{constant}\"/></t:FieldURIOrConstant></t:IsEqualTo>";
}
