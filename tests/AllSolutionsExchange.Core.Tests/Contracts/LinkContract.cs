using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

public abstract class LinkContract : StoreContract
{
    private protected LinkContract(OpenStore open)
        : base(open) { }

    [Fact]
    public async Task ALinkComesBackAsItWasStored()
    {
        var link = Full(NextId(), "a");
        await PutAsync(link);
        Assert.Equal(link with { HeldSinceTicks = Now.UtcTicks }, await LinkAsync(link.Id));

        var changed = link with
        {
            IsDirty = false,
            Hold = HoldReason.None,
            Trouble = null,
            Exchange = LinkEnd.None,
            AllSolutions = link.AllSolutions with { Uid = null, Agreed = default },
        };
        await PutAsync(changed);
        Assert.Equal(changed, await LinkAsync(link.Id));
    }

    [Fact]
    public async Task AnUnknownIdIsLeftOut()
    {
        var link = Linked("a");
        await PutAsync(link);
        Assert.Equal([link.Id], (await Store.LinksAsync(await LeaseAsync(), [NextId(), link.Id], default)).Select(one => one.Id));
    }

    [Fact]
    public async Task ARemovedLinkIsNotFoundAnyMore()
    {
        var link = Linked("a");
        await PutAsync(link);
        await CommitAsync(changes => changes.LinksRemoved.Add(link.Id));
        Assert.Null(await LinkAsync(link.Id));
        Assert.Empty(await Store.LinksByItemAsync(await LeaseAsync(), SideName.Exchange, ["a"], default));
    }

    [Fact]
    public async Task LinksAreFoundByTheUidOfTheSideAskedFor()
    {
        var link = Full(NextId(), "a");
        await PutAsync(link);
        Assert.Equal(
            link with
            {
                HeldSinceTicks = Now.UtcTicks,
            },
            Assert.Single(await Store.LinksByUidAsync(await LeaseAsync(), SideName.Exchange, ["uid-a", "UID-A", "none"], default))
        );
        Assert.Empty(await Store.LinksByUidAsync(await LeaseAsync(), SideName.AllSolutions, ["uid-a"], default));
    }

    [Fact]
    public async Task OneMailboxNeverSeesAnothersLinks()
    {
        var link = Linked("a") with { IsDirty = true };
        await PutAsync(link);
        await PullAsync(true, Named("waiting"));
        var other = (await Store.ClaimAsync(Collections.Of("PIET"), "test", Duration, default)).Lease!;
        Assert.Empty(await Store.LinksAsync(other, [link.Id], default));
        Assert.Empty(await Store.LinksByItemAsync(other, SideName.Exchange, ["a"], default));
        Assert.Empty(await Store.DirtyAsync(other, null, 10, default));
        Assert.Empty(await Store.InboxAsync(other, SideName.Exchange, 0, 10, default));
        Assert.Empty((await Store.ReadStateAsync(other, default)).Folders);

        var changes = new StoreChanges();
        changes.Links.Add(link with { MatchKey = 7 });
        changes.InboxRemoved.Add(
            (SideName.Exchange, Assert.Single(await Store.InboxAsync(await LeaseAsync(), SideName.Exchange, 0, 10, default)).Number)
        );
        await Store.CommitAsync(other, changes, default);
        Assert.Equal(0, (await LinkAsync(link.Id))!.MatchKey);
        Assert.Equal(["waiting"], await InboxAsync());
    }

    [Fact]
    public async Task TwoLinksForOneItemAreRefusedAndNothingIsStored()
    {
        await PutAsync(Linked("a"));
        var second = Linked("a");
        var third = Linked("b");
        var refused = await Assert.ThrowsAsync<StoreException>(() =>
            CommitAsync(changes =>
            {
                changes.Identities.Add((SideName.Exchange, new SideIdentity("mailbox", "elsewhere")));
                changes.Pages.Add((SideName.Exchange, Calendar, new PullPage([Named("x")], "cursor", true)));
                changes.Links.AddRange([third, second]);
                changes.FirstPassDone = true;
            })
        );
        Assert.Contains("two links stand for one item in Exchange", refused.Message, StringComparison.Ordinal);

        Assert.Null(await LinkAsync(second.Id));
        Assert.Null(await LinkAsync(third.Id));
        Assert.Empty(await InboxAsync());
        var state = await Store.ReadStateAsync(await LeaseAsync(), default);
        Assert.Empty(state.Sides);
        Assert.Empty(state.Folders);
        Assert.False(state.FirstPassDone);
    }

