using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

public sealed class SyncTests : SimulatorTest
{
    private sealed record Page(string State, bool IsLast, IReadOnlyList<(string Kind, string Id)> Changes);

    [Fact]
    public async Task The_first_listing_comes_newest_first_in_pages()
    {
        var ids = Enumerable.Range(0, 5).Select(n => User.CreateAppointment(Meeting($"{n}"))).ToArray();

        var first = await PageAsync(null, 3);
        var second = await PageAsync(first.State, 3);
        var third = await PageAsync(second.State, 3);

        Assert.False(first.IsLast);
        Assert.True(second.IsLast);
        Assert.Equal(ids.Reverse().Select(id => ("Create", id)), first.Changes.Concat(second.Changes));
        Assert.Empty(third.Changes);
        Assert.Equal(second.State, third.State);
    }

    [Fact]
    public async Task A_page_that_takes_all_that_is_left_is_the_last()
    {
        User.CreateAppointment(Meeting());
        User.CreateAppointment(Meeting());

        Assert.True((await PageAsync(null, 2)).IsLast);
    }

    [Fact]
    public async Task Changes_are_told_once_per_item()
    {
        var kept = User.CreateAppointment(Meeting("blijft"));
        var removed = User.CreateAppointment(Meeting("weg"));
        var state = (await PageAsync(null)).State;
        User.Edit(kept, a => a with { Subject = "1" });
        User.Edit(kept, a => a with { Subject = "2" });
        User.Delete(removed, hard: true);
        User.Delete(User.CreateAppointment(Meeting("kort")));
        var added = User.CreateAppointment(Meeting("nieuw"));
        User.Edit(added, a => a with { Subject = "nieuwer" });

        var page = await PageAsync(state);

        Assert.Equal([("Create", added), ("Update", kept), ("Delete", removed)], page.Changes);
    }

    [Fact]
    public async Task A_move_is_a_delete_here_and_a_create_there()
    {
        var id = User.CreateAppointment(Meeting());
        var here = (await PageAsync(null)).State;
        var there = (await PageAsync(null, folder: Folder("deleteditems"))).State;
        var moved = User.Delete(id)!;

        Assert.Equal([("Delete", id)], (await PageAsync(here)).Changes);
        Assert.Equal([("Create", moved)], (await PageAsync(there, folder: Folder("deleteditems"))).Changes);
    }

    [Fact]
    public async Task What_happens_between_two_pages_is_lost_to_nobody()
    {
        var ids = Enumerable.Range(0, 4).Select(n => User.CreateAppointment(Meeting($"{n}"))).ToArray();
        var first = await PageAsync(null, 2);
        User.Edit(ids[0], a => a with { Subject = "not yet told" });
        User.Edit(ids[3], a => a with { Subject = "told already" });
        var added = User.CreateAppointment(Meeting("late"));

        var second = await PageAsync(first.State, 2);
        var third = await PageAsync(second.State, 512);

        Assert.Equal([("Create", ids[1]), ("Create", ids[0])], second.Changes);
        Assert.Equal([("Create", added), ("Update", ids[0]), ("Update", ids[3])], third.Changes);
    }

    [Fact]
    public async Task A_read_flag_is_a_change_of_its_own()
    {
        var (id, key) = IdOf(
            await Ews.MessageAsync(Create("<t:Message><t:Subject>m</t:Subject></t:Message>", "MessageDisposition=\"SaveOnly\""))
        );
        var state = (await PageAsync(null, folder: Folder("drafts"))).State;
        await Ews.MessageAsync(
            "<UpdateItem ConflictResolution=\"NeverOverwrite\" "
                + $"MessageDisposition=\"SaveOnly\"><ItemChanges><t:ItemChange>{Id(id, key)}<t:Updates><t:SetItemField><t:FieldURI "
                + "FieldURI=\"message:IsRead\"/><t:Message><t:IsRead>false</t:IsRead></t:Message></t:SetItemField></t:Updates>"
                + "</t:ItemChange></ItemChanges></UpdateItem>"
        );

        Assert.Equal([("ReadFlagChange", id)], (await PageAsync(state, folder: Folder("drafts"))).Changes);
    }

    [Fact]
    public async Task A_state_is_bound_to_its_folder_and_must_be_whole()
    {
        User.CreateAppointment(Meeting());
        var state = (await PageAsync(null)).State;

        Assert.Equal("ErrorInvalidSyncStateData", Code(await Ews.MessageAsync(Sync(state, folder: Folder("tasks")))));
        Assert.Equal("ErrorInvalidSyncStateData", Code(await Ews.MessageAsync(Sync(state[..^8]))));
        Assert.Equal("ErrorInvalidSyncStateData", Code(await Ews.MessageAsync(Sync("AAAA" + state[4..]))));
        User.InvalidateSyncStates();
        Assert.Equal("ErrorInvalidSyncStateData", Code(await Ews.MessageAsync(Sync(state))));
        Assert.Single((await PageAsync(null)).Changes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    public async Task More_than_512_or_less_than_one_violates_the_schema(int max) =>
        Assert.Equal("ErrorSchemaValidation", await Ews.FaultAsync(Sync(null, max)));

    [Fact]
    public async Task A_folder_that_is_gone_cannot_be_synchronised()
    {
        var folderId = User.Get(User.CreateAppointment(Meeting())).FolderId;
        var other = Exchange.Mailboxes[1];
        Ews.Mailbox = other.Address;

        Assert.Equal("ErrorSyncFolderNotFound", Code(await Ews.MessageAsync(Sync(null, folder: $"<t:FolderId Id=\"{folderId}\"/>"))));
    }

    private async Task<Page> PageAsync(string? state, int max = 512, string folder = "<t:DistinguishedFolderId Id=\"calendar\"/>")
    {
        var message = await Ews.MessageAsync(Sync(state, max, folder));
        Assert.Equal("NoError", Code(message));
        return new Page(
            message.Element(M + "SyncState")!.Value,
            message.Element(M + "IncludesLastItemInRange")!.Value == "true",
            [
                .. message
                    .Element(M + "Changes")!
                    .Elements()
                    .Select(c => (c.Name.LocalName, c.Descendants(T + "ItemId").Single().Attribute("Id")!.Value)),
            ]
        );
    }
}
