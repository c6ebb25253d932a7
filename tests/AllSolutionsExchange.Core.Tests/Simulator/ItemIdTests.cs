using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Simulator;

public sealed class ItemIdTests : SimulatorTest
{
    [Fact]
    public async Task Item_ids_have_the_length_of_real_ones_and_change_on_a_move()
    {
        User.AddFolder("Privé");
        var id = User.CreateAppointment(Meeting());
        var moved = User.MoveTo(id, "Privé");

        Assert.Equal(152, id.Length);
        Assert.NotEqual(id, moved);
        Assert.Equal("ErrorItemNotFound", Code(await Ews.MessageAsync(GetItem(AllProperties(), id))));
        Assert.Equal("NoError", Code(await Ews.MessageAsync(GetItem(AllProperties(), moved))));
        Assert.Equal("Privé", User.Get(moved).Folder);
    }

    [Fact]
    public async Task An_id_in_other_case_is_not_that_item()
    {
        var id = User.CreateAppointment(Meeting());
        var letter = id.ToList().FindLastIndex(char.IsAsciiLetter);
        var other = id[..letter] + (char)(id[letter] ^ 0x20) + id[(letter + 1)..];

        Assert.Contains(
            Code(await Ews.MessageAsync(GetItem(AllProperties(), other))),
            new[] { "ErrorItemNotFound", "ErrorInvalidIdMalformed" }
        );
    }

    [Fact]
    public void A_change_key_is_new_after_every_change_but_not_in_Deleted_Items()
    {
        var id = User.CreateAppointment(Meeting());
        var first = User.Get(id).ChangeKey;
        User.Edit(id, a => a with { Location = "Zaal 1" });
        var second = User.Get(id).ChangeKey;
        User.TouchChangeKey(id);
        var third = User.Get(id).ChangeKey;
        var deleted = User.Delete(id)!;

        Assert.Equal(3, new[] { first, second, third }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(third, User.Get(deleted).ChangeKey);
        Assert.NotEqual(third, User.Get(User.Restore(deleted)).ChangeKey);
    }

    [Fact]
    public void Accepting_makes_another_id_with_the_same_UID_and_named_properties()
    {
        var id = User.CreateAppointment(Meeting() with { Organizer = "els@contoso.test" });
        User.SetNamed(id, new Guid("a892b3d0-1b56-42ba-9438-cb0b655724c6"), "AllSolutionsLinkId", "7");
        var before = User.Get(id);
        var after = User.Get(User.Accept(id));

        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(before.Content.Uid, after.Content.Uid);
        Assert.Equal("7", after.Named["{a892b3d0-1b56-42ba-9438-cb0b655724c6}/AllSolutionsLinkId"]);
        Assert.Equal("Accept", after.MyResponse);
    }

    [Fact]
    public void A_users_copy_keeps_named_properties_and_has_another_UID()
    {
        var id = User.CreateAppointment(Meeting());
        User.SetNamed(id, new Guid("a892b3d0-1b56-42ba-9438-cb0b655724c6"), "AllSolutionsLinkId", "7");
        var (original, copy) = (User.Get(id), User.Get(User.Copy(id)));

        Assert.Equal(original.Named, copy.Named);
        Assert.NotEqual(original.Content.Uid, copy.Content.Uid);
        Assert.NotEqual(original.CleanGlobalObjectId, copy.CleanGlobalObjectId);
    }

    [Fact]
    public async Task Behind_a_recreated_address_no_old_id_resolves()
    {
        var id = User.CreateAppointment(Meeting());
        var folderId = User.Get(id).FolderId;
        var guid = User.Guid;
        User.Recreate();

        Assert.NotEqual(guid, User.Guid);
        Assert.Empty(User.Calendar);
        Assert.Equal("ErrorNonExistentMailbox", Code(await Ews.MessageAsync(GetItem(AllProperties(), id))));
        Assert.Equal("ErrorNonExistentMailbox", Code(await Ews.MessageAsync(Sync(null, folder: $"<t:FolderId Id=\"{folderId}\"/>"))));
    }

    [Fact]
    public async Task An_item_of_another_mailbox_is_out_of_reach()
    {
        var foreign = Exchange.Mailboxes[1].CreateAppointment(Meeting());

        Assert.Equal("ErrorItemNotFound", Code(await Ews.MessageAsync(GetItem(AllProperties(), foreign))));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids()
    {
        Assert.Equal(await FirstIdAsync(5), await FirstIdAsync(5));
        Assert.NotEqual(await FirstIdAsync(5), await FirstIdAsync(6));
    }

    private static async Task<string> FirstIdAsync(int seed)
    {
        await using var exchange = await SimulatedExchange.StartAsync(
            new SimulatorOptions
            {
                Seed = seed,
                ItemsPerMailbox = 1,
                Clock = () => Now,
            }
        );
        return exchange.Mailboxes[0].Calendar[0].Id;
    }
}
