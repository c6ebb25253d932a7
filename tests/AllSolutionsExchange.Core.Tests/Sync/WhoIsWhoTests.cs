using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Whose mailbox it is, and whose meeting.</summary>
public sealed class WhoIsWhoTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_copy_of_a_meeting_that_is_gone_is_never_made_again_as_an_appointment()
    {
        var meeting = _world.Exchange.UserCreate(_world.Appointment(1, "agenda"));
        _world.Exchange.UserChange(meeting, item => item with { Writable = FieldSet.None });
        await _world.PassAsync();
        _world.Exchange.UserDelete(meeting);
        _world.AllSolutions.UserEdit(_world.AllSolutions.Live.Single().Id, a => a with { Body = "ours" });
        for (var pass = 0; pass < 3; pass++)
        {
            var result = await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both, AllowEmptySide = pass == 0 });
            Assert.Equal((SyncStatus.Success, 0, 1), (result!.Status, result.ToExchange.Created, result.Held));
        }

        Assert.Empty(_world.Exchange.Live);
    }

    [Fact]
    public async Task A_second_user_of_the_same_mailbox_is_stopped_with_the_first_ones_name()
    {
        _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        var agenda = new InMemorySide(SideName.AllSolutions, () => _world.Now) { Identity = "register/2" };
        agenda.UserCreate(_world.Appointment(2));
        var target = new SyncTarget(Collections.Of("other"), "alias@contoso.com", agenda, _world.Exchange);
        for (var pass = 0; pass < 2; pass++)
        {
            var stopped = await _world
                .Worker(FaultPlan.None, "test")
                .RunAsync(target, World.Everything, reviewed: null, CancellationToken.None);
            Assert.Equal(SafetyLimit.SharedMailbox, Assert.IsType<SafetyStopException>(stopped.Exception).Limit);
            Assert.Contains("user user ", stopped.Message, StringComparison.Ordinal);
        }

        Assert.Equal(SyncStatus.Success, (await _world.PassAsync())!.Status);
        Assert.Single(_world.Exchange.Items);
        Assert.Single(agenda.Items);
    }
}
