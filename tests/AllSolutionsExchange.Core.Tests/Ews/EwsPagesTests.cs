using System.Globalization;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>One item that spoils a page of a listing: what comes before it arrives, and a server that is down is not asked for
/// ever.</summary>
public sealed class EwsPagesTests
{
    private const int Items = 1000;

    [Theory]
    [InlineData("fault", 0)]
    [InlineData("fault", 700)]
    [InlineData("broken", 0)]
    [InlineData("broken", 511)]
    [InlineData("page", 3)]
    [InlineData("cut", 700)]
    public async Task What_comes_before_the_item_of_a_folder_arrives(string how, int bad)
    {
        await using var server = new ScriptedServer(Server(how, bad));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        var (ids, cursor, failure) = (new List<string>(), (string?)null, (Exception?)null);
        while (failure is null)
        {
            try
            {
                var page = await side.PullAsync("F1", cursor, default);
                ids.AddRange(page.Changes.Select(change => change.Id));
                cursor = page.Cursor;
            }
            catch (SideException exception)
            {
                failure = exception;
            }
        }

        Assert.Equal(Enumerable.Range(0, bad).Select(id => $"I{id}"), ids);
        Assert.IsType<PageSpoiltException>(failure);
        Assert.InRange(server.Requests.Count, 10, 70);
    }

