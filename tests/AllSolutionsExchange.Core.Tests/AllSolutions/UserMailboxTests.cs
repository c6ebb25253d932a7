using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

public sealed class UserMailboxTests : IDisposable
{
    private static readonly Guid Guid1 = new("11111111-2222-3333-4444-555555555555");
    private static readonly Guid Guid2 = new("22222222-2222-3333-4444-555555555555");
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private UserMailboxStore Users => _folder.Coupling.Users;

    [Fact]
    public async Task A_user_comes_back_as_it_was_set()
    {
        var set = await Users.SetAsync(
            new()
            {
                User = " jdv ",
                Mailbox = "SMTP:Jan.de.Vries@contoso.nl",
                UserPrincipalName = "jdv@contoso.local",
                ExchangeGuid = Guid1,
                Enabled = false,
                Direction = SyncDirection.ToExchange,
            },
            default
        );
        _folder.Reopen();
        var user = Assert.Single(await Users.GetAsync("JDV", default));
        Assert.Equal(
            ("jdv", "Jan.de.Vries@contoso.nl", "jdv@contoso.local", Guid1),
            (user.User, user.Mailbox, user.UserPrincipalName, user.ExchangeGuid)
        );
        Assert.Equal((false, nameof(SyncDirection.ToExchange), _folder.Now.UtcDateTime), (user.Enabled, user.Direction, user.UpdatedUtc));
        Assert.Equal([nameof(ItemKind.Appointment), nameof(ItemKind.Task)], user.Kinds);
        Assert.Equal(set with { Kinds = user.Kinds, NextInitialModes = user.NextInitialModes }, user);
    }

    /// <summary>The mode of a command is for the kinds that it adds; if it adds none, for all.</summary>
    [Fact]
    public async Task The_initial_mode_is_kept_for_each_kind()
    {
        async Task<string> SetAsync(UserMailboxChanges changes)
        {
            var set = await Users.SetAsync(changes with { User = "jdv" }, default);
            Assert.Equal(set.InitialModeByKind, Assert.Single(await Users.GetAsync(null, default)).InitialModeByKind);
            Assert.Equal(set.InitialMode, (await Users.FindAsync("JDV", default)).InitialMode);
            return $"{set.Kinds}: {set.InitialMode} ({set.InitialModeByKind})";
        }

        var added = new UserMailboxChanges
        {
            User = "",
            Mailbox = "jan@contoso.nl",
            Kinds = [ItemKind.Appointment],
            InitialMode = InitialMode.ExchangeToAllSolutions,
        };
        Assert.Equal("Appointment: ExchangeToAllSolutions (Appointment ExchangeToAllSolutions)", await SetAsync(added));
        var tasks = new UserMailboxChanges { User = "", Kinds = [ItemKind.Task, ItemKind.Appointment] };
        Assert.Equal(
            "Appointment; Task: ExchangeToAllSolutions (Appointment ExchangeToAllSolutions; Task ExchangeToAllSolutions)",
            await SetAsync(tasks)
        );
        Assert.Equal("Appointment:  ()", await SetAsync(tasks with { Kinds = [ItemKind.Appointment], InitialMode = InitialMode.Match }));
        Assert.Equal("Appointment; Task:  (Task Both)", await SetAsync(tasks with { InitialMode = InitialMode.Both }));
        Assert.Equal(
            "Appointment; Task:  (Task Both)",
            await SetAsync(
                new()
                {
                    User = "",
                    Kinds = [],
                    Direction = SyncDirection.ToExchange,
                }
            )
        );
        Assert.Equal("Task: Both (Task Both)", await SetAsync(tasks with { Kinds = [ItemKind.Task] }));
        Assert.Equal("Appointment; Task: Both (Appointment Both; Task Both)", await SetAsync(tasks));
        Assert.Equal("Appointment; Task:  ()", await SetAsync(new() { User = "", InitialMode = InitialMode.Match }));
        Assert.Equal(
            "Appointment; Task: Both (Appointment Both; Task Both)",
            await SetAsync(new() { User = "", InitialMode = InitialMode.Both })
        );
    }

    [Fact]
    public async Task Removing_a_user_forgets_what_was_synchronised()
    {
        await Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        async Task<CollectionState> StateAsync(StoreChanges? changes)
        {
            using var store = new SqliteSyncStore(SqliteDatabase.Open(_folder.Coupling.StorePath), () => _folder.Now);
            var lease = (await store.ClaimAsync(Collections.Of("jdv"), "test", TimeSpan.FromMinutes(1), default)).Lease!;
            if (changes is not null)
            {
                await store.CommitAsync(lease, changes, default);
            }

            var state = await store.ReadStateAsync(lease, default);
            await store.ReleaseAsync(lease, new RunRecord(default, default, SyncStatus.Success, "{}"), default);
            return state;
        }

        Assert.True((await StateAsync(new StoreChanges { FirstPassDone = true })).FirstPassDone);
        await Users.RemoveAsync("JDV", default);
        Assert.False((await StateAsync(null)).FirstPassDone);
    }