    [Fact]
    public async Task AnItemMayPassFromOneLinkToAnother()
    {
        var (first, second) = (Linked("a"), Linked("b"));
        await PutAsync(first, second);
        await PutAsync(
            second with
            {
                Exchange = second.Exchange with { Id = "a" },
            },
            first with
            {
                Exchange = first.Exchange with { Id = "b" },
            }
        );
        await PutAsync(first with { Exchange = first.Exchange with { Id = "a", State = EndState.Gone } });
        Assert.Equal(2, (await Store.LinksByItemAsync(await LeaseAsync(), SideName.Exchange, ["a"], default)).Count);
    }

    [Fact]
    public async Task DirtyLinksAreReadPageByPageAlsoWhereTheLastOneIsRemovedMeanwhile()
    {
        var links = Enumerable.Range(0, 5).Select(i => Linked("item" + i) with { IsDirty = i != 2 }).ToArray();
        await PutAsync([.. links.Reverse()]);
        var lease = await LeaseAsync();
        var first = await Store.DirtyAsync(lease, null, 2, default);
        Assert.Equal([links[0].Id, links[1].Id], first.Select(link => link.Id));
        await CommitAsync(changes => changes.LinksRemoved.Add(links[1].Id));
        var second = await Store.DirtyAsync(lease, links[1].Id, 2, default);
        Assert.Equal([links[3].Id, links[4].Id], second.Select(link => link.Id));
        Assert.Empty(await Store.DirtyAsync(lease, links[4].Id, 2, default));
    }

    [Fact]
    public async Task HeldLinksAreReadByReason()
    {
        var (held, other) = (Linked("a") with { Hold = HoldReason.Ambiguous }, Linked("b") with { Hold = HoldReason.Series });
        await PutAsync(held, other, Linked("c"));
        Assert.Equal(
            [held.Id],
            (await Store.HeldAsync(await LeaseAsync(), HoldReason.Ambiguous, null, 10, default)).Select(link => link.Id)
        );
        Assert.Empty(await Store.HeldAsync(await LeaseAsync(), HoldReason.Ambiguous, held.Id, 10, default));
    }

    [Fact]
    public async Task OnlyWhatIsHeldOutsideTheWindowAndLiesInItNowEnters()
    {
        var outside = HoldReason.OutsideWindow;
        var past = Linked("past") with { Hold = outside, StartsTicks = 10, EndsTicks = 100 };
        var entering = Linked("entering") with { Hold = outside, StartsTicks = 150, EndsTicks = 160 };
        var reaching = Linked("reaching") with { Hold = outside, StartsTicks = 50, EndsTicks = 101 };
        var future = Linked("future") with { Hold = outside, StartsTicks = 200, EndsTicks = 210 };
        var otherwise = Linked("otherwise") with { Hold = HoldReason.Unmatched, StartsTicks = 150, EndsTicks = 160 };
        await PutAsync(past, entering, reaching, future, otherwise);
        var lease = await LeaseAsync();
        Assert.Equal(
            [entering.Id, reaching.Id],
            (await Store.EnteringWindowAsync(lease, 100, 200, null, 10, default)).Select(link => link.Id)
        );
        Assert.Equal([reaching.Id], (await Store.EnteringWindowAsync(lease, 100, 200, entering.Id, 10, default)).Select(link => link.Id));
    }

    [Fact]
    public async Task MatchesAreGroupsWithAnOpenEndOnEitherSide()
    {
        var ours = One(SideName.AllSolutions, "1", 5) with { IsDirty = true };
        var theirs = One(SideName.Exchange, "x", 5) with { Hold = HoldReason.Unmatched };
        var twin = One(SideName.Exchange, "y", 5) with { Hold = HoldReason.Ambiguous };
        var negative = (
            One(SideName.AllSolutions, "2", -9) with
            {
                IsDirty = true,
            },
            One(SideName.Exchange, "z", -9) with
            {
                IsDirty = true,
            }
        );
        await PutAsync(
            ours,
            theirs,
            twin,
            negative.Item1,
            negative.Item2,
            One(SideName.AllSolutions, "3", 6) with
            {
                IsDirty = true,
            },
            One(SideName.AllSolutions, "4", 6) with
            {
                IsDirty = true,
            },
            One(SideName.AllSolutions, "5", 7) with
            {
                IsDirty = true,
            },
            One(SideName.Exchange, "settled", 7),
            Full(NextId(), "agreed") with
            {
                MatchKey = 7,
                IsDirty = true,
            }
        );
        var lease = await LeaseAsync();
        var groups = await Store.MatchesAsync(lease, null, 10, default);
        Assert.Equal([-9, 5], groups.Select(group => group.Key));
        Assert.Equal([ours.Id, theirs.Id, twin.Id], groups[1].Links.Select(link => link.Id));
        Assert.Equal([-9], (await Store.MatchesAsync(lease, null, 1, default)).Select(group => group.Key));
        Assert.Equal([5], (await Store.MatchesAsync(lease, -9, 10, default)).Select(group => group.Key));
    }

