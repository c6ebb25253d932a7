using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

public sealed class AllSolutionsSideTests : IDisposable
{
    private static readonly DateTime Ten = new(2026, 11, 3, 10, 0, 0);
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AgendaRegister Agenda => _folder.Coupling.Agenda;

    private AllSolutionsSide Side => new(Agenda, "jdv");

    [Fact]
    public async Task A_register_is_known_by_its_own_id_and_the_user()
    {
        await AddAsync("een");
        var identity = await Side.IdentifyAsync(default);
        _folder.Reopen();
        Assert.Equal(identity, await new AllSolutionsSide(Agenda, "JDV").IdentifyAsync(default));
        Assert.NotEqual(identity, await new AllSolutionsSide(Agenda, "pj").IdentifyAsync(default));
        using var other = new CouplingFolder();
        await other.SetParametersAsync();
        Assert.NotEqual(identity, await new AllSolutionsSide(other.Coupling.Agenda, "jdv").IdentifyAsync(default));
    }

    [Fact]
    public async Task Changes_come_in_their_order_and_once()
    {
        var one = await AddAsync("een");
        var two = await AddAsync("twee");
        await Agenda.AddAsync("pj", Changes("van een ander"), default);
        var first = await Side.PullAsync("agenda", null, default);
        Assert.Equal([one.Id, two.Id], first.Changes.Select(change => change.Id));
        Assert.True(first.IsLast);

        await Agenda.UpdateAsync(one.Id, new() { Subject = "eens" }, default);
        await Agenda.RemoveAsync(two.Id, default);
        var next = await Side.PullAsync("agenda", first.Cursor, default);
        Assert.Equal([(one.Id, false), (two.Id, true)], next.Changes.Select(change => (change.Id, change.IsVanished)));
        Assert.Equal((await ItemAsync(one.Id)).Version, next.Changes[0].Version);

        var quiet = await Side.PullAsync("agenda", next.Cursor, default);
        Assert.Empty(quiet.Changes);
        Assert.Equal(next.Cursor, quiet.Cursor);
        Assert.Equal([one.Id], (await Side.PullAsync("agenda", null, default)).Changes.Select(change => change.Id));
    }

    [Fact]
    public async Task A_long_agenda_comes_in_pages_and_what_changes_meanwhile_is_not_missed()
    {
        var create = Enumerable.Range(0, 600).Select(_ => Create(LinkId.New(DateTimeOffset.UnixEpoch), "x")).ToList();
        await AddAsync("eerste");
        Assert.All(await Side.WriteAsync(create, default), outcome => Assert.Equal(WriteStatus.Done, outcome.Status));
        var first = await Side.PullAsync("agenda", null, default);
        Assert.Equal((512, false), (first.Changes.Count, first.IsLast));
        await Agenda.UpdateAsync("1001", new() { Subject = "eens" }, default);
        var second = await Side.PullAsync("agenda", first.Cursor, default);
        Assert.Equal((90, true), (second.Changes.Count, second.IsLast));
        Assert.Equal("1001", second.Changes[89].Id);
    }