    [Fact]
    public async Task Each_collection_uses_up_its_own_initial_mode()
    {
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan@contoso.nl",
                Kinds = [ItemKind.Appointment, ItemKind.Task],
                InitialMode = InitialMode.Both,
            },
            default
        );
        using (var store = new SqliteSyncStore(SqliteDatabase.Open(_folder.Coupling.StorePath), () => _folder.Now))
        {
            var lease = (await store.ClaimAsync(new Collection("JDV", ItemKind.Task), "test", TimeSpan.FromMinutes(1), default)).Lease!;
            Assert.Equal(InitialMode.Both, (await store.ReadStateAsync(lease, default)).InitialMode);
            using var plan = await store.CopyAsync(new Collection("jdv", ItemKind.Task), default);
            Assert.Equal(InitialMode.Both, (await plan.ReadStateAsync(lease, default)).InitialMode);
            await store.CommitAsync(lease, new StoreChanges { InitialModeUsed = true }, default);
            Assert.Null((await store.ReadStateAsync(lease, default)).InitialMode);
        }

        Assert.Equal("Appointment Both", (await Users.FindAsync("jdv", default)).InitialModeByKind);
        await Users.RemoveAsync("jdv", default);
        await Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        Assert.Equal("", (await Users.FindAsync("jdv", default)).InitialModeByKind);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("j*", "a wildcard character")]
    [InlineData("j?v", "a wildcard character")]
    [InlineData("[jdv]", "a wildcard character")]
    [InlineData("jdv\u200b", "the invisible character U+200B")]
    [InlineData("j\u00addv", "the invisible character U+00AD")]
    [InlineData("jdv\n", "the invisible character U+000A")]
    [InlineData("jdv\u3164", "the invisible character U+3164")]
    [InlineData("\u202ejdv", "the invisible character U+202E")]
    [InlineData("jdv\udb40\udc41", "the invisible character U+E0041")]
    public async Task A_code_that_could_not_be_told_apart_is_refused(string user, string reason)
    {
        var refused = await Assert.ThrowsAsync<UserMailboxException>(() =>
            Users.SetAsync(new() { User = user, Mailbox = "jan@contoso.nl" }, default)
        );
        Assert.Equal("UserRefused", refused.ErrorId);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        var appointment = await Assert.ThrowsAsync<RegisterException>(() =>
            _folder.Coupling.Agenda.AddAsync(user, new() { Start = _folder.Now.UtcDateTime, IsAllDay = true }, default)
        );
        Assert.Contains(reason, appointment.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jan@contoso.nl\u200b")]
    [InlineData("\ufeffjan@contoso.nl")]
    [InlineData("jan@con\u2060toso.nl")]
    [InlineData("jan\u115f@contoso.nl")]
    public async Task An_address_with_an_invisible_character_is_refused(string address)
    {
        var refused = await Assert.ThrowsAsync<UserMailboxException>(() =>
            Users.SetAsync(new() { User = "jdv", Mailbox = address }, default)
        );
        Assert.Equal("AddressRefused", refused.ErrorId);
        Assert.Contains("the invisible character U+", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_character_is_refused()
    {
        // An attribute cannot hold one.
        var refused = await Assert.ThrowsAsync<UserMailboxException>(() =>
            Users.SetAsync(new() { User = "jdv" + (char)0xD800, Mailbox = "jan@contoso.nl" }, default)
        );
        Assert.Contains("U+D800", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_seen_is_taken_in_one_form()
    {
        Assert.Equal("jörg 😀", (await Users.SetAsync(new() { User = "jo\u0308rg 😀", Mailbox = "jan@contoso.nl" }, default)).User);
        Assert.Equal("jörg 😀", (await Users.FindAsync("jörg 😀", default)).User);
    }

    [Fact]
    public async Task What_is_not_given_stays()
    {
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan@contoso.nl",
                UserPrincipalName = "jdv@contoso.local",
                ExchangeGuid = Guid1,
                Direction = SyncDirection.ToExchange,
            },
            default
        );
        _folder.Now = _folder.Now.AddHours(1);
        var user = await Users.SetAsync(new() { User = "JDV", Enabled = false }, default);
        Assert.Equal(
            ("jdv", "jan@contoso.nl", "jdv@contoso.local", Guid1),
            (user.User, user.Mailbox, user.UserPrincipalName, user.ExchangeGuid)
        );
        Assert.Equal((false, nameof(SyncDirection.ToExchange), _folder.Now.UtcDateTime), (user.Enabled, user.Direction, user.UpdatedUtc));
    }

    [Fact]
    public async Task Setting_the_same_again_writes_nothing()
    {
        var first = await Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        _folder.Now = _folder.Now.AddHours(1);
        Assert.Equal(
            first.UpdatedUtc,
            (
                await Users.SetAsync(
                    new()
                    {
                        User = "jdv",
                        Mailbox = "jan@contoso.nl",
                        Enabled = true,
                    },
                    default
                )
            ).UpdatedUtc
        );
        Assert.Equal(first.UpdatedUtc, Assert.Single(await Users.GetAsync(null, default)).UpdatedUtc);
    }

    [Fact]
    public async Task Two_users_on_one_mailbox_are_refused_by_address_and_by_guid()
    {
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan@contoso.nl",
                ExchangeGuid = Guid1,
            },
            default
        );
        foreach (
            var changes in new UserMailboxChanges[]
            {
                new() { User = "pj", Mailbox = "JAN@contoso.nl" },
                new()
                {
                    User = "pj",
                    Mailbox = "jan.de.vries@contoso.nl",
                    ExchangeGuid = Guid1,
                },
            }
        )
        {
            var error = await Assert.ThrowsAsync<UserMailboxException>(() => Users.SetAsync(changes, default));
            Assert.Equal(("MailboxTaken", "jdv"), (error.ErrorId, error.OtherUser));
            Assert.Contains("'jdv'", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<UserMailboxException>(() => Users.PreviewAsync(changes, default));
        }

        Assert.Single(await Users.GetAsync(null, default));
    }

    [Fact]
    public async Task A_renamed_mailbox_stays_the_same_one()
    {
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan@contoso.nl",
                ExchangeGuid = Guid1,
            },
            default
        );
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan.de.vries@contoso.nl",
                ExchangeGuid = Guid1,
            },
            default
        );
        var user = Assert.Single(await Users.GetAsync(null, default));
        Assert.Equal(("jan.de.vries@contoso.nl", Guid1), (user.Mailbox, user.ExchangeGuid));
    }

    [Fact]
    public async Task Another_address_without_a_guid_does_not_keep_the_old_ones()
    {
        await Users.SetAsync(
            new()
            {
                User = "jdv",
                Mailbox = "jan@contoso.nl",
                ExchangeGuid = Guid1,
            },
            default
        );
        Assert.Null((await Users.SetAsync(new() { User = "jdv", Mailbox = "anders@contoso.nl" }, default)).ExchangeGuid);
        Assert.Equal(Guid2, (await Users.SetAsync(new() { User = "jdv", ExchangeGuid = Guid2 }, default)).ExchangeGuid);
    }

    [Theory]
    [InlineData("AddressRefused", "jan")]
    [InlineData("AddressRefused", "jan@contoso.nl, piet@contoso.nl")]
    [InlineData("AddressRefused", "Jan <jan@contoso.nl>")]
    [InlineData("AddressRefused", "/o=Contoso/cn=Recipients/cn=jan")]
    [InlineData("AddressRefused", "")]
    [InlineData("MailboxMissing", null)]
    public async Task What_is_no_address_is_refused_and_no_file_made(string errorId, string? mailbox)
    {
        var error = await Assert.ThrowsAsync<UserMailboxException>(() =>
            Users.SetAsync(new() { User = "jdv", Mailbox = mailbox }, default)
        );
        Assert.Equal(errorId, error.ErrorId);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_principal_name_is_never_taken_for_the_address() =>
        Assert.Equal(
            "MailboxMissing",
            (
                await Assert.ThrowsAsync<UserMailboxException>(() =>
                    Users.SetAsync(new() { User = "jdv", UserPrincipalName = "jdv@contoso.nl" }, default)
                )
            ).ErrorId
        );

    [Fact]
    public async Task Wildcards_find_users()
    {
        foreach (var user in new[] { "jdv", "jb", "a_b", "axb" })
        {
            await Users.SetAsync(new() { User = user, Mailbox = $"{user}@contoso.nl" }, default);
        }

        Assert.Equal(["jb", "jdv"], await CodesAsync("J*"));
        Assert.Equal(["a_b"], await CodesAsync("a_b"));
        Assert.Equal(["a_b", "axb"], await CodesAsync("a?b"));
        Assert.Equal(["a_b", "axb", "jb", "jdv"], await CodesAsync(null));
        Assert.Empty(await CodesAsync("%"));
    }

    [Fact]
    public async Task A_removed_user_is_gone_and_the_mailbox_free()
    {
        await Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        Assert.Equal("jan@contoso.nl", (await Users.RemoveAsync("JDV", default)).Mailbox);
        Assert.Equal(
            "UserNotRegistered",
            (await Assert.ThrowsAsync<UserMailboxException>(() => Users.RemoveAsync("jdv", default))).ErrorId
        );
        await Users.SetAsync(new() { User = "pj", Mailbox = "jan@contoso.nl" }, default);
    }

    private async Task<IEnumerable<string>> CodesAsync(string? user) => (await Users.GetAsync(user, default)).Select(found => found.User);
}