    [Fact]
    public async Task UnmarkedAreAgreedLiveEndsOfTheSide()
    {
        var unmarked = Full(NextId(), "a");
        unmarked = unmarked with { AllSolutions = unmarked.AllSolutions with { IsMarked = false } };
        var marked = Full(NextId(), "b");
        var notAgreed = unmarked with { Id = NextId(), Exchange = LinkEnd.None, AllSolutions = unmarked.AllSolutions with { Id = "c" } };
        var gone = unmarked with
        {
            Id = NextId(),
            Exchange = LinkEnd.None with { Agreed = Digests("x") },
            AllSolutions = unmarked.AllSolutions with { Id = "d", State = EndState.Gone },
        };
        var withoutUid = Full(NextId(), "e");
        withoutUid = withoutUid with { Exchange = withoutUid.Exchange with { IsMarked = false, Uid = null } };
        await PutAsync(unmarked, marked, notAgreed, gone, withoutUid);
        Assert.Equal(
            [unmarked.Id],
            (await Store.UnmarkedAsync(await LeaseAsync(), SideName.AllSolutions, null, 10, default)).Select(link => link.Id)
        );
        Assert.Equal(
            [withoutUid.Id],
            (await Store.UnmarkedAsync(await LeaseAsync(), SideName.Exchange, null, 10, default)).Select(link => link.Id)
        );
    }

    [Fact]
    public async Task LinksAreCounted()
    {
        var agreed = Full(NextId(), "a");
        var accepted = Full(NextId(), "b");
        accepted = accepted with { Hold = HoldReason.PendingDelete, Exchange = accepted.Exchange with { State = EndState.Accepted } };
        await PutAsync(
            agreed with
            {
                Hold = HoldReason.None,
            },
            accepted,
            Linked("c") with
            {
                Hold = HoldReason.OutsideWindow,
            },
            Linked("d", state: EndState.Unseen),
            Linked("e", state: EndState.Vanished) with
            {
                Hold = HoldReason.Series,
            }
        );
        Assert.Equal(
            new LinkCounts(Linked: 1, LiveAllSolutions: 2, LiveExchange: 3, Held: 3, Unmatched: 0),
            await Store.CountAsync(await LeaseAsync(), default)
        );
    }

    private Link One(SideName side, string item, long key) =>
        new Link { Id = NextId(), MatchKey = key }.With(
            side,
            new LinkEnd
            {
                State = EndState.Present,
                Id = item,
                Now = Digests(item),
            }
        );

    /// <summary>A link in which every property has a value of its own.</summary>
    private static Link Full(LinkId id, string item) =>
        new()
        {
            Id = id,
            IsDirty = true,
            Hold = HoldReason.Quarantined,
            MatchKey = long.MinValue,
            StartsTicks = Noon.UtcTicks,
            EndsTicks = Noon.UtcTicks + 1,
            Trouble = new Trouble(SideName.Exchange, 3, Noon.UtcTicks, new ItemError("ErrorRefused", "It was refused.")),
            AllSolutions = new LinkEnd
            {
                State = EndState.Present,
                Id = "erp-" + item,
                Folder = "agenda",
                Version = "17",
                Uid = "",
                Now = Digests("now"),
                Agreed = Digests("agreed"),
                ModifiedTicks = 11,
                IsMarked = true,
            },
            Exchange = new LinkEnd
            {
                State = EndState.Unseen,
                Id = item,
                Folder = Calendar,
                Version = "DwAAAB",
                Uid = "uid-" + item,
                Now = Digests("théirs 😀"),
                Agreed = Digests("agreed"),
                ModifiedTicks = 12,
                Hold = HoldReason.Series,
                Writable = ~FieldSet.Of(63),
            },
        };
}
