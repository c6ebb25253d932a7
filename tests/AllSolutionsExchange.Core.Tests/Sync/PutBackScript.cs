using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// A story, told by numbers as <see cref="SyncScript"/> is, in which register, mailbox and store are put back to earlier states, each by
/// itself or together, the register is begun anew, and the machine's clock jumps. Whatever a pass does then, it deletes nothing that no
/// user deleted, and the last edit of an item that stands anywhere before it stands somewhere after it, or is told as a conflict.
/// </summary>
internal sealed class PutBackScript
{
    private static readonly SyncOptions Daily = World.Everything;

    private readonly World _world;
    private readonly List<(Action Register, Action Mailbox, Func<Task> Store)> _backups = [];
    private readonly HashSet<int> _deleted = [];
    private TimeSpan _ahead;
    private int _number;
    private int _text;
    private SyncResult? _last;

    private PutBackScript(World world) => _world = world;

    /// <summary>Runs a story and tells the first invariant that it breaks, or null.</summary>
    public static async Task<string?> RunAsync(IReadOnlyList<int> commands, Mutant mutant = Mutant.None)
    {
        using var world = new World(mutant);
        var script = new PutBackScript(world);
        foreach (var command in commands)
        {
            if (await script.DoAsync(Math.Abs(command % 1_000_000)) is { } broken)
            {
                return broken;
            }
        }

        return await script.EndAsync();
    }

    private async Task<string?> DoAsync(int command)
    {
        var argument = command / 24;
        var side = _world[argument % 2 == 0 ? SideName.AllSolutions : SideName.Exchange];
        _world.Now += TimeSpan.FromSeconds(20 + (argument % 100));
        switch (command % 24)
        {
            case 0 or 1 or 2:
                side.UserCreate(_world.Appointment(++_number, NewText()));
                break;
            case 3 or 4 or 5 or 6 or 7:
                With(side, argument / 2, id => side.UserEdit(id, a => a with { Body = NewText() }));
                break;
            case 8:
                With(side, argument / 2, id => Delete(side, id));
                break;
            case 9 or 10 or 11:
                await BackUpAsync();
                break;
            case 12 or 13:
                WithBackup(argument, backup => backup.Register());
                break;
            case 14:
                WithBackup(argument, backup => backup.Mailbox());
                break;
            case 15:
                if (_backups.Count > 0)
                {
                    await _backups[argument % _backups.Count].Store();
                }
                break;
            case 16:
                if (argument % 4 == 0)
                {
                    _world.AllSolutions.BeginAnew();
                }
                break;
            case 17:
                SetClock(TimeSpan.FromMinutes((argument % 4000) - 2000));
                break;
            case 18:
                side.InvalidateCursors();
                break;
            default:
                return await PassAsync(Daily, argument % 4 == 1 ? Crash(argument / 4 % 40) : FaultPlan.None);
        }

        return null;
    }

    private async Task BackUpAsync() =>
        _backups.Add((_world.AllSolutions.BackUp(), _world.Exchange.BackUp(), await _world.BackUpStoreAsync()));

    private static FaultPlan Crash(int first) => new(step => step >= first ? Fault.Crash : Fault.None);

    /// <summary>The register is on this machine and has its clock; Exchange's goes on.</summary>
    private void SetClock(TimeSpan ahead)
    {
        _world.Now += ahead - _ahead;
        _world.Exchange.ClockSkew -= ahead - _ahead;
        _ahead = ahead;
    }

    private async Task<string?> PassAsync(SyncOptions options, FaultPlan faults)
    {
        var before = Texts();
        var result = _last = await _world.PassAsync(options, faults);
        var after = Texts();
        var gone = before.Keys.Except(after.Keys).Except(_deleted).ToList();
        if (gone.Count > 0)
        {
            return $"deleted by nobody: {string.Join(",", gone)}";
        }

        if (options.ConflictPolicy != ConflictPolicy.NewestWins || result is not { Conflicts: 0 })
        {
            return null;
        }

        var lost = before.Keys.Where(number => after.ContainsKey(number) && after[number].Max() < before[number].Max()).ToList();
        if (lost.Count == 0)
        {
            return null;
        }

        return $"an edit lost in silence: {string.Join(",", lost.Select(number => $"item {number}: t{before[number].Max()}"))}";
    }

    /// <summary>The way out: matched anew where it is stopped, and where both sides differ Exchange is right.</summary>
    private async Task<string?> EndAsync()
    {
        // Past every lease of a killed pass.
        _world.Now += TimeSpan.FromDays(3);
        foreach (var policy in new[] { ConflictPolicy.NewestWins, ConflictPolicy.ExchangeWins })
        {
            for (var pass = 0; pass < 6; pass++)
            {
                if (await PassAsync(Daily with { ConflictPolicy = policy }, FaultPlan.None) is { } broken)
                {
                    return broken;
                }

                if (_last!.Status != SyncStatus.Stopped)
                {
                    continue;
                }

                if (await PassAsync(Daily with { FullResync = true }, FaultPlan.None) is { } brokenAnew)
                {
                    return brokenAnew;
                }
            }
        }

        var settled = await _world.SettleAsync(Daily);
        if (settled is null)
        {
            return $"it never comes to rest: {(await _world.PassAsync(Daily))!.Message}";
        }

        var (ours, theirs) = (_world.Shown(SideName.AllSolutions), _world.Shown(SideName.Exchange));
        if (!ours.SequenceEqual(theirs, StringComparer.Ordinal))
        {
            return $"the sides differ\n{string.Join("\n", ours.Except(theirs))}\n--\n{string.Join("\n", theirs.Except(ours))}";
        }

        var numbers = ours.ConvertAll(shown => int.Parse(shown.Split('|')[0].Split(' ')[1]));
        return numbers.Distinct().Count() == numbers.Count ? null : $"doubled\n{string.Join("\n", ours)}";
    }

    /// <summary>The edits that stand anywhere, by item.</summary>
    private Dictionary<int, List<int>> Texts() =>
        _world
            .AllSolutions.Live.Concat(_world.Exchange.Live)
            .Select(item => (Appointment)item.Content!)
            .GroupBy(a => int.Parse(a.Subject.Split(' ')[1]))
            .ToDictionary(item => item.Key, item => item.Select(a => int.Parse(a.Body[1..])).ToList());

    private string NewText() => $"t{++_text}";

    private void Delete(InMemorySide side, string id)
    {
        _deleted.Add(int.Parse(((Appointment)side.Items[id].Content!).Subject.Split(' ')[1]));
        side.UserDelete(id);
    }

    private void WithBackup(int argument, Action<(Action Register, Action Mailbox, Func<Task> Store)> act)
    {
        if (_backups.Count > 0)
        {
            act(_backups[argument % _backups.Count]);
        }
    }

    private static void With(InMemorySide side, int argument, Action<string> act)
    {
        var ids = side.Live.Where(item => item.Folder == InMemorySide.Home).Select(item => item.Id).Order(StringComparer.Ordinal).ToList();
        if (ids.Count > 0)
        {
            act(ids[argument % ids.Count]);
        }
    }
}
