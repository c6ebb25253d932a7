using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Answers that are well-formed and no answer to what was asked: a typed error of the item or of the mailbox, never another
/// exception.</summary>
public sealed class EwsWrongAnswerTests
{
    private const string Good = "<t:ItemId Id=\"I1\" ChangeKey=\"c\"/>";

    [Theory]
    [InlineData("<m:Items><t:CalendarItem/></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId ChangeKey=\"c\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"\" ChangeKey=\"c\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"I1\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"I1\" ChangeKey=\"\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"I2\" ChangeKey=\"c\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"i1\" ChangeKey=\"c\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"I1&#x1;\" ChangeKey=\"c\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem><t:ItemId Id=\"I1\" ChangeKey=\"&#xD800;\"/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem>" + Good + "<t:ParentFolderId/></t:CalendarItem></m:Items>")]
    [InlineData("<m:Items><t:CalendarItem>" + Good + "</t:CalendarItem><t:CalendarItem>" + Good + "</t:CalendarItem></m:Items>")]
    [InlineData("<m:Items/>")]
    [InlineData("<m:Folders><t:CalendarFolder><t:FolderId Id=\"F\"/></t:CalendarFolder></m:Folders>")]
    [InlineData("")]
    public async Task An_item_that_is_not_the_one_asked_for_is_its_error_and_the_others_arrive(string content)
    {
        var messages = new[]
        {
            Xml.Success("GetItem", Xml.Item("I0")),
            Xml.Success("GetItem", content),
            Xml.Success("GetItem", Xml.Item("I2")),
        };
        await using var world = new Side(Answer.Soap(Xml.Messages("GetItem", messages)));
        var loaded = await world.Exchange.LoadAsync(["I0", "I1", "I2"], default);
        Assert.Equal(["I0", null, "I2"], loaded.Select(result => result.Item?.Id));
        Assert.Equal(EwsResponseCodes.UnreadableItem, loaded[1].Error!.Code);
        Assert.DoesNotContain("Exchange answered", loaded[1].Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<m:GetItemResponseMessage>@</m:GetItemResponseMessage>")]
    [InlineData("<m:GetItemResponseMessage ResponseClass=\"\">@</m:GetItemResponseMessage>")]
    [InlineData("<m:GetItemResponseMessage ResponseClass=\"success\">@</m:GetItemResponseMessage>")]
    [InlineData("<m:FindItemResponseMessage ResponseClass=\"Success\">@</m:FindItemResponseMessage>")]
    [InlineData("<m:GetItemResponse ResponseClass=\"Success\">@</m:GetItemResponse>")]
    [InlineData("<m:GetItemResponseMessage ResponseClass=\"Error\">@</m:GetItemResponseMessage>")]
    [InlineData("<m:GetItemResponseMessage/>")]
    public async Task A_message_that_is_none_is_the_items_error_and_the_others_arrive(string message)
    {
        var odd = message.Replace("@", "<m:ResponseCode>NoError</m:ResponseCode>" + Xml.Item("I1"), StringComparison.Ordinal);
        await using var world = new Side(
            Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0")), odd, Xml.Success("GetItem", Xml.Item("I2"))))
        );
        var loaded = await world.Exchange.LoadAsync(["I0", "I1", "I2"], default);
        Assert.Equal(["I0", null, "I2"], loaded.Select(result => result.Item?.Id));
        Assert.Equal(EwsResponseCodes.UnreadableItem, loaded[1].Error!.Code);
    }

    [Fact]
    public async Task Answers_in_another_order_or_twice_the_same_are_errors_of_their_items()
    {
        await using var world = new Side(
            Answer.Soap(
                Xml.Messages(
                    "GetItem",
                    Xml.Success("GetItem", Xml.Item("I1")),
                    Xml.Success("GetItem", Xml.Item("I0")),
                    Xml.Success("GetItem", Xml.Item("I2"))
                )
            )
        );
        var loaded = await world.Exchange.LoadAsync(["I0", "I1", "I2"], default);
        Assert.Equal([null, null, "I2"], loaded.Select(result => result.Item?.Id));

        await using var more = new Side(
            Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0")), Xml.Success("GetItem", Xml.Item("I0"))))
        );
        Assert.Equal("InvalidResponse", Assert.Single(await more.Exchange.LoadAsync(["I0"], default)).Error!.Code);
    }

    [Theory]
    [InlineData("<m:Folders><t:CalendarFolder/></m:Folders>")]
    [InlineData("<m:Folders><t:CalendarFolder><t:FolderId/></t:CalendarFolder></m:Folders>")]
    [InlineData("<m:Folders><t:CalendarFolder><t:FolderId Id=\"\"/></t:CalendarFolder></m:Folders>")]
    [InlineData("<m:Folders/>")]
    [InlineData(
        "<m:Folders><t:CalendarFolder><t:FolderId Id=\"F1\"/></t:CalendarFolder><t:CalendarFolder><t:FolderId "
            + "Id=\"F2\"/></t:CalendarFolder></m:Folders>"
    )]
    [InlineData("<m:Items><t:CalendarItem>" + Good + "</t:CalendarItem></m:Items>")]
    [InlineData("")]
    public async Task A_calendar_without_an_id_is_the_mailboxs_error(string content)
    {
        await using var world = new Side(Answer.Soap(Xml.Messages("GetFolder", Xml.Success("GetFolder", content))));
        var e = await Assert.ThrowsAsync<MailboxRefusedException>(() => world.Exchange.IdentifyAsync(default));
        Assert.Equal(EwsResponseCodes.UnreadableItem, e.Code);
    }

    [Theory]
    [InlineData("<m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>")]
    [InlineData("<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes/>")]
    [InlineData("<m:SyncState>S</m:SyncState><m:Changes/>")]
    [InlineData("<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>maybe</m:IncludesLastItemInRange><m:Changes/>")]
    [InlineData(
        "<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes><t:Create><t:CalendarItem/>"
            + "</t:Create></m:Changes>"
    )]
    [InlineData(
        "<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes><t:Create/></m:Changes>"
    )]
    [InlineData(
        "<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes><t:Delete/></m:Changes>"
    )]
    [InlineData(
        "<m:SyncState>S</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange><m:Changes><t:Delete><t:ItemId "
            + "Id=\"\"/></t:Delete></m:Changes>"
    )]
    [InlineData("")]
    public async Task A_page_of_changes_that_leaves_something_out_is_the_mailboxs_error_and_never_the_last_page(string content)
    {
        await using var world = new Side(Answer.Soap(Xml.Messages("SyncFolderItems", Xml.Success("SyncFolderItems", content))));
        var e = await Assert.ThrowsAsync<MailboxRefusedException>(() => world.Exchange.PullAsync("F1", null, default));
        Assert.Equal(EwsResponseCodes.UnreadableItem, e.Code);
    }

    [Theory]
    [InlineData("FindFolder", "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Folders><t:CalendarFolder/></t:Folders></m:RootFolder>")]
    [InlineData(
        "FindFolder",
        "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Folders><t:CalendarFolder><t:FolderId "
            + "Id=\"\"/></t:CalendarFolder></t:Folders></m:RootFolder>"
    )]
    [InlineData("FindItem", "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Items><t:CalendarItem/></t:Items></m:RootFolder>")]
    [InlineData(
        "FindItem",
        "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Items><t:CalendarItem><t:ItemId "
            + "Id=\"\"/></t:CalendarItem></t:Items></m:RootFolder>"
    )]
    public async Task What_a_search_finds_without_an_id_is_the_mailboxs_error(string operation, string content)
    {
        await using var world = new Side(
            (request, stream, token) =>
                Answer.Soap(
                    request.Body.Contains($"<m:{operation} ", StringComparison.Ordinal)
                        ? Xml.Messages(operation, Xml.Success(operation, content))
                        : Xml.Messages(
                            "FindFolder",
                            Xml.Success(
                                "FindFolder",
                                "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Folders><t:CalendarFolder><t:FolderId "
                                    + "Id=\"F1\"/></t:CalendarFolder></t:Folders></m:RootFolder>"
                            )
                        )
                )(request, stream, token)
        );
        var e = await Assert.ThrowsAsync<MailboxRefusedException>(() =>
            world.Exchange.FindAsync([new WantedItem(LinkId.New(DateTimeOffset.UnixEpoch), null)], default)
        );
        Assert.Equal(EwsResponseCodes.UnreadableItem, e.Code);
    }

    [Fact]
    public async Task An_update_that_is_answered_for_another_item_is_no_failure_of_the_write()
    {
        await using var world = new Side(Answer.Soap(Xml.Messages("UpdateItem", Xml.Success("UpdateItem", Xml.Item("I2")))));
        var write = new WriteOperation
        {
            Action = SyncAction.Stamp,
            LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
            Id = "I1",
            Version = "c",
            WritesMarker = true,
        };
        await Assert.ThrowsAsync<SideUnavailableException>(() => world.Exchange.WriteAsync([write], default));
        Assert.Single(world.Server.Requests);
    }

    /// <summary>The side of one mailbox at a server with a script.</summary>
    internal sealed class Side : IAsyncDisposable
    {
        private readonly EwsConnection _connection;

        public Side(params Func<SeenRequest, Stream, CancellationToken, Task>[] script)
        {
            Server = new ScriptedServer(script);
            _connection = new EwsConnection(Server.Options());
            Exchange = Appointments.Side(_connection, "user@contoso.com");
        }

        public ScriptedServer Server { get; }

        public ExchangeSide<EwsCalendarItem> Exchange { get; }

        public ValueTask DisposeAsync()
        {
            _connection.Dispose();
            return Server.DisposeAsync();
        }
    }
}
