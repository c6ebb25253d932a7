using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Results that a side leaves out, doubles or mixes up shift nothing: the pass fails as that side's error, and the next one
/// brings all.</summary>
public sealed class SideContractTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<SideName, string, string> Answers()
    {
        var answers = new TheoryData<SideName, string, string>();
        foreach (var side in SideNames.Both)
        {
            foreach (var wrong in Wrong.Keys)
            {
                answers.Add(side, "load", wrong);
            }

            foreach (var wrong in Wrong.Keys.Where(wrong => wrong != "reordered"))
            {
                answers.Add(side, "write", wrong);
            }
        }

        return answers;
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_wrong_answer_is_that_sides_error_and_nothing_of_it_is_taken(SideName side, string call, string wrong)
    {
        var source = call == "load" ? side : side.Other();
        for (var number = 1; number <= 3; number++)
        {
            _world[source].UserCreate(_world.Appointment(number));
        }

        var answering = new AnsweringSide(_world[side], call, wrong);
        var result = await PassAsync(side, answering);
        Assert.True(answering.IsDone);
        Assert.Equal(SyncStatus.Failed, result.Status);
        Assert.IsType<SideContractException>(result.GetException());
        Assert.Contains(side.ToString(), result.Message, StringComparison.Ordinal);

        Assert.Equal(SyncStatus.Success, (await PassAsync(side, answering)).Status);
        Assert.NotNull(await _world.SettleAsync());
        Assert.Equal(3, _world.Shown(side).Count);
        Assert.Equal(_world.Shown(source), _world.Shown(source.Other()));
    }

    private static readonly Dictionary<string, Func<IReadOnlyList<object>, IReadOnlyList<object>>> Wrong = new(StringComparer.Ordinal)
    {
        ["none"] = _ => [],
        ["one left out"] = results => [.. results.Skip(1)],
        ["one doubled"] = results => [results[0], .. results],
        ["reordered"] = results => [.. results.Reverse()],
    };

    private async Task<SyncResult> PassAsync(SideName side, ISyncSide answering)
    {
        var other = _world[side.Other()];
        var target =
            side == SideName.AllSolutions
                ? new SyncTarget(Collections.Of("user"), "user@contoso.com", answering, other)
                : new SyncTarget(Collections.Of("user"), "user@contoso.com", other, answering);
        _world.Now += TimeSpan.FromMinutes(10);
        return await new MailboxSync(_world.Store, "test", () => _world.Now).RunAsync(
            target,
            World.Everything,
            reviewed: null,
            CancellationToken.None
        );
    }

    /// <summary>Answers wrong once, to the first call of a kind that asks for several.</summary>
    private sealed class AnsweringSide(ISyncSide inner, string call, string wrong) : FaultySide(inner, FaultPlan.None)
    {
        public bool IsDone { get; private set; }

        public override async Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
            Answer("load", await base.LoadAsync(ids, cancellationToken));

        public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
            IReadOnlyList<WriteOperation> operations,
            CancellationToken cancellationToken
        ) => Answer("write", await base.WriteAsync(operations, cancellationToken));

        private IReadOnlyList<T> Answer<T>(string called, IReadOnlyList<T> results)
        {
            if (IsDone || called != call || results.Count < 2)
            {
                return results;
            }

            IsDone = true;
            return [.. Wrong[wrong]([.. results.Cast<object>()]).Cast<T>()];
        }
    }
}
