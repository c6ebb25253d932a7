using System.Net;
using AllSolutionsExchange.Exchange.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>The operations against a simulated Exchange, over TLS: what they do there, and how many requests they cost.</summary>
public sealed class EwsSimulatorTests
{
    private const string User = "user1@contoso.test";

    [Fact]
    public async Task An_item_is_created_read_back_updated_and_deleted_and_nobody_is_mailed()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User, "W. Europe Standard Time");

        var id = await mailbox.SendAsync(Appointments.Create([Meeting("Overleg\u0001", "L1")]), default);
        var created = (await Appointments.GetAsync(mailbox, [id]))[0].GetValueOrThrow();
        Assert.Equal(
            ("Overleg", "Kamer 1", "L1", "Busy"),
            (created.Subject, created.Location, created.LinkId, created.LegacyFreeBusyStatus)
        );
        Assert.Equal(new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc), created.StartUtc);
        Assert.Equal("W. Europe Standard Time", created.StartTimeZone!.Id);
        Assert.Equal(["Rood"], created.Categories!);

        var change = new EwsItemUpdate<EwsCalendarItem>(
            created.ItemId!,
            new EwsCalendarItem { Location = "Kamer 2" },
            [EwsItemFields<EwsCalendarItem>.Categories]
        );
        await mailbox.SendAsync(Appointments.Update([change]), default);
        var updated = (await Appointments.GetAsync(mailbox, [id]))[0].GetValueOrThrow();
        Assert.Equal(("Overleg", "Kamer 2"), (updated.Subject, updated.Location));
        Assert.Empty(updated.Categories ?? []);

        var conflict = await Assert.ThrowsAsync<EwsResponseException>(() => mailbox.SendAsync(Appointments.Update([change]), default));
        Assert.Equal(EwsResponseCodes.IrresolvableConflict, conflict.ResponseCode);

        await mailbox.SendAsync(new DeleteItemOperation([updated.ItemId!]), default);
        var gone = await Appointments.GetAsync(mailbox, [id], EwsItemShape.IdOnly);
        Assert.Equal(EwsResponseCodes.ItemNotFound, gone[0].Error!.ResponseCode);
        Assert.Single(server.Mailbox(User).DeletedItems);
        Assert.Empty(server.SentMail);
    }

    [Fact]
    public async Task A_calendar_is_pulled_in_as_few_requests_as_can_be()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { ItemsPerMailbox = 1300 });
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        var changes = new List<EwsItemChange>();
        EwsSyncPage page;
        string? state = null;
        do
        {
            page = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, state), default);
            state = page.SyncState;
            changes.AddRange(page.Changes);
        } while (!page.IncludesLastItemInRange);
        var items = await Appointments.GetAsync(mailbox, [.. changes.Select(change => change.ItemId)]);

        Assert.Equal(1300, items.Select(item => item.GetValueOrThrow().ItemId!.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3 + 13, mailbox.RequestCount);
        Assert.Equal(3 + 13, server.Requests.Count);
        Assert.Single(server.Requests.All.Select(request => request.Connection).Distinct(StringComparer.Ordinal));
        Assert.All(server.Requests.All, request => Assert.True(request.HadAuthorization));

        var again = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, state), default);
        Assert.Empty(again.Changes);
    }

    [Fact]
    public async Task A_thousand_items_are_created_in_ten_requests_and_found_by_their_markers_wherever_they_went()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        var items = Enumerable.Range(0, 1000).Select(i => Meeting($"S{i}", $"L{i}")).ToList();
        var results = new EwsItemResult<EwsItemId>?[items.Count];
        await mailbox.SendBatchesAsync(items, batch => Appointments.Create(batch), results, default);
        Assert.Equal(10, mailbox.RequestCount);

        var user = server.Mailbox(User);
        user.AddFolder("Team");
        user.MoveTo(results[7]!.Value!.Id, "Team");
        user.Delete(results[8]!.Value!.Id);
        var folders = await mailbox.FindFoldersAsync(EwsCalendar.Kind.FolderClass, default);
        Assert.Equal(["Calendar", "Team"], folders.Select(folder => folder.DisplayName!).Order(StringComparer.Ordinal));
        var lookups = new[] { new EwsItemLookup("L7", null), new EwsItemLookup("L8", null) };
        var team = folders.Single(folder => folder.DisplayName is "Team");
        Assert.Equal("L7", Assert.Single(await Appointments.FindAsync(mailbox, EwsFolderId.FromId(team.Id!), lookups)).LinkId);
        Assert.Equal("L8", Assert.Single(await Appointments.FindAsync(mailbox, EwsFolderId.DeletedItems, lookups)).LinkId);
        Assert.Empty(await Appointments.FindAsync(mailbox, EwsFolderId.Calendar, lookups));
        Assert.Equal(10 + 4, mailbox.RequestCount);
    }

    [Fact]
    public async Task An_item_is_found_by_its_CleanGlobalObjectId()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { ItemsPerMailbox = 5 });
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        var page = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, null), default);
        var item = (await Appointments.GetAsync(mailbox, [page.Changes[2].ItemId]))[0].GetValueOrThrow();
        var found = await Appointments.FindAsync(mailbox, EwsFolderId.Calendar, [new EwsItemLookup(null, item.CleanGlobalObjectId)]);
        Assert.Equal(item.ItemId!.Id, Assert.Single(found).ItemId!.Id);
    }

    [Theory]
    [InlineData("user2@contoso.test", "ErrorImpersonateUserDenied")]
    [InlineData("nobody@contoso.test", "ErrorNonExistentMailbox")]
    [InlineData(null, "ErrorMissingEmailAddress")]
    public async Task A_mailbox_that_may_not_be_had_is_one_typed_error_and_leaves_the_others(string? address, string code)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { ImpersonationScope = [User] });
        using var connection = new EwsConnection(Options(server));
        var e = await Assert.ThrowsAsync<EwsResponseException>(() => connection.OpenMailbox(address).SendAsync(GetCalendar, default));
        Assert.Equal(code, e.ResponseCode);
        Assert.NotNull((await connection.OpenMailbox(User).SendAsync(GetCalendar, default)).Id);
    }

    [Theory]
    [InlineData(AuthenticationMode.NtlmOnly, "Basic")]
    [InlineData(AuthenticationMode.OwaForms, "logon form")]
    [InlineData(AuthenticationMode.TmgForms, "logon form")]
    [InlineData(AuthenticationMode.GatewayRedirect, "sts.contoso.test")]
    public async Task A_server_that_does_not_take_Basic_is_told_for_what_it_is(AuthenticationMode mode, string hint)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { Authentication = mode });
        using var connection = new EwsConnection(Options(server));
        var e = await Assert.ThrowsAnyAsync<EwsException>(() => connection.OpenMailbox(User).SendAsync(GetCalendar, default));
        Assert.Contains(hint, e.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var connection = new EwsConnection(Options(server, password: "wrong"));
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<EwsAuthenticationException>(() => connection.OpenMailbox(User).SendAsync(GetCalendar, default));
        }

        Assert.Equal(1, server.Requests.Count);
    }

    [Theory]
    [InlineData(FaultKind.ServerBusy)]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.CutBefore)]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.TruncatedXml)]
    public async Task A_read_survives_what_passes(FaultKind kind)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { ItemsPerMailbox = 30 });
        server.Faults.Add(new Fault(kind) { Times = 2 });
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        var page = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, null), default);
        Assert.Equal(30, page.Changes.Count);
        Assert.Equal(3, mailbox.RequestCount);
    }

    [Theory]
    [InlineData(FaultKind.CutBefore, 0)]
    [InlineData(FaultKind.CutAfter, 1)]
    [InlineData(FaultKind.TruncatedXml, 1)]
    [InlineData(FaultKind.ServiceUnavailable, 0)]
    public async Task A_write_whose_end_is_unknown_is_left_to_the_caller(FaultKind kind, int applied)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        server.Faults.Add(new Fault(kind) { Operation = "CreateItem" });
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        await mailbox.SendAsync(GetCalendar, default);
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            mailbox.SendAsync(Appointments.Create([Meeting("S", "L")]), default)
        );
        Assert.True(e.MayHaveBeenApplied);
        Assert.Equal(1, server.Requests.CountOf("CreateItem"));
        Assert.Equal(applied, server.Mailbox(User).Calendar.Count);
    }

    [Fact]
    public async Task A_busy_server_is_waited_for_before_a_write_is_repeated()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        server.Faults.Add(new Fault(FaultAction.ServerBusy(4000)) { Operation = "CreateItem" });
        var delay = new FakeDelay();
        using var connection = new EwsConnection(Options(server, delay: delay));
        await connection.OpenMailbox(User).SendAsync(Appointments.Create([Meeting("S", "L")]), default);
        Assert.InRange(Assert.Single(delay.Waits).TotalSeconds, 4, 4.4);
        Assert.Single(server.Mailbox(User).Calendar);
    }

    [Fact]
    public async Task A_sync_state_that_is_of_no_use_is_a_typed_error()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { ItemsPerMailbox = 3 });
        using var connection = new EwsConnection(Options(server));
        var mailbox = connection.OpenMailbox(User);
        var page = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, null), default);
        server.Mailbox(User).InvalidateSyncStates();
        var e = await Assert.ThrowsAsync<EwsResponseException>(() =>
            mailbox.SendAsync(new SyncFolderItemsOperation(EwsFolderId.Calendar, page.SyncState), default)
        );
        Assert.Equal(EwsResponseCodes.InvalidSyncStateData, e.ResponseCode);
    }

    private static GetFolderOperation GetCalendar => new([EwsFolderId.Calendar]);

    private static EwsCalendarItem Meeting(string subject, string linkId) =>
        new()
        {
            Subject = subject,
            Body = "tekst",
            Categories = ["Rood"],
            LinkId = linkId,
            StartUtc = new DateTime(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc),
            EndUtc = new DateTime(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc),
            IsAllDayEvent = false,
            LegacyFreeBusyStatus = "Busy",
            Location = "Kamer 1",
            StartTimeZone = new EwsTimeZone("W. Europe Standard Time"),
            EndTimeZone = new EwsTimeZone("W. Europe Standard Time"),
        };

    internal static EwsConnectionOptions Options(SimulatedExchange server, string? password = null, FakeDelay? delay = null) =>
        new()
        {
            Url = server.Url,
            Credential = new NetworkCredential(server.Account, password ?? server.Password),
            CertificateThumbprint = server.Thumbprint,
            Delay = (delay ?? new FakeDelay()).WaitAsync,
        };
}
