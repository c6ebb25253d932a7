using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

public abstract class SpoolContract : StoreContract
{
    private protected SpoolContract(OpenStore open)
        : base(open) { }

    private static readonly Appointment Meeting = new Appointment
    {
        Subject = "Bespreking \"é\" 😀",
        Body = "een\ntwee\t<b>",
        Location = "Zaal 1",
        Start = ZonedTime.FromLocal(new DateTime(2026, 10, 25, 2, 30, 0), "Europe/Amsterdam"),
        End = new ZonedTime(new DateTime(2026, 10, 25, 2, 0, 0, DateTimeKind.Utc).AddTicks(1), "W. Europe Standard Time"),
        ShowAs = ShowAs.Free,
        Sensitivity = Sensitivity.Confidential,
        Categories = ["Rood", "blauw"],
        ReminderMinutes = 0,
        Attendees = [new Attendee(AttendeeRole.Organizer, "jan@example.com", "Jan"), new Attendee(AttendeeRole.Resource, "", "Zaal 1")],
    }.Normalized();

    public static TheoryData<string> Appointments => ["full", "empty", "all day"];

    [Theory]
    [MemberData(nameof(Appointments))]
    public async Task AnAppointmentComesBackAsItWasSpooled(string which)
    {
        var appointment = which switch
        {
            "full" => Meeting,
            "empty" => new Appointment(),
            _ => new Appointment
            {
                IsAllDay = true,
                Start = ZonedTime.Date(new DateTime(2026, 3, 1)),
                End = ZonedTime.Date(new DateTime(2026, 3, 2)),
                ReminderMinutes = 15,
            },
        };
        var id = NextId();
        await CommitAsync(changes => changes.Contents.Add((id, SideName.Exchange, appointment)));
        var back = Assert.IsType<Appointment>(
            Assert.Single(await Store.ContentsAsync(await LeaseAsync(), SideName.Exchange, [NextId(), id], default)).Value
        );
        Assert.Equal(appointment.Digests(), back.Digests());
        Assert.Equal(appointment.MatchKey(), back.MatchKey());
        Assert.Equal(appointment.Categories, back.Categories);
        Assert.Equal(appointment.Attendees, back.Attendees);
        Assert.Equal((appointment.Start.Utc.Kind, appointment.End.Utc.Kind), (back.Start.Utc.Kind, back.End.Utc.Kind));
        Assert.Equal(appointment with { Categories = [], Attendees = [] }, back with { Categories = [], Attendees = [] });
    }

