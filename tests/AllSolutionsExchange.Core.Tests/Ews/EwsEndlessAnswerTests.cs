using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>A server that always says that more is to come: the mailbox ends with its own error after a bounded number of
/// requests.</summary>
public sealed class EwsEndlessAnswerTests
{
    public static TheoryData<string, int> Pages =>
        new()
        {
            { "empty, new state", 25 },
            { "empty, same state", 5 },
            { "read flags only, new state", 25 },
            { "same item, new state", 25 },
            { "two pages in turn", 30 },
            { "state refused, page not last", 10 },
            { "state refused, page empty", 10 },
            { "every state refused", 10 },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_pull_without_end_is_the_mailboxs_error(string kind, int most)
    {
        var number = 0;
        await using var world = new EwsWrongAnswerTests.Side(
            (request, stream, token) =>
                (
                    request.Body.Contains("<m:GetFolder>", StringComparison.Ordinal)
                        ? Answer.Soap(Xml.Folder())
                        : Page(kind, ++number, request.Body.Contains("<m:SyncState>", StringComparison.Ordinal))
                )(request, stream, token)
        );
        var now = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        using var store = TestStore.Create(() => now);
        var target = new SyncTarget(
            Collections.Of("user"),
            "user@contoso.com",
            new InMemorySide(SideName.AllSolutions, () => now),
            world.Exchange
        );
        var result = await new MailboxSync(store, "test", () => now).RunAsync(
            target,
            World.Everything,
            reviewed: null,
            CancellationToken.None
        );
        Assert.IsAssignableFrom<SideException>(result.Exception);
        Assert.NotEqual(SyncStatus.Success, result.Status);
        Assert.InRange(world.Server.Requests.Count, 2, most);
    }

    [Fact]
    public async Task Pages_without_changes_before_one_with_some_are_passed()
    {
        var pages = 0;
        await using var world = new EwsWrongAnswerTests.Side(
            (request, stream, token) =>
                Answer.Soap(++pages <= 15 ? Xml.SyncPage($"S{pages}", last: false) : Xml.SyncPage("S", Change("Create", "I1")))(
                    request,
                    stream,
                    token
                )
        );
        string? cursor = null;
        PullPage page;
        do
        {
            page = await world.Exchange.PullAsync("F1", cursor, default);
            cursor = page.Cursor;
        } while (!page.IsLast);
        Assert.Equal("I1", Assert.Single(page.Changes).Id);
    }

    [Theory]
    [InlineData("FindFolder", "same")]
    [InlineData("FindFolder", "none")]
    [InlineData("FindFolder", "always new")]
    [InlineData("FindItem", "same")]
    [InlineData("FindItem", "none")]
    [InlineData("FindItem", "always new")]
    public async Task A_search_without_end_is_the_mailboxs_error_and_finds_nothing(string operation, string kind)
    {
        var number = 0;
        await using var world = new EwsWrongAnswerTests.Side(
            (request, stream, token) =>
                Answer.Soap(
                    request.Body.Contains($"<m:{operation} ", StringComparison.Ordinal)
                        ? Found(operation, kind, ++number)
                        : Found("FindFolder", "last", 0)
                )(request, stream, token)
        );
        var e = await Assert.ThrowsAsync<SideUnavailableException>(() =>
            world.Exchange.FindAsync([new WantedItem(LinkId.New(DateTimeOffset.UnixEpoch), null)], default)
        );
        Assert.Contains(operation, e.Message, StringComparison.Ordinal);
        Assert.InRange(world.Server.Requests.Count, 1, kind is "always new" ? 202 : 4);
    }

    private static Func<SeenRequest, Stream, CancellationToken, Task> Page(string kind, int number, bool hasState) =>
        kind switch
        {
            "empty, new state" => Answer.Soap(Xml.SyncPage($"S{number}", last: false)),
            "empty, same state" => Answer.Soap(Xml.SyncPage("S", last: false)),
            "read flags only, new state" => Answer.Soap(Xml.SyncPage($"S{number}", Change("ReadFlagChange", "I1"), last: false)),
            "same item, new state" => Answer.Soap(Xml.SyncPage($"S{number}", Change("Update", "I1"), last: false)),
            "two pages in turn" => Answer.Soap(Xml.SyncPage($"S{number}", Change("Create", $"I{number % 2}"), last: false)),
            "state refused, page not last" => hasState
                ? Refused()
                : Answer.Soap(Xml.SyncPage($"S{number}", Change("Create", $"I{number}"), last: false)),
            "state refused, page empty" => hasState ? Refused() : Answer.Soap(Xml.SyncPage($"S{number}", last: false)),
            _ => Refused(),
        };

    private static Func<SeenRequest, Stream, CancellationToken, Task> Refused() =>
        Answer.Soap(Xml.Messages("SyncFolderItems", Xml.Error("SyncFolderItems", "ErrorInvalidSyncStateData")));

    private static string Change(string type, string id) =>
        type is "ReadFlagChange"
            ? $"<t:ReadFlagChange><t:ItemId Id=\"{id}\" ChangeKey=\"c\"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>"
            : $"<t:{type}><t:CalendarItem><t:ItemId Id=\"{id}\" ChangeKey=\"c\"/></t:CalendarItem></t:{type}>";

    private static string Found(string operation, string kind, int number)
    {
        var id = kind is "always new" ? $"X{number}" : "X";
        var content =
            kind is "none" ? ""
            : operation is "FindItem" ? $"<t:Items><t:CalendarItem><t:ItemId Id=\"{id}\" ChangeKey=\"c\"/></t:CalendarItem></t:Items>"
            : $"<t:Folders><t:CalendarFolder><t:FolderId Id=\"{id}\"/></t:CalendarFolder></t:Folders>";
        return Xml.Messages(
            operation,
            Xml.Success(
                operation,
                $"<m:RootFolder IncludesLastItemInRange=\"{(kind is "last" ? "true" : "false")}\">{content}</m:RootFolder>"
            )
        );
    }
}
