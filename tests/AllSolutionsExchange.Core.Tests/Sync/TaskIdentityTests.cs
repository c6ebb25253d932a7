using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A task has no UID (MS-OXWSTASK): once it is linked it is known again by its marker alone, wherever its user moves it.</summary>
public sealed class TaskIdentityTests : TaskScenario
{
    private const string Elsewhere = "Elsewhere";

    public static TheoryData<DeletionPolicy, bool> Moves { get; } =
        new()
        {
            { DeletionPolicy.Both, false },
            { DeletionPolicy.Both, true },
            { DeletionPolicy.None, false },
            { DeletionPolicy.None, true },
        };

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task A_task_that_is_moved_there_and_back_stays_one(DeletionPolicy policy, bool isBackAtOnce)
    {
        var options = World.Everything with { DeletionPolicy = policy };
        _world.Mailbox.AddFolder(Elsewhere, "IPF.Task", "Tasks");
        var id = await CreateAsync("<t:Subject>theirs</t:Subject>");
        Assert.Equal(1, (await PassAsync(options)).ToAllSolutions.Created);
        id = _world.Mailbox.MoveTo(id, Elsewhere);
        if (!isBackAtOnce)
        {
            await AssertUnchangedAsync(options);
        }

        _tasks.UserEditItem(_tasks.Live.Single().Id, item => _kind.WithBody(item, "ours"));
        id = _world.Mailbox.MoveTo(id, "Tasks");
        await PassAsync(options);
        await AssertUnchangedAsync(options);
        Assert.Contains("ours", (await GetAsync(id)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeletionPolicy.None, 0)]
    [InlineData(DeletionPolicy.Both, 1)]
    public async Task A_task_that_is_taken_back_out_of_the_deleted_items_is_there_once(DeletionPolicy policy, int deleted)
    {
        var options = World.Everything with { DeletionPolicy = policy };
        var id = await CreateAsync("<t:Subject>theirs</t:Subject>");
        await PassAsync(options);
        id = _world.Mailbox.Delete(id)!;
        Assert.Equal(deleted, (await PassAsync(options)).ToAllSolutions.Deleted);
        _world.Mailbox.MoveTo(id, "Tasks");
        await PassAsync(options);
        await AssertUnchangedAsync(options);
    }

    /// <summary>An assigned task is never written, so that it has no marker: nobody can tell whether it was moved or deleted.</summary>
    [Fact]
    public async Task What_can_be_found_by_nothing_is_not_deleted_for_being_gone()
    {
        var id = await CreateAsync("<t:Subject>theirs</t:Subject>");
        _world.Mailbox.AssignTask(id);
        Assert.Equal(1, (await PassAsync()).ToAllSolutions.Created);
        _world.Mailbox.Delete(id);
        Assert.Equal("PendingDelete 1", (await PassAsync()).HeldByReason);
        Assert.Single(_tasks.Live);
    }

    [Fact]
    public async Task A_mailbox_that_is_only_read_is_not_marked()
    {
        await CreateAsync("<t:Subject>theirs</t:Subject>");
        _world.Server.Requests.Clear();
        var result = await PassAsync(World.Everything with { Direction = SyncDirection.ToAllSolutions });
        Assert.Equal((1, 0), (result.ToAllSolutions.Created, _world.Server.Requests.ChangingCount));
    }

    private async Task AssertUnchangedAsync(SyncOptions options)
    {
        var result = await PassAsync(options);
        Assert.Equal((0, 0, 0), (result.ToAllSolutions.Created, result.ToAllSolutions.Deleted, result.ToExchange.Created));
        Assert.Single(_tasks.Live);
    }
}
