using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

public sealed class AllSolutionsSideTests : AllSolutionsSideTestBase
{
    [Fact]
    public async Task A_register_is_known_by_its_own_id_and_the_user()
    {
        await AddAsync("een");
        var identity = await Side.IdentifyAsync(default);
        Folder.Reopen();
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
        var added = await Agenda.AddAsync(
            "jdv",
            new()
            {
                Subject = "geheim",
                Start = Ten,
                End = Ten,
                Sensitivity = Sensitivity.Private,
            },
            default
        );
        var item = await ItemAsync(added.Id);
        Assert.Equal((HoldReason.Private, null), (item.Hold, item.Content));
        var stamped = Assert.Single(await Side.WriteAsync([Write(SyncAction.Stamp, item, LinkId.New(DateTimeOffset.UnixEpoch))], default));
        Assert.Equal((WriteStatus.Done, null), (stamped.Status, stamped.Item!.Content));
    }

    [Fact]
    public async Task What_is_created_comes_back_as_it_is_stored()
    {
        await Folder.SetParametersAsync();
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var content = Appointment(" een ") with
        {
            Attendees = [new Attendee(AttendeeRole.Organizer, "Piet@contoso.nl", "Piet"), new Attendee(AttendeeRole.Optional, "", "Zaal")],
        };
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
        await Folder.SetParametersAsync();
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
        Folder.Now = Folder.Now.AddMinutes(1);
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var update = Write(SyncAction.Update, item, link) with
        {
            Content = Appointment("twee") with
            {
                Location = "elders",
                Start = ZonedTime.FromLocal(Ten.AddDays(1), "UTC"),
                End = ZonedTime.FromLocal(Ten.AddDays(1), "UTC"),
            },
            Fields = (FieldSet)AppointmentFields.Subject | AppointmentFields.Time,
        };
        var outcome = Assert.Single(await Side.WriteAsync([update], default));
        Assert.Equal((WriteStatus.Done, null), (outcome.Status, outcome.Item!.Marker));
        var stored = Assert.Single(await Agenda.GetAsync(new(), default));
        Assert.Equal(
            ("twee", "Zaal 1", Ten.AddDays(1), "UTC", Folder.Now.UtcDateTime),
            (stored.Subject, stored.Location, stored.Start, stored.TimeZone, stored.LastModifiedUtc)
        );

        var marked = Assert.Single(
            await Side.WriteAsync(
                [
                    Write(SyncAction.Update, outcome.Item, link) with
                    {
                        Content = update.Content,
                        Fields = AppointmentFields.Location,
                        WritesMarker = true,
                    },
                ],
                default
            )
        );
        Assert.Equal(link.ToString(), marked.Item!.Marker);
    }

    [Theory]
    [InlineData(SyncAction.Update)]
    [InlineData(SyncAction.Delete)]
    [InlineData(SyncAction.Stamp)]
    public async Task What_was_changed_meanwhile_is_a_conflict_and_stays(SyncAction action)
    {
        var added = await AddAsync("een");
        var write = Write(action, await ItemAsync(added.Id), LinkId.New(DateTimeOffset.UnixEpoch)) with
        {
            Content = Appointment("van ons"),
            Fields = AppointmentFields.Kind.AllFields,
        };
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
        await Folder.SetParametersAsync();
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var created = Assert.Single(await Side.WriteAsync([Create(link, "geheim-onderwerp")], default));
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        Assert.Equal(
            WriteStatus.Done,
            Assert.Single(await Side.WriteAsync([Write(SyncAction.Delete, created.Item!, link)], default)).Status
        );
        Assert.Equal(
            [(created.Id!, true)],
            (await Side.PullAsync("agenda", cursor, default)).Changes.Select(change => (change.Id, change.IsVanished))
        );
        var found = Assert.Single(await Side.FindAsync([new WantedItem(link, null)], default));
        Assert.Equal((created.Id, true), (found.Id, found.IsDeleted));

        var again = Assert.Single(await Side.WriteAsync([Create(link, "opnieuw")], default));
        Assert.NotEqual(created.Id, again.Id);
        Assert.Equal(
            [(again.Id!, false), (created.Id!, true)],
            (await Side.FindAsync([new WantedItem(link, null)], default)).Select(item => (item.Id, item.IsDeleted))
        );
    }

    [Fact]
    public async Task A_stamp_is_no_change_of_the_appointment_and_may_be_repeated()
    {
        var added = await AddAsync("een");
        var item = await ItemAsync(added.Id);
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        Folder.Now = Folder.Now.AddHours(1);
        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        for (var time = 0; time < 2; time++)
        {
            var outcome = Assert.Single(await Side.WriteAsync([Write(SyncAction.Stamp, item, link)], default));
            Assert.Equal(
                (WriteStatus.Done, item.Version, link.ToString(), item.ModifiedUtc),
                (outcome.Status, outcome.Version, outcome.Item!.Marker, outcome.Item.ModifiedUtc)
            );
        }

        Assert.Empty((await Side.PullAsync("agenda", cursor, default)).Changes);
        var found = Assert.Single(
            await Side.FindAsync([new WantedItem(LinkId.New(DateTimeOffset.UnixEpoch), null), new WantedItem(link, null)], default)
        );
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
                Create(LinkId.New(DateTimeOffset.UnixEpoch), "") with
                {
                    Content = backwards,
                },
                Create(LinkId.New(DateTimeOffset.UnixEpoch), "drie"),
            ],
            default
        );
        Assert.Equal([WriteStatus.Failed, WriteStatus.Failed, WriteStatus.Done], outcomes.Select(outcome => outcome.Status));
        Assert.Equal(["SyncIdTaken", "EndBeforeStart", null], outcomes.Select(outcome => outcome.Error?.Code));
        Assert.Equal(
            WriteStatus.Failed,
            Assert.Single(await new AllSolutionsSide(Agenda, "pj").WriteAsync([Create(taken, "van een ander")], default)).Status
        );
        Assert.Equal(["een", "twee", "drie"], (await Agenda.GetAsync(new(), default)).Select(appointment => appointment.Subject));
    }

    [Fact]
    public async Task A_register_that_is_gone_is_a_side_that_is_unavailable()
    {
        await AddAsync("een");
        Folder.Coupling.Dispose();
        File.Delete(Folder.RegisterPath);
        Folder.Reopen();
        await Assert.ThrowsAsync<SideUnavailableException>(() => Side.IdentifyAsync(default));
        await Assert.ThrowsAsync<SideUnavailableException>(() =>
            Side.WriteAsync([Create(LinkId.New(DateTimeOffset.UnixEpoch), "x")], default)
        );
    }

    [Fact]
    public async Task A_damaged_register_is_a_side_that_is_unavailable()
    {
        await AddAsync("een");
        Folder.Coupling.Dispose();
        await File.WriteAllTextAsync(Folder.RegisterPath, new string('x', 20_000));
        Folder.Reopen();
        await Assert.ThrowsAsync<SideUnavailableException>(() => Side.PullAsync("agenda", null, default));
    }
}
