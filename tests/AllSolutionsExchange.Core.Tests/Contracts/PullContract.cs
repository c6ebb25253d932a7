using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

public abstract class PullContract : StoreContract
{
    private protected PullContract(OpenStore open)
        : base(open) { }

    [Fact]
    public async Task AnUnknownIdIsPutIntoTheInboxInOrder()
    {
        await PullAsync(false, Named("b"), Named("a"));
        await PullAsync(true, Named("a", "v2"), Named("c"));
        Assert.Equal(["b", "a", "a", "c"], await InboxAsync());
        Assert.Empty(await InboxAsync(SideName.AllSolutions));
    }

    [Fact]
    public async Task IdsThatDifferInCaseOnlyAreTwo()
    {
        var upper = Linked("AAMkAD=");
        await PutAsync(upper);
        await PullAsync(true, Named("AAMkad=", "v1"), Named("AAMkAD=", "v1"), Missing("aamkad="));
        Assert.Equal(["AAMkad="], await InboxAsync());
        Assert.Equal(EndState.Present, await StateAsync(upper.Id));
        Assert.Equal(
            upper.Id,
            Assert.Single(await Store.LinksByItemAsync(await LeaseAsync(), SideName.Exchange, ["AAMkAD=", "aamkAD="], default)).Id
        );
    }

    [Fact]
    public async Task TheVersionThatIsKnownIsAnEcho()
    {
        var link = Linked("a", "v1");
        await PutAsync(link);
        await PullAsync(true, Named("a", "v1"));
        Assert.Empty(await InboxAsync());
        await PullAsync(true, Named("a", "v2"));
        Assert.Equal(["a"], await InboxAsync());
    }

    [Fact]
    public async Task WithoutAVersionNothingIsAnEcho()
    {
        await PutAsync(Linked("a", version: null), Linked("b", "v1"));
        await PullAsync(true, Named("a"), Named("b"));
        Assert.Equal(["a", "b"], await InboxAsync());
    }

    [Theory]
    [InlineData(EndState.Unseen, "v1", false)]
    [InlineData(EndState.Vanished, "v1", false)]
    [InlineData(EndState.Unseen, "v2", true)]
    [InlineData(EndState.Vanished, "v2", true)]
    internal async Task AnEndThatIsNamedIsPresentAgain(EndState before, string version, bool isRead)
    {
        var link = Linked("a", "v1", before);
        await PutAsync(link);
        await PullAsync(true, Named("a", version));
        Assert.Equal(EndState.Present, await StateAsync(link.Id));
        Assert.Equal(isRead ? ["a"] : [], await InboxAsync());
    }

    [Theory]
    [InlineData(EndState.Gone)]
    [InlineData(EndState.Accepted)]
    internal async Task AnEndThatWasDeletedAndIsNamedAgainIsReadWhateverItsVersion(EndState before)
    {
        var link = Linked("a", "v1", before);
        await PutAsync(link);
        await PullAsync(true, Named("a", "v1"));
        Assert.Equal(["a"], await InboxAsync());
        Assert.Equal(before, await StateAsync(link.Id));
    }

    [Fact]
    public async Task TheEndOfAnIdThatVanishedVanishes()
    {
        var link = Linked("a");
        await PutAsync(link);
        await PullAsync(false, Named("a", "v2"), Named("b"));
        await PullAsync(true, Missing("a"), Missing("b"), Missing("never seen"));
        Assert.Equal(EndState.Vanished, await StateAsync(link.Id));
        Assert.Equal(
            [link.Id],
            (await Store.VanishedAsync(await LeaseAsync(), SideName.Exchange, null, 10, default)).Select(one => one.Id)
        );
        Assert.Empty(await Store.VanishedAsync(await LeaseAsync(), SideName.AllSolutions, null, 10, default));
    }

    [Theory]
    [InlineData(EndState.Gone)]
    [InlineData(EndState.Accepted)]
    internal async Task TheEchoOfADeletionChangesNothing(EndState before)
    {
        var link = Linked("a", "v1", before);
        await PutAsync(link);
        await PullAsync(true, Missing("a"));
        Assert.Equal(before, await StateAsync(link.Id));
    }

    [Fact]
    public async Task AnIdThatAPageNamesTwiceCountsAsLastNamed()
    {
        var link = Linked("a");
        await PutAsync(link);
        await PullAsync(true, Named("a", "v2"), Missing("b"), Missing("a"), Named("b"));
        Assert.Equal(["b"], await InboxAsync());
        Assert.Equal(EndState.Vanished, await StateAsync(link.Id));
    }

