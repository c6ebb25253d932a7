using System.Text.RegularExpressions;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>
/// What is sent to Exchange, to the byte: every operation with every field, set, emptied and asked for. <c>Requests.txt</c> holds one
/// request a line. A change of it is a change of what every server is asked, and has to be meant.
/// </summary>
public sealed partial class EwsRequestBytesTests
{
    private const string Zone = "W. Europe Standard Time";

    private static readonly LinkId Link = new(new Guid("00000000-0000-4000-8000-000000000001"));

    private static readonly Appointment Timed = new()
    {
        Subject = "Overleg <&>",
        Body = "Regel \"1\"\r en ü",
        Location = "Kamer 1",
        Start = new(new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc), Zone),
        End = new(new DateTime(2026, 6, 1, 9, 30, 0, DateTimeKind.Utc), "UTC"),
        ShowAs = ShowAs.OutOfOffice,
        Sensitivity = Sensitivity.Confidential,
        Categories = ["Blauw", "Rood"],
        ReminderMinutes = 15,
    };

    private static readonly Appointment AllDay = new()
    {
        IsAllDay = true,
        Start = ZonedTime.Date(new DateTime(2026, 3, 29)),
        End = ZonedTime.Date(new DateTime(2026, 3, 30)),
        ShowAs = ShowAs.WorkingElsewhere,
    };

    private static readonly TodoTask Whole = new()
    {
        Subject = "Offerte <&>",
        Body = "Regel \"1\"\r en ü",
        Start = new DateTime(2026, 3, 29),
        Due = new DateTime(2026, 10, 25),
        Status = TodoStatus.WaitingOnOthers,
        Percent = 30,
        Importance = Importance.High,
        Sensitivity = Sensitivity.Confidential,
        Categories = ["Blauw", "Rood"],
        ReminderUtc = new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc),
    };

    [Fact]
    public async Task Every_request_for_appointments_is_the_one_of_before()
    {
        await using var server = Server("CalendarItem");
        using var connection = new EwsConnection(server.Options());
        await RunAsync(Appointments.Side(connection, "a@contoso.com", Zone), Timed, AllDay, fields: 9);
        await RunAsync(connection.OpenMailbox("a@contoso.com", Zone));
        AssertSent("Requests.txt", server);
    }

    [Fact]
    public async Task Every_request_for_tasks_is_the_one_of_before()
    {
        await using var server = Server("Task");
        using var connector = new EwsConnector(server.Options(), (_, _) => Task.CompletedTask, () => DateTimeOffset.UnixEpoch);
        var side = connector.Open(new SideRequest(new Collection("a", ItemKind.Task), "a@contoso.com", Zone));
        await RunAsync(side, Whole, new TodoTask { Status = TodoStatus.Completed, Percent = 100 }, fields: 8);
        AssertSent("RequestsForTasks.txt", server);
    }

    private static ScriptedServer Server(string element) =>
        new(
            (request, stream, token) =>
                Answer.Soap(AnswerTo(request.Body).Replace("t:CalendarItem", "t:" + element, StringComparison.Ordinal))(
                    request,
                    stream,
                    token
                )
        );

    private static void AssertSent(string file, ScriptedServer server) =>
        Assert.Equal(
            File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Ews", file)),
            server.Requests.Select(request => request.Body)
        );

    private static async Task RunAsync(ISyncSide side, CanonicalItem full, CanonicalItem bare, int fields)
    {
        // None, each of them, all of them.
        FieldSet[] each = [FieldSet.None, .. Enumerable.Range(0, fields).Select(FieldSet.Of), FieldSet.All(fields)];
        await side.IdentifyAsync(default);
        await side.PullAsync("F1", cursor: null, default);
        await side.PullAsync("F1", "S1", default);
        await side.ListAsync("F1", default);
        await side.LoadAsync(["I1", "I2"], default);
        await side.NamesAsync(["I1"], default);
        await side.FindAsync([new WantedItem(Link, "BAAA"), new WantedItem(Link, null)], default);
        await side.WriteAsync([Create(full), Create(bare)], default);
        await side.WriteAsync([.. each.Select(some => Update(full, some))], default);
        await side.WriteAsync([.. each.Select(some => Update(bare, some))], default);
        var (all, none) = (Update(full, each[^1]), Update(null, FieldSet.None));
        await side.WriteAsync([all with { WritesMarker = true }, none with { WritesMarker = true }], default);
        await side.WriteAsync([Delete("I1"), Delete("I2")], default);
    }

    /// <summary>What the test of an endpoint asks.</summary>
    private static async Task RunAsync(EwsMailbox mailbox)
    {
        var outbox = EwsFolderId.FromName("outbox");
        var made = await mailbox.SendAsync(new CreateMessageOperation(outbox, "Test", "Body"), default);
        await mailbox.SendAsync(new GetItemOperation<EwsItem>(EwsAnyItem.Fields, [made], EwsItemShape.Subject), default);
        var lookup = new EwsItemLookup(LinkId: null, CleanGlobalObjectId: null, "Test");
        await mailbox.FindItemsAsync(EwsAnyItem.Fields, outbox, [lookup], EwsItemShape.Subject, default);
        await mailbox.SendAsync(new DeleteItemOperation([made], EwsDeleteType.HardDelete), default);
        await mailbox.SendAsync(new GetItemOperation<EwsItem>(EwsAnyItem.Fields, [made], EwsItemShape.IdOnly), default);
    }

    private static WriteOperation Create(CanonicalItem content) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = Link,
            Content = content,
            Folder = "F1",
        };

    private static WriteOperation Update(CanonicalItem? content, FieldSet fields) =>
        new()
        {
            Action = SyncAction.Update,
            LinkId = Link,
            Content = content,
            Fields = fields,
            Id = "I1",
            Version = "ck-I1",
        };

    private static WriteOperation Delete(string id) =>
        new()
        {
            Action = SyncAction.Delete,
            LinkId = Link,
            Id = id,
            Version = $"ck-{id}",
        };

    private static string AnswerTo(string request)
    {
        var operation = OperationName().Match(request).Groups["name"].Value;
        return operation switch
        {
            "GetFolder" => Xml.Folder(),
            "SyncFolderItems" => Xml.SyncPage("S1"),
            "FindFolder" => Found(operation, "Folders", Folder("F1", "root") + Folder("F2", "trash")),
            "FindItem" => Found(operation, "Items", ""),
            "CreateItem" => Each(operation, CreatedItem().Matches(request).Select((_, index) => $"N{index}")),
            "DeleteItem" => Xml.Messages(operation, [.. Xml.IdsIn(request).Select(_ => Xml.Success(operation))]),
            _ => Each(operation, Xml.IdsIn(request)),
        };
    }

    private static string Each(string operation, IEnumerable<string> ids) =>
        Xml.Messages(operation, [.. ids.Select(id => Xml.Success(operation, Xml.Item(id)))]);

    private static string Folder(string id, string parent) =>
        $"""<t:CalendarFolder><t:FolderId Id="{id}"/><t:ParentFolderId Id="{parent}"/></t:CalendarFolder>""";

    private static string Found(string operation, string list, string content) =>
        Xml.Messages(
            operation,
            Xml.Success(operation, $"""<m:RootFolder IncludesLastItemInRange="true"><t:{list}>{content}</t:{list}></m:RootFolder>""")
        );

    [GeneratedRegex("<m:(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OperationName();

    [GeneratedRegex("<t:(?:CalendarItem|Message|Task)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CreatedItem();
}