    [Fact]
    public async Task OperationsAreCountedAndReadByTargetAndAction()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => NextId()).ToArray();
        await CommitAsync(changes =>
            changes.PlanAdded.AddRange([
                Planned(ids[1], SideName.Exchange, SyncAction.Create),
                Planned(ids[0], SideName.Exchange, SyncAction.Create),
                Planned(ids[2], SideName.AllSolutions, SyncAction.Update),
            ])
        );
        var lease = await LeaseAsync();
        var counts = await Store.PlanCountsAsync(lease, default);
        Assert.Equal(2, counts[(SideName.Exchange, SyncAction.Create)]);
        Assert.Equal(1, counts[(SideName.AllSolutions, SyncAction.Update)]);
        Assert.Equal(2, counts.Count);
        Assert.Equal(
            [Planned(ids[0], SideName.Exchange, SyncAction.Create)],
            await Store.PlanAsync(lease, SideName.Exchange, SyncAction.Create, null, 1, default)
        );
        Assert.Equal(
            [Planned(ids[1], SideName.Exchange, SyncAction.Create)],
            await Store.PlanAsync(lease, SideName.Exchange, SyncAction.Create, ids[0], 9, default)
        );
        Assert.True((await Store.ReadStateAsync(lease, default)).HasSpool);
    }

    [Fact]
    public async Task ContentsGoWithTheLastOperationThatNeedsThem()
    {
        var id = NextId();
        var toExchange = Planned(id, SideName.Exchange, SyncAction.Update);
        var toUs = Planned(id, SideName.AllSolutions, SyncAction.Update);
        await CommitAsync(changes =>
        {
            changes.Contents.Add((id, SideName.Exchange, Meeting));
            changes.Contents.Add((id, SideName.AllSolutions, Meeting));
            changes.PlanAdded.AddRange([toExchange, toUs]);
        });
        await CommitAsync(changes => changes.PlanRemoved.Add(toExchange));
        Assert.Empty(await Store.ContentsAsync(await LeaseAsync(), SideName.AllSolutions, [id], default));
        Assert.Single(await Store.ContentsAsync(await LeaseAsync(), SideName.Exchange, [id], default));

        await CommitAsync(changes => changes.PlanRemoved.Add(toUs));
        Assert.Empty(await Store.ContentsAsync(await LeaseAsync(), SideName.Exchange, [id], default));
        Assert.False((await Store.ReadStateAsync(await LeaseAsync(), default)).HasSpool);
    }

    [Fact]
    public async Task AnEarlierSpoolIsThrownAwayBeforeWhatComesWithIt()
    {
        var (old, fresh) = (NextId(), NextId());
        await CommitAsync(changes =>
        {
            changes.Contents.Add((old, SideName.Exchange, Meeting));
            changes.PlanAdded.Add(Planned(old, SideName.Exchange, SyncAction.Create));
        });
        await CommitAsync(changes =>
        {
            changes.ClearsSpool = true;
            changes.Contents.Add((fresh, SideName.Exchange, Meeting));
            changes.PlanAdded.Add(Planned(fresh, SideName.Exchange, SyncAction.Create));
        });
        Assert.Equal([fresh], (await Store.ContentsAsync(await LeaseAsync(), SideName.Exchange, [old, fresh], default)).Keys);
        Assert.Equal(
            [fresh],
            (await Store.PlanAsync(await LeaseAsync(), SideName.Exchange, SyncAction.Create, null, 9, default)).Select(operation =>
                operation.LinkId
            )
        );
    }

    [Fact]
    public async Task AJournalEntryGetsItsNumberAndStandsUntilItIsRemoved()
    {
        var create = new JournalEntry
        {
            LinkId = NextId(),
            Side = SideName.Exchange,
            Action = SyncAction.Create,
        };
        var update = new JournalEntry
        {
            LinkId = NextId(),
            Side = SideName.AllSolutions,
            Action = SyncAction.Update,
            Id = "17",
        };
        await CommitAsync(changes => changes.JournalAdded.AddRange([create, update]));
        Assert.True(create.Number > 0 && update.Number > create.Number);
        Assert.Equal([create, update], await Store.JournalAsync(await LeaseAsync(), default));

        await CommitAsync(changes => changes.JournalRemoved.Add(create.Number));
        Assert.Equal([update], await Store.JournalAsync(await LeaseAsync(), default));
        Assert.True((await Store.ReadStateAsync(await LeaseAsync(), default)).HasJournal);
        await CommitAsync(changes => changes.JournalRemoved.Add(update.Number));
        Assert.False((await Store.ReadStateAsync(await LeaseAsync(), default)).HasJournal);
    }

    [Fact]
    public async Task TheEndOfTheFirstPassIsRemembered()
    {
        Assert.False((await Store.ReadStateAsync(await LeaseAsync(), default)).FirstPassDone);
        await CommitAsync(changes => changes.FirstPassDone = true);
        Assert.True((await Store.ReadStateAsync(await LeaseAsync(), default)).FirstPassDone);
    }

    private static PlannedOperation Planned(LinkId id, SideName target, SyncAction action) =>
        new()
        {
            LinkId = id,
            Target = target,
            Action = action,
            Reason = PlanReason.Changed,
            Fields = new FieldSet(5),
        };
}