    [Fact]
    public async Task A_cursor_of_another_register_or_of_a_later_state_is_invalid()
    {
        await AddAsync("een");
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        using var other = new CouplingFolder();
        await other.Coupling.Agenda.AddAsync("jdv", Changes("een"), default);
        await Assert.ThrowsAsync<CursorInvalidException>(() => new AllSolutionsSide(other.Coupling.Agenda, "jdv").PullAsync("agenda", cursor, default));
        foreach (var wrong in new[] { cursor + "0", "", "x", cursor.Replace(':', ';') })
            await Assert.ThrowsAsync<CursorInvalidException>(() => Side.PullAsync("agenda", wrong, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_register_that_was_put_back_is_noticed_whatever_was_added_since(int added)
    {
        await AddAsync("een");
        var backup = Register();
        var identity = await Side.IdentifyAsync(default);
        var before = Side;
        Assert.Equal(SideContinuity.Same, await before.CompareAsync(identity, null, default));
        await AddAsync("twee");
        var side = Side;
        await side.PullAsync("agenda", null, default);
        Assert.Equal(SideContinuity.Same, await Side.CompareAsync(identity, before.Seen, default));
        Assert.Equal(SideContinuity.Same, await Side.CompareAsync(identity, side.Seen, default));
        Assert.Equal(SideContinuity.Another, await Side.CompareAsync(identity with { Id = "another" }, side.Seen, default));

        PutBack(backup);
        for (var i = 0; i < added; i++) await AddAsync("sindsdien");
        Assert.Equal(SideContinuity.PutBack, await Side.CompareAsync(identity, side.Seen, default));
        Assert.Equal(SideContinuity.Same, await Side.CompareAsync(identity, before.Seen, default));
    }

    [Theory]
    [InlineData(SyncAction.Create)]
    [InlineData(SyncAction.Update)]
    [InlineData(SyncAction.Delete)]
    [InlineData(SyncAction.Stamp)]
    public async Task What_is_written_counts_as_seen(SyncAction action)
    {
        var one = await ItemAsync((await AddAsync("een")).Id);
        var backup = Register();
        var (identity, side) = (await Side.IdentifyAsync(default), Side);
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var write = action == SyncAction.Create ? Create(link, "twee") : Write(action, one, link) with { Content = Appointment("anders"), Fields = AppointmentFields.Kind.AllFields };
        Assert.Equal(WriteStatus.Done, Assert.Single(await side.WriteAsync([write], default)).Status);
        PutBack(backup);
        Assert.Equal(SideContinuity.PutBack, await Side.CompareAsync(identity, side.Seen, default));
    }

    [Fact]
    public async Task A_number_that_is_given_again_is_another_appointment_and_no_version_is_given_again()
    {
        var one = await ItemAsync((await AddAsync("een")).Id);
        var backup = Register();
        var two = await ItemAsync((await AddAsync("twee")).Id);
        var changed = await ItemAsync((await Agenda.UpdateAsync(one.Id, new() { Subject = "eens" }, default)).Id);
        PutBack(backup);
        var again = await ItemAsync((await AddAsync("twee")).Id);
        var changedAgain = await ItemAsync((await Agenda.UpdateAsync(one.Id, new() { Subject = "eens" }, default)).Id);
        Assert.Equal((two.Id, changed.Id), (again.Id, changedAgain.Id));
        Assert.NotEqual(two.Version, again.Version);
        Assert.NotEqual(changed.Version, changedAgain.Version);
        Assert.False(Side.IsSameItem(End(two), again));
        Assert.True(Side.IsSameItem(End(one), changedAgain));
        Assert.True(Side.IsSameItem(End(changed), changedAgain));

        // Without a version, one that had our mark is none that has no mark.
        Assert.False(Side.IsSameItem(new LinkEnd { Id = one.Id, IsMarked = true }, one));
        Assert.True(Side.IsSameItem(new LinkEnd { Id = one.Id }, one));

        static LinkEnd End(SideItem item) => new() { Id = item.Id, Version = item.Version };
    }

    /// <summary>SQLite's own tools put a file back also while it is open.</summary>
    [Fact]
    public async Task A_register_that_is_put_back_during_a_run_is_not_written()
    {
        await AddAsync("een");
        var backup = _folder.StorePath + ".backup";
        await File.WriteAllBytesAsync(backup, Register());
        await AddAsync("twee");
        var side = Side;
        await side.PullAsync("agenda", null, default);
        using (var from = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={backup};Pooling=False"))
        using (var to = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={RegisterPath};Pooling=False"))
        {
            from.Open();
            to.Open();
            from.BackupDatabase(to);
        }

        await Assert.ThrowsAsync<SideUnavailableException>(() => side.WriteAsync([Create(LinkId.New(DateTimeOffset.UnixEpoch), "drie")], default));
        Assert.Equal(["een"], (await Agenda.GetAsync(new(), default)).Select(appointment => appointment.Subject));
    }

    private string RegisterPath => _folder.RegisterPath;

    private byte[] Register()
    {
        _folder.Reopen();
        return File.ReadAllBytes(RegisterPath);
    }

    private void PutBack(byte[] register)
    {
        _folder.Coupling.Dispose();
        File.WriteAllBytes(RegisterPath, register);
        _folder.Reopen();
    }

    [Fact]
    public async Task Loading_gives_a_result_per_id_and_nothing_of_another_user()
    {
        var one = await AddAsync("een");
        var other = await Agenda.AddAsync("pj", Changes("van een ander"), default);
        var loaded = await Side.LoadAsync(["7", one.Id, other.Id, "x"], default);
        Assert.Equal(["7", one.Id, other.Id, "x"], loaded.Select(result => result.Id));
        Assert.Equal([null, "een", null, null], loaded.Select(result => result.Item?.Content?.Title));
        Assert.All(loaded, result => Assert.Null(result.Error));
    }

    [Fact]
    public async Task A_private_appointment_is_held_and_its_content_stays_here()
    {
        var added = await Agenda.AddAsync("jdv", new() { Subject = "geheim", Start = Ten, End = Ten, Sensitivity = Sensitivity.Private }, default);
        var item = await ItemAsync(added.Id);
        Assert.Equal((HoldReason.Private, null), (item.Hold, item.Content));
        var stamped = Assert.Single(await Side.WriteAsync([Write(SyncAction.Stamp, item, LinkId.New(DateTimeOffset.UnixEpoch))], default));
        Assert.Equal((WriteStatus.Done, null), (stamped.Status, stamped.Item!.Content));
    }

    [Fact]
    public async Task What_is_created_comes_back_as_it_is_stored()
    {
        await _folder.SetParametersAsync();
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var content = Appointment(" een ") with { Attendees = [new Attendee(AttendeeRole.Organizer, "Piet@contoso.nl", "Piet"), new Attendee(AttendeeRole.Optional, "", "Zaal")] };
        var outcome = Assert.Single(await Side.WriteAsync([Create(link, "") with { Content = content }], default));
        Assert.Equal((WriteStatus.Done, link.ToString()), (outcome.Status, outcome.Item!.Marker));
        Assert.Equal(content.Normalized().Digests(), outcome.Item.Content!.Digests());
        var item = await ItemAsync(outcome.Id!);
        Assert.Equal(outcome.Item with { Content = item.Content }, item);
        Assert.Equal(outcome.Item.Content!.Digests(), item.Content!.Digests());
        var flat = Assert.Single(await Agenda.GetAsync(new(), default));
        Assert.Equal(("piet@contoso.nl", "Zaal"), (flat.Organizer, Assert.Single(flat.Attendees)));
        Assert.Equal(link.ToString(), flat.SyncId);
        Assert.Empty(await Agenda.GetAsync(new() { WithoutSyncId = true }, default));
    }

    [Fact]
    public async Task Creating_twice_makes_one_and_tells_when_it_was_changed_since()
    {
        await _folder.SetParametersAsync();
        var create = Create(LinkId.New(DateTimeOffset.UnixEpoch), "een");
        var first = Assert.Single(await Side.WriteAsync([create], default));
        var second = Assert.Single(await Side.WriteAsync([create], default));
        Assert.Equal((first.Id, first.Version), (second.Id, second.Version));
        await Agenda.UpdateAsync(first.Id!, new() { Subject = "twee" }, default);
        var third = Assert.Single(await Side.WriteAsync([create], default));
        Assert.Equal((first.Id, "twee"), (third.Id, third.Item!.Content!.Title));
        Assert.NotEqual(third.Item.Version, third.Version);
        Assert.Single(await Agenda.GetAsync(new(), default));
    }

    [Fact]
    public async Task An_update_writes_the_given_fields_only()
    {
        var added = await AddAsync("een");
        var item = await ItemAsync(added.Id);
        _folder.Now = _folder.Now.AddMinutes(1);
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var update = Write(SyncAction.Update, item, link) with
        {
            Content = Appointment("twee") with { Location = "elders", Start = ZonedTime.FromLocal(Ten.AddDays(1), "UTC"), End = ZonedTime.FromLocal(Ten.AddDays(1), "UTC") },
            Fields = (FieldSet)AppointmentFields.Subject | AppointmentFields.Time,
        };
        var outcome = Assert.Single(await Side.WriteAsync([update], default));
        Assert.Equal((WriteStatus.Done, null), (outcome.Status, outcome.Item!.Marker));
        var stored = Assert.Single(await Agenda.GetAsync(new(), default));
        Assert.Equal(("twee", "Zaal 1", Ten.AddDays(1), "UTC", _folder.Now.UtcDateTime), (stored.Subject, stored.Location, stored.Start, stored.TimeZone, stored.LastModifiedUtc));

        var marked = Assert.Single(await Side.WriteAsync([Write(SyncAction.Update, outcome.Item, link) with { Content = update.Content, Fields = AppointmentFields.Location, WritesMarker = true }], default));
        Assert.Equal(link.ToString(), marked.Item!.Marker);
    }

    [Theory]
    [InlineData(SyncAction.Update)]
    [InlineData(SyncAction.Delete)]
    [InlineData(SyncAction.Stamp)]
    public async Task What_was_changed_meanwhile_is_a_conflict_and_stays(SyncAction action)
    {
        var added = await AddAsync("een");
        var write = Write(action, await ItemAsync(added.Id), LinkId.New(DateTimeOffset.UnixEpoch)) with { Content = Appointment("van ons"), Fields = AppointmentFields.Kind.AllFields };
        await Agenda.UpdateAsync(added.Id, new() { Subject = "van een ander" }, default);
        Assert.Equal(WriteStatus.Conflict, Assert.Single(await Side.WriteAsync([write], default)).Status);
        Assert.Equal(WriteStatus.Conflict, Assert.Single(await Side.WriteAsync([write with { Version = null }], default)).Status);
        var stored = Assert.Single(await Agenda.GetAsync(new(), default));
        Assert.Equal(("van een ander", null), (stored.Subject, stored.SyncId));
        await Agenda.RemoveAsync(added.Id, default);
        Assert.Equal(WriteStatus.NotFound, Assert.Single(await Side.WriteAsync([write], default)).Status);
    }

    [Fact]
    public async Task A_deleted_appointment_leaves_a_tombstone_without_content()
    {
        await _folder.SetParametersAsync();
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var created = Assert.Single(await Side.WriteAsync([Create(link, "geheim-onderwerp")], default));
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        Assert.Equal(WriteStatus.Done, Assert.Single(await Side.WriteAsync([Write(SyncAction.Delete, created.Item!, link)], default)).Status);
        Assert.Equal([(created.Id!, true)], (await Side.PullAsync("agenda", cursor, default)).Changes.Select(change => (change.Id, change.IsVanished)));
        var found = Assert.Single(await Side.FindAsync([new WantedItem(link, null)], default));
        Assert.Equal((created.Id, true), (found.Id, found.IsDeleted));

        var again = Assert.Single(await Side.WriteAsync([Create(link, "opnieuw")], default));
        Assert.NotEqual(created.Id, again.Id);
        Assert.Equal([(again.Id!, false), (created.Id!, true)], (await Side.FindAsync([new WantedItem(link, null)], default)).Select(item => (item.Id, item.IsDeleted)));
    }

    [Fact]
    public async Task A_stamp_is_no_change_of_the_appointment_and_may_be_repeated()
    {
        var added = await AddAsync("een");
        var item = await ItemAsync(added.Id);
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        _folder.Now = _folder.Now.AddHours(1);
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        for (var time = 0; time < 2; time++)
        {
            var outcome = Assert.Single(await Side.WriteAsync([Write(SyncAction.Stamp, item, link)], default));
            Assert.Equal((WriteStatus.Done, item.Version, link.ToString(), item.ModifiedUtc), (outcome.Status, outcome.Version, outcome.Item!.Marker, outcome.Item.ModifiedUtc));
        }

        Assert.Empty((await Side.PullAsync("agenda", cursor, default)).Changes);
        var found = Assert.Single(await Side.FindAsync([new WantedItem(LinkId.New(DateTimeOffset.UnixEpoch), null), new WantedItem(link, null)], default));
        Assert.Equal((added.Id, false), (found.Id, found.IsDeleted));
    }

    [Fact]
    public async Task One_failure_stands_in_its_place_and_stops_nothing()
    {
        var one = await AddAsync("een");
        var two = await AddAsync("twee");
        var taken = LinkId.New(DateTimeOffset.UnixEpoch);
        await Side.WriteAsync([Write(SyncAction.Stamp, await ItemAsync(one.Id), taken)], default);
        var backwards = Appointment("achterstevoren") with { End = ZonedTime.FromLocal(Ten.AddDays(-1), "UTC") };
        var outcomes = await Side.WriteAsync(
            [
                Write(SyncAction.Stamp, await ItemAsync(two.Id), taken),
                Create(LinkId.New(DateTimeOffset.UnixEpoch), "") with { Content = backwards },
                Create(LinkId.New(DateTimeOffset.UnixEpoch), "drie"),
            ],
            default);
        Assert.Equal([WriteStatus.Failed, WriteStatus.Failed, WriteStatus.Done], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(["SyncIdTaken", "EndBeforeStart", null], outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal(WriteStatus.Failed, Assert.Single(await new AllSolutionsSide(Agenda, "pj").WriteAsync([Create(taken, "van een ander")], default)).Status);
        Assert.Equal(["een", "twee", "drie"], (await Agenda.GetAsync(new(), default)).Select(appointment => appointment.Subject));
    }

    [Fact]
    public async Task A_register_that_is_gone_is_a_side_that_is_unavailable()
    {
        await AddAsync("een");
        _folder.Coupling.Dispose();
        File.Delete(_folder.RegisterPath);
        _folder.Reopen();
        await Assert.ThrowsAsync<SideUnavailableException>(() => Side.IdentifyAsync(default));
        await Assert.ThrowsAsync<SideUnavailableException>(() => Side.WriteAsync([Create(LinkId.New(DateTimeOffset.UnixEpoch), "x")], default));
    }

    [Fact]
    public async Task A_damaged_register_is_a_side_that_is_unavailable()
    {
        await AddAsync("een");
        _folder.Coupling.Dispose();
        await File.WriteAllTextAsync(_folder.RegisterPath, new string('x', 20_000));
        _folder.Reopen();
        await Assert.ThrowsAsync<SideUnavailableException>(() => Side.PullAsync("agenda", null, default));
    }

    private static Appointment Appointment(string subject) => new()
    {
        Subject = subject,
        Start = ZonedTime.FromLocal(Ten, "UTC"),
        End = ZonedTime.FromLocal(Ten.AddHours(1), "UTC"),
    };

    private static AppointmentChanges Changes(string subject) => new() { Subject = subject, Location = "Zaal 1", Start = Ten, End = Ten.AddHours(1), TimeZone = "UTC" };

    private static WriteOperation Create(LinkId link, string subject) => new() { Action = SyncAction.Create, LinkId = link, Folder = "agenda", Content = Appointment(subject), Fields = AppointmentFields.Kind.AllFields };

    private static WriteOperation Write(SyncAction action, SideItem item, LinkId link) => new() { Action = action, LinkId = link, Id = item.Id, Version = item.Version };

    private Task<AsAppointment> AddAsync(string subject) => Agenda.AddAsync("jdv", Changes(subject), default);

    private async Task<SideItem> ItemAsync(string id) => Assert.Single(await Side.LoadAsync([id], default)).Item!;
}
