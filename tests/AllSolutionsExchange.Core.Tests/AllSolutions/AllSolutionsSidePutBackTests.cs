using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>A register that was put back to an earlier state, or gives a number again.</summary>
public sealed class AllSolutionsSidePutBackTests : AllSolutionsSideTestBase
{
    [Fact]
    public async Task A_cursor_of_another_register_or_of_a_later_state_is_invalid()
    {
        await AddAsync("een");
        var cursor = (await Side.PullAsync("agenda", null, default)).Cursor;
        using var other = new CouplingFolder();
        await other.Coupling.Agenda.AddAsync("jdv", Changes("een"), default);
        await Assert.ThrowsAsync<CursorInvalidException>(() =>
            new AllSolutionsSide(other.Coupling.Agenda, "jdv").PullAsync("agenda", cursor, default)
        );
        foreach (var wrong in new[] { cursor + "0", "", "x", cursor.Replace(':', ';') })
        {
            await Assert.ThrowsAsync<CursorInvalidException>(() => Side.PullAsync("agenda", wrong, default));
        }
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
        for (var i = 0; i < added; i++)
        {
            await AddAsync("sindsdien");
        }

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
        var write =
            action == SyncAction.Create
                ? Create(link, "twee")
                : Write(action, one, link) with
                {
                    Content = Appointment("anders"),
                    Fields = AppointmentFields.Kind.AllFields,
                };
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
        var backup = Folder.StorePath + ".backup";
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

        await Assert.ThrowsAsync<SideUnavailableException>(() =>
            side.WriteAsync([Create(LinkId.New(DateTimeOffset.UnixEpoch), "drie")], default)
        );
        Assert.Equal(["een"], (await Agenda.GetAsync(new(), default)).Select(appointment => appointment.Subject));
    }

    private string RegisterPath => Folder.RegisterPath;

    private byte[] Register()
    {
        Folder.Reopen();
        return File.ReadAllBytes(RegisterPath);
    }

    private void PutBack(byte[] register)
    {
        Folder.Coupling.Dispose();
        File.WriteAllBytes(RegisterPath, register);
        Folder.Reopen();
    }
}