    /// <summary>All but what spoils its page is listed; the cost grows with what does, and not with the folder.</summary>
    [Theory]
    [InlineData("fault", 30, 0)]
    [InlineData("broken", 80, 0, 1, 2, 500, 999)]
    [InlineData("page", 60, 300, 301, 998)]
    [InlineData("cut", 30, 999)]
    public async Task A_search_passes_over_the_items_that_spoil_their_page(string how, int requests, params int[] bad)
    {
        await using var server = new ScriptedServer(Search(how, bad.Contains));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        var listing = await side.ListAsync("F1", default);
        Assert.Equal(Enumerable.Range(0, Items).Except(bad).Select(id => $"I{id}"), listing.Items.Select(item => item.Id));
        Assert.Equal(bad.Length, listing.Unnamed);
        Assert.InRange(server.Requests.Count, 2, requests);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_searched_at_all_is_not_asked_for_each_item()
    {
        await using var server = new ScriptedServer(Search("fault", _ => true));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        await Assert.ThrowsAsync<PageSpoiltException>(() => side.ListAsync("F1", default));
        Assert.InRange(server.Requests.Count, 20, 70);
    }

    [Fact]
    public async Task An_item_that_spoils_a_page_for_a_while_costs_nothing_but_requests()
    {
        var left = 3;
        await using var server = new ScriptedServer(Server("broken", 100, () => left-- > 0));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        var (count, cursor) = (0, (string?)null);
        var isLast = false;
        while (!isLast)
        {
            var page = await side.PullAsync("F1", cursor, default);
            (count, cursor, isLast) = (count + page.Changes.Count, page.Cursor, page.IsLast);
        }

        Assert.Equal(Items, count);
    }

    [Fact]
    public async Task A_search_comes_in_smaller_pages()
    {
        var sizes = new List<int>();
        await using var server = new ScriptedServer(
            (request, stream, token) =>
            {
                if (!request.Body.Contains("FindItem", StringComparison.Ordinal))
                {
                    return Answer.Soap(Xml.Folder())(request, stream, token);
                }

                var (size, offset) = (Number(request.Body, "MaxEntriesReturned=\""), Number(request.Body, "Offset=\""));
                sizes.Add(size);
                var items = string.Concat(
                    Enumerable
                        .Range(offset, Math.Max(0, Math.Min(size, 300 - offset)))
                        .Select(id => $"<t:CalendarItem><t:ItemId Id=\"I{id}\" ChangeKey=\"c\"/></t:CalendarItem>")
                );
                var root =
                    $"<m:RootFolder IncludesLastItemInRange=\"{(offset + size >= 300 ? "true" : "false")}\"><t:Items>{items}</t:Items>"
                    + "</m:RootFolder>";
                return (size > 100 ? Answer.Soap("<broken") : Answer.Soap(Xml.Messages("FindItem", Xml.Success("FindItem", root))))(
                    request,
                    stream,
                    token
                );
            }
        );
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox("a@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        var found = await Appointments.FindAsync(mailbox, EwsFolderId.Calendar, [new EwsItemLookup("x", null)]);
        Assert.Equal(300, found.Count);
        Assert.InRange(sizes.Count, 4, 20);
    }

    [Fact]
    public async Task A_server_that_is_down_is_not_asked_for_each_half()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()), Answer.Http(500, "text/html", "<html>down</html>"));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        await Assert.ThrowsAsync<SideUnavailableException>(() => side.PullAsync("F1", null, default));
        Assert.Equal(1 + EwsMailbox.MaxTries + 1, server.Requests.Count);
    }

    [Theory]
    [InlineData("ErrorInvalidSyncStateData")]
    [InlineData("ErrorFolderNotFound")]
    [InlineData("ErrorAccessDenied")]
    public async Task What_is_not_of_an_item_is_not_halved(string code)
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()), Answer.Soap(Xml.Fault(code), 500));
        using var connection = new EwsConnection(server.Options());
        var side = Appointments.Side(connection, "a@contoso.com");
        await side.IdentifyAsync(default);
        await Assert.ThrowsAnyAsync<SideException>(() => side.PullAsync("F1", "S0", default));
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>A folder of a thousand items, of which a page that holds the bad one cannot be read. The sync state is the place.</summary>
    private static Func<SeenRequest, Stream, CancellationToken, Task> Server(string how, int bad, Func<bool>? isBad = null) =>
        (request, stream, token) =>
        {
            if (!request.Body.Contains("<m:SyncFolderItems", StringComparison.Ordinal))
            {
                return Answer.Soap(Xml.Folder())(request, stream, token);
            }

            var (first, size) = (
                request.Body.Contains("<m:SyncState>", StringComparison.Ordinal) ? Number(request.Body, "<m:SyncState>S") : 0,
                Number(request.Body, "<m:MaxChangesReturned>")
            );
            var end = Math.Min(first + size, Items);
            if (bad >= first && bad < end && (isBad?.Invoke() ?? true))
            {
                return Spoilt(how)(request, stream, token);
            }

            var changes = string.Concat(
                Enumerable
                    .Range(first, end - first)
                    .Select(id => $"<t:Create><t:CalendarItem><t:ItemId Id=\"I{id}\" ChangeKey=\"c\"/></t:CalendarItem></t:Create>")
            );
            return Answer.Soap(Xml.SyncPage($"S{end}", changes, last: end == Items))(request, stream, token);
        };

    /// <summary>The same folder as a search shows it.</summary>
    private static Func<SeenRequest, Stream, CancellationToken, Task> Search(string how, Func<int, bool> isBad) =>
        (request, stream, token) =>
        {
            if (!request.Body.Contains("<m:FindItem", StringComparison.Ordinal))
            {
                return Answer.Soap(Xml.Folder())(request, stream, token);
            }

            var (size, offset) = (Number(request.Body, "MaxEntriesReturned=\""), Number(request.Body, "Offset=\""));
            var ids = Enumerable.Range(offset, Math.Max(0, Math.Min(size, Items - offset))).ToList();
            if (ids.Exists(id => isBad(id)))
            {
                return Spoilt(how)(request, stream, token);
            }

            var items = string.Concat(ids.Select(id => $"<t:CalendarItem><t:ItemId Id=\"I{id}\" ChangeKey=\"c\"/></t:CalendarItem>"));
            var root =
                $"<m:RootFolder IncludesLastItemInRange=\"{(offset + size >= Items ? "true" : "false")}\"><t:Items>{items}</t:Items>"
                + "</m:RootFolder>";
            return Answer.Soap(Xml.Messages("FindItem", Xml.Success("FindItem", root)))(request, stream, token);
        };

    private static Func<SeenRequest, Stream, CancellationToken, Task> Spoilt(string how) =>
        how switch
        {
            "fault" => Answer.Soap(Xml.Fault("ErrorInternalServerError"), 500),
            "broken" => Answer.Soap("<s:Envelope>"),
            "page" => Answer.Http(500, "text/html", "<html>500</html>"),
            _ => Answer.Cut(),
        };

    private static int Number(string text, string mark)
    {
        var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return int.Parse(string.Concat(text[start..].TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
    }
}
