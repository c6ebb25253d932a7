using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>An item that spoils the page of changes alone: it stops no other, is named in every run, and nothing is deleted for
/// it.</summary>
public sealed class SpoiltPageTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>What else the item spoils: nothing, reading it, or also the search that would name it; and whether it was linked
    /// before.</summary>
    public static TheoryData<bool, bool, bool> Kinds()
    {
        var kinds = new TheoryData<bool, bool, bool>();
        foreach (var isLinked in new[] { false, true })
        {
            foreach (var spoilsRead in new[] { false, true })
            {
                foreach (var spoilsSearch in new[] { false, true })
                {
                    kinds.Add(isLinked, spoilsRead, spoilsSearch);
                }
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_others_go_on_and_it_arrives_when_it_can(bool isLinked, bool spoilsRead, bool spoilsSearch)
    {
        var bad = await SpoilAsync(isLinked, spoilsSearch);
        var faults = new FaultPlan(_ => Fault.None) { Unreadable = id => spoilsRead && id == bad };
        var (edited, deleted) = (Id("item 2"), Id("item 3"));
        var since = default(DateTime);
        for (var pass = 1; pass <= 9; pass++)
        {
            _world.Exchange.UserCreate(_world.Appointment(20 + pass));
            _world.Exchange.UserEdit(edited, a => a with { Body = $"edit {pass}" });
            if (pass == 2)
            {
                _world.Exchange.UserDelete(deleted);
            }

            var result = (await _world.PassAsync(faults: faults))!;
            Assert.Equal(pass <= 5 ? 1 : 0, result.Errors.Count);
            Assert.Equal(pass >= 5 ? 1 : 0, result.HeldItems.Count);
            Assert.Equal(result.HeldItems.Count, result.Held);
            var listed = (await _world.HoldsAsync()).Listed;
            Assert.Equal(result.Held, listed.Count);
            if (pass == 5)
            {
                since = _world.Now.UtcDateTime;
            }

            Assert.Equal(result.Held == 0 ? "" : $"Quarantined {result.Held}", result.HeldByReason);
            Assert.All(listed, hold => Assert.InRange(hold.SinceUtc!.Value, since.AddMinutes(-1), since));
            var expected = Subjects(SideName.Exchange).Where(subject => subject != "bad").ToList();
            Assert.Equal(expected, Subjects(SideName.AllSolutions).Where(subject => subject != "bad"));
            Assert.Equal($"edit {pass}", Body(SideName.AllSolutions, "item 2"));
            Assert.Equal(isLinked || (!spoilsRead && !spoilsSearch), Subjects(SideName.AllSolutions).Contains("bad"));
        }

        (_world.Exchange.SpoilsPage, _world.Exchange.SpoilsSearch) = (_ => false, _ => false);
        _world.Now += TimeSpan.FromHours(13);
        await _world.SettleAsync();
        Assert.Equal(_world.Shown(SideName.Exchange), _world.Shown(SideName.AllSolutions));
        var requests = _world.Exchange.Requests;
        Assert.Equal((SyncStatus.Success, 0), ((await _world.PassAsync())!.Status, (await _world.PassAsync())!.Held));
        Assert.Equal(2, _world.Exchange.Requests - requests);
    }

    /// <summary>Another item that cannot be read does not tell of one that nobody can name.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_be_named_is_told_beside_what_cannot_be_read(bool isFirst)
    {
        if (!isFirst)
        {
            await SpoilAsync(isLinked: false, spoilsSearch: true);
        }

        var unread = isFirst ? _world.Exchange.UserCreate(_world.Appointment(8)) : Id("item 2");
        if (isFirst)
        {
            await SpoilAsync(isLinked: false, spoilsSearch: true);
        }
        else
        {
            _world.Exchange.UserTouch(unread);
        }

        var faults = new FaultPlan(_ => Fault.None) { Unreadable = id => id == unread };
        if (isFirst)
        {
            _world.Exchange.UserTouch(unread);
        }

        for (var pass = 1; pass <= 7; pass++)
        {
            var result = (await _world.PassAsync(faults: faults))!;
            Assert.Equal(pass <= 5 ? 2 : 0, result.Errors.Count);
            Assert.Equal(pass >= 5 ? 2 : 0, result.HeldItems.Count);
            Assert.Equal(result.HeldItems.Count, result.Held);
            Assert.Equal(result.Held, (await _world.HoldsAsync()).Listed.Count);
        }
    }

    /// <summary>The cursor never named it, so no page tells that it is gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_only_the_search_named_and_is_gone_when_the_page_can_be_read_is_deleted(bool isDestroyed)
    {
        await SpoilAsync(isLinked: true, spoilsSearch: false);
        _world.Exchange.UserCreate(_world.Appointment(9));
        await _world.PassAsync();
        Assert.Contains("item 9", Subjects(SideName.AllSolutions));
        if (isDestroyed)
        {
            _world.Exchange.UserDestroy(Id("item 9"));
        }
        else
        {
            _world.Exchange.UserDelete(Id("item 9"));
        }

        _world.Exchange.SpoilsPage = _ => false;
        await _world.SettleAsync();
        Assert.DoesNotContain("item 9", Subjects(SideName.AllSolutions));
    }

    /// <summary>What a search finds nowhere may be what it cannot name.</summary>
    [Fact]
    public async Task Nothing_is_deleted_for_what_is_nowhere_while_an_item_cannot_be_named()
    {
        await SpoilAsync(isLinked: false, spoilsSearch: true);
        _world.Exchange.UserDestroy(Id("item 3"));
        for (var pass = 1; pass <= 3; pass++)
        {
            await _world.PassAsync();
        }

        Assert.Contains("item 3", Subjects(SideName.AllSolutions));
        _world.Exchange.SpoilsSearch = _ => false;
        await _world.PassAsync();
        Assert.DoesNotContain("item 3", Subjects(SideName.AllSolutions));
    }

    /// <summary>A mailbox that forgot its cursors proves no deletion by nowhere, also not in the pass after the one that could not look
    /// everywhere.</summary>
    [Fact]
    public async Task What_is_nowhere_on_a_side_that_forgot_is_kept_after_the_spoilt_search_too()
    {
        await SpoilAsync(isLinked: true, spoilsSearch: true);
        _world.Exchange.InvalidateCursors();
        _world.Exchange.UserDestroy(Id("item 3"));
        await _world.PassAsync();
        (_world.Exchange.SpoilsPage, _world.Exchange.SpoilsSearch) = (_ => false, _ => false);
        await _world.SettleAsync();
        Assert.Contains("item 3", Subjects(SideName.AllSolutions));
    }

    [Fact]
    public async Task The_item_itself_can_be_deleted()
    {
        var bad = await SpoilAsync(isLinked: true, spoilsSearch: true);
        for (var pass = 1; pass <= 7; pass++)
        {
            await _world.PassAsync();
        }

        _world.Exchange.UserDestroy(bad);
        await _world.PassAsync();
        Assert.DoesNotContain("bad", Subjects(SideName.AllSolutions));
    }

    /// <summary>A copy of a deleted item spoils the search for it: the item is asked for again, and the mailbox goes on.</summary>
    [Fact]
    public async Task A_search_that_is_spoilt_leaves_what_was_looked_for_to_the_next_pass()
    {
        await SpoilAsync(isLinked: true, spoilsSearch: false);
        _world.Exchange.SpoilsPage = _ => false;

        // The marker comes with a write, and goes with the copy.
        _world.AllSolutions.UserEdit(
            _world.AllSolutions.Live.Single(item => ((Appointment)item.Content!).Subject == "item 3").Id,
            a => a with { Body = "edited" }
        );
        await _world.SettleAsync();
        var copy = _world.Exchange.UserCopy(Id("item 3"), item => (Appointment)item with { Subject = "copy" });
        await _world.SettleAsync();
        _world.Exchange.SpoilsSearch = id => id == copy;
        _world.Exchange.UserDelete(Id("item 3"));
        _world.Exchange.UserCreate(_world.Appointment(9));
        var result = (await _world.PassAsync())!;
        Assert.Equal((SyncStatus.SuccessWithErrors, 1), (result.Status, result.ToAllSolutions.Created));
        Assert.Contains("item 3", Subjects(SideName.AllSolutions));
        _world.Exchange.SpoilsSearch = _ => false;
        await _world.PassAsync();
        Assert.DoesNotContain("item 3", Subjects(SideName.AllSolutions));
        Assert.Contains("copy", Subjects(SideName.AllSolutions));
    }

    /// <summary>The item whose create had no answer cannot be looked for: it is not made a second time.</summary>
    [Fact]
    public async Task A_create_without_an_answer_waits_where_the_search_is_spoilt()
    {
        await SpoilAsync(isLinked: true, spoilsSearch: false);
        _world.Exchange.SpoilsPage = _ => false;
        _world.AllSolutions.UserCreate(_world.Appointment(9));
        await _world.PassAsync(faults: LostAnswer.OfCreate(_world.Exchange));
        var made = Id("item 9");
        (_world.Exchange.SpoilsSearch, _world.Exchange.SpoilsPage) = (id => id == made, id => id == made);
        var faults = new FaultPlan(_ => Fault.None) { Unreadable = id => id == made };
        for (var pass = 1; pass <= 3; pass++)
        {
            await _world.PassAsync(faults: faults);
        }

        (_world.Exchange.SpoilsSearch, _world.Exchange.SpoilsPage) = (_ => false, _ => false);
        await _world.SettleAsync();
        Assert.Single(Subjects(SideName.Exchange), "item 9");
        Assert.Single(Subjects(SideName.AllSolutions), "item 9");
    }

    [Fact]
    public async Task The_page_is_tried_rarer_and_a_pass_without_changes_is_one_request()
    {
        var tries = 0;
        await SpoilAsync(isLinked: true, spoilsSearch: false);
        var bad = _world.Exchange.SpoilsPage;
        _world.Exchange.SpoilsPage = id => bad(id) && ++tries > 0;
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync();
        }

        Assert.Equal(5, tries);
        var requests = _world.Exchange.Requests;
        Assert.Single((await _world.PassAsync())!.HeldItems);
        Assert.Equal((5, 1), (tries, _world.Exchange.Requests - requests));
        _world.Now += TimeSpan.FromHours(1);
        await _world.PassAsync();
        Assert.Equal(6, tries);
    }

    /// <summary>Four items, of which one spoils its page: it is new, or was changed.</summary>
    private async Task<string> SpoilAsync(bool isLinked, bool spoilsSearch)
    {
        string? bad = isLinked ? _world.Exchange.UserCreate(_world.Appointment(1) with { Subject = "bad" }) : null;
        _world.Exchange.UserCreate(_world.Appointment(2));
        _world.Exchange.UserCreate(_world.Appointment(3));
        _world.AllSolutions.UserCreate(_world.Appointment(4));
        await _world.SettleAsync();
        if (bad is null)
        {
            bad = _world.Exchange.UserCreate(_world.Appointment(1) with { Subject = "bad" });
        }
        else
        {
            _world.Exchange.UserEdit(bad, a => a with { Body = "changed" });
        }

        _world.Exchange.SpoilsPage = id => id == bad;
        if (spoilsSearch)
        {
            _world.Exchange.SpoilsSearch = id => id == bad;
        }

        return bad;
    }

    private string Id(string subject) => _world.Exchange.Live.Single(item => ((Appointment)item.Content!).Subject == subject).Id;

    private string Body(SideName side, string subject) =>
        _world[side].Live.Select(item => (Appointment)item.Content!).Single(appointment => appointment.Subject == subject).Body;

    private List<string> Subjects(SideName side) =>
        [.. _world[side].Live.Select(item => ((Appointment)item.Content!).Subject).Order(StringComparer.Ordinal)];
}