    [Fact]
    public async Task TheCursorIsStoredWithThePage()
    {
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("mailbox", Calendar))));
        var before = await Store.ReadStateAsync(await LeaseAsync(), default);
        Assert.Equal([new FolderState(SideName.Exchange, Calendar, null, false)], before.Folders);
        Assert.Equal(new SideIdentity("mailbox", Calendar), before.Sides[SideName.Exchange].Identity);

        await PullAsync(true, Named("a"));
        var after = await Store.ReadStateAsync(await LeaseAsync(), default);
        Assert.Equal([new FolderState(SideName.Exchange, Calendar, "cursor", false)], after.Folders);
    }

    [Fact]
    public async Task WhatWasSeenOfASideIsKeptUntilMoreIsSeen()
    {
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("mailbox", Calendar))));
        await CommitAsync(changes =>
        {
            changes.Seen.Add((SideName.Exchange, "seven"));
            changes.Trusts.Add((SideName.Exchange, SideTrust.PutBack));
        });
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("another", Calendar))));
        var memory = (await Store.ReadStateAsync(await LeaseAsync(), default)).Sides[SideName.Exchange];
        Assert.Equal(new SideMemory(new SideIdentity("another", Calendar), "seven", SideTrust.PutBack), memory);
    }

    [Theory]
    [InlineData("Full", 0)]
    [InlineData("Forgot", 0)]
    [InlineData("Rematching", 1)]
    public async Task WhatIsMatchedAnewIsReadAlsoWhereItsVersionIsKnown(string trust, int read)
    {
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("mailbox", Calendar))));
        await CommitAsync(changes => changes.Trusts.Add((SideName.Exchange, Enum.Parse<SideTrust>(trust))));
        await PutAsync(Linked("item"));
        await PullAsync(isLast: true, Named("item", "v1"));
        Assert.Equal(read, (await InboxAsync()).Count);
    }

    [Fact]
    public async Task AnIdentityThatIsLearnedAgainKeepsTheCursor()
    {
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("former", Calendar))));
        await PullAsync(true, Named("a"));
        await CommitAsync(changes => changes.Identities.Add((SideName.Exchange, new SideIdentity("mailbox", Calendar))));
        var state = await Store.ReadStateAsync(await LeaseAsync(), default);
        Assert.Equal("cursor", Assert.Single(state.Folders).Cursor);
        Assert.Equal("mailbox", state.Sides[SideName.Exchange].Identity.Id);
    }

    [Fact]
    public async Task AListingMarksWhatItDoesNotNameAsVanishedWhenItEndsAndNotBefore()
    {
        var (named, unnamed, elsewhere, gone) = (
            Linked("named"),
            Linked("unnamed"),
            Linked("elsewhere", folder: "other"),
            Linked("gone", state: EndState.Gone)
        );
        await PutAsync(named, unnamed, elsewhere, gone);
        await PullAsync(true);
        await CommitAsync(changes => changes.ListingsBegun.Add((SideName.Exchange, Calendar)));
        var listing = Assert.Single((await Store.ReadStateAsync(await LeaseAsync(), default)).Folders);
        Assert.Equal((null, true), (listing.Cursor, listing.IsListing));
        Assert.Equal(EndState.Unseen, await StateAsync(unnamed.Id));
        Assert.Equal(EndState.Present, await StateAsync(elsewhere.Id));

        await PullAsync(false, Named("named", "v1"));
        Assert.Equal(EndState.Unseen, await StateAsync(unnamed.Id));
        Assert.True(Assert.Single((await Store.ReadStateAsync(await LeaseAsync(), default)).Folders).IsListing);

        await PullAsync(true);
        Assert.Equal(EndState.Vanished, await StateAsync(unnamed.Id));
        Assert.Equal(EndState.Present, await StateAsync(named.Id));
        Assert.Equal(EndState.Present, await StateAsync(elsewhere.Id));
        Assert.Equal(EndState.Gone, await StateAsync(gone.Id));
        Assert.False(Assert.Single((await Store.ReadStateAsync(await LeaseAsync(), default)).Folders).IsListing);
    }

    [Fact]
    public async Task TheLastPageOfAnOrdinaryPullConcludesNothing()
    {
        var link = Linked("a", state: EndState.Unseen);
        await PutAsync(link);
        await PullAsync(true, Named("b"));
        Assert.Equal(EndState.Unseen, await StateAsync(link.Id));
    }

    [Fact]
    public async Task NumbersOfTheInboxAreNeverGivenTwice()
    {
        await PullAsync(true, Named("a"));
        var first = Assert.Single(await Store.InboxAsync(await LeaseAsync(), SideName.Exchange, 0, 10, default));
        await CommitAsync(changes => changes.InboxRemoved.Add((SideName.Exchange, first.Number)));
        await CommitAsync(changes => changes.InboxAdded.Add((SideName.Exchange, "a")));
        Assert.Equal("a", Assert.Single(await Store.InboxAsync(await LeaseAsync(), SideName.Exchange, first.Number, 10, default)).Id);
    }

    [Fact]
    public async Task AnItemThatCannotBeReadIsKnownOnceUntilItIsRemoved()
    {
        static UnreadItem Unread(string id, int failures) =>
            new(id, new Trouble(SideName.Exchange, failures, Noon.UtcTicks, new ItemError("ErrorOops", "It went wrong.")));
        await CommitAsync(changes => changes.Unread.AddRange([Unread("a", 1), Unread("b", 1)]));
        await CommitAsync(changes => changes.Unread.Add(Unread("a", 2)));
        Assert.Equal([Unread("a", 2), Unread("b", 1)], (await Store.ReadStateAsync(await LeaseAsync(), default)).Unread);
        await CommitAsync(changes => changes.UnreadRemoved.Add((SideName.Exchange, "a")));
        Assert.Equal([Unread("b", 1)], (await Store.ReadStateAsync(await LeaseAsync(), default)).Unread);
    }
}
