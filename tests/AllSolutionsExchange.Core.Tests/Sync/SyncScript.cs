using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// A story of users and passes, told by numbers so that a generator can make it and shrink it: each number is one command and its
/// argument. At its end the passes are let run without faults and the invariants of the sync engine are checked.
/// </summary>
internal sealed class SyncScript
{
    private readonly World _world;
    private readonly StoryKind _kind;
    private readonly Dictionary<int, List<string>> _texts = [];
    private readonly HashSet<int> _deleted = [];
    private int _number;
    private int _text;

    private SyncScript(World world, StoryKind kind)
    {
        _world = world;
        _kind = kind;
    }

    /// <summary>Runs a story and tells the first invariant that it breaks, or null.</summary>
    public static async Task<string?> RunAsync(IReadOnlyList<int> commands, Mutant mutant = Mutant.None, StoryKind? kind = null)
    {
        kind ??= StoryKind.Appointments;
        using var told = new World(mutant, kind);
        // A server that keeps something else than it is given: what it keeps is what counts.
        told.Exchange.Rewrite = body => body.EndsWith('.') ? body : body + ".";
        var script = new SyncScript(told, kind);
        foreach (var command in commands)
        {
            await script.DoAsync(Math.Abs(command % 1_000_000));
        }

        return await script.CheckAsync();
    }

    private async Task DoAsync(int command)
    {
        var argument = command / 24;
        var side = _world[argument % 2 == 0 ? SideName.AllSolutions : SideName.Exchange];
        var x = _world.Exchange;
        _world.Now += TimeSpan.FromSeconds(argument % 3);
        switch (command % 24)
        {
            case 0 or 1 or 2 or 3:
                Create(side);
                break;
            case 4 or 5 or 6 or 7:
                With(side, argument / 2, id => Edit(side, id));
                break;
            case 8 or 9:
                With(side, argument / 2, id => Delete(side, id), item => side != x || IsProvable(item));
                break;
            case 10:
                With(side, argument / 2, side.UserTouch);
                break;
            case 11 or 12:
                With(x, argument, id => x.UserReId(id), CanBeFound);
                break;
            case 13 or 14 or 17 when !_kind.HasUid:
                await CopyBetweenPassesAsync(argument);
                break;
            case 13 or 14:
                With(x, argument, Copy);
                break;
            case 15:
                With(x, argument, id => x.UserMove(id, InMemorySide.Elsewhere), CanBeFound);
                break;
            case 16:
                side.InvalidateCursors();
                break;
            case 17:
                With(x, argument, CopyAndMove);
                break;
            case 18:
                await PassUnreadAsync(argument);
                break;
            default:
                await _world.PassAsync(faults: Faults(argument));
                break;
        }
    }

    /// <summary>Some passes in which a third of the items cannot be read, or spoils the page of changes, or also the search for what
    /// stands there.</summary>
    private async Task PassUnreadAsync(int argument)
    {
        var (passes, kind) = (argument % 7, argument / 7 % 4);
        bool IsBad(string id) => (int.Parse(id[1..]) + argument) % 3 == 0;
        _world.Exchange.SpoilsPage = id => kind > 0 && IsBad(id);
        _world.Exchange.SpoilsSearch = id => kind > 2 && IsBad(id);
        for (var pass = passes; pass >= 0; pass--)
        {
            await _world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = id => kind != 1 && IsBad(id) });
        }

        (_world.Exchange.SpoilsPage, _world.Exchange.SpoilsSearch) = (_ => false, _ => false);
    }

    private void Create(InMemorySide side)
    {
        _number++;
        side.UserCreate(_world.NewItem(_number, NewText(_number)));
    }

    private void Edit(InMemorySide side, string id)
    {
        var edited = NumberOf(side, id);
        side.UserEditItem(id, item => _kind.WithBody(item, NewText(edited)));
    }

    private void Delete(InMemorySide side, string id)
    {
        _deleted.Add(NumberOf(side, id));
        side.UserDelete(id);
    }

    private void Copy(string id)
    {
        _number++;
        var copy = _number;
        _world.Exchange.UserCopy(id, _ => _world.NewItem(copy, NewText(copy)));
    }

    /// <summary>
    /// Without a UID the first item that is found with a mark is the one that has it: a copy is told by the original, which has not moved
    /// since it was seen.
    /// </summary>
    private async Task CopyBetweenPassesAsync(int argument)
    {
        await _world.PassAsync();
        With(_world.Exchange, argument, Copy);
        await _world.PassAsync();
    }

    /// <summary>The case that a marker alone cannot tell: a copy, and the original under a new id, between two passes.</summary>
    private void CopyAndMove(string id)
    {
        Copy(id);
        _world.Exchange.UserReId(id);
    }

    private string NewText(int item)
    {
        if (!_texts.TryGetValue(item, out var list))
        {
            _texts[item] = list = [];
        }

        list.Add($"t{++_text}");
        return list[^1];
    }

    private static int NumberOf(InMemorySide side, string id) => int.Parse(side.Items[id].Content!.Title.Split(' ')[1]);

    /// <summary>
    /// Whether an item is known under another id by what it carries: without a UID, by a mark that no other one has. A task that was made
    /// in Exchange gets its mark when it is linked; moved before that, it is a new one.
    /// </summary>
    private bool CanBeFound(SideItem item) =>
        _kind.HasUid || (item.Marker is { } marker && _world.Exchange.Items.Values.Count(other => other.Marker == marker) == 1);

    /// <summary>Whether its deletion can be told from a move: what has neither UID nor mark is held for good.</summary>
    private bool IsProvable(SideItem item) => _kind.HasUid || item.Marker is not null;

    private static void With(InMemorySide side, int argument, Action<string> act, Func<SideItem, bool>? condition = null)
    {
        var ids = side
            .Items.Values.Where(item => item.Folder == InMemorySide.Home && (condition?.Invoke(item) ?? true))
            .Select(item => item.Id)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (ids.Count > 0)
        {
            act(ids[argument % ids.Count]);
        }
    }

    /// <summary>Half of the passes go undisturbed; the others are cut or killed at a step that the argument names.</summary>
    private static FaultPlan Faults(int argument)
    {
        if (argument % 2 == 0)
        {
            return FaultPlan.None;
        }

        var (first, fault) = (argument / 4 % 40, argument % 4 == 1 ? Fault.Crash : Fault.Net);
        return new FaultPlan(step => step >= first && (fault == Fault.Net ? step % 7 == first % 7 : true) ? fault : Fault.None);
    }

    private async Task<string?> CheckAsync()
    {
        // What failed again and again is tried by then.
        _world.Now += TimeSpan.FromHours(12);

        // What stands in another calendar is out of scope unless it is linked: everything comes home first.
        foreach (var item in _world.Exchange.Items.Values.Where(item => item.Folder == InMemorySide.Elsewhere).ToList())
        {
            _world.Exchange.UserMove(item.Id, InMemorySide.Home);
        }

        if (await _world.SettleAsync() is null)
        {
            return "I10: it never comes to rest";
        }

        var before = _world.Writes;
        await _world.PassAsync();
        if (_world.Writes != before)
        {
            return "I2: a further pass wrote";
        }

        var ours = _world.Shown(SideName.AllSolutions);
        var theirs = _world.Shown(SideName.Exchange);
        if (!ours.SequenceEqual(theirs, StringComparer.Ordinal))
        {
            return $"I1: the sides differ\n{string.Join("\n", ours.Except(theirs))}\n--\n{string.Join("\n", theirs.Except(ours))}\n"
                + await LinksAsync();
        }

        var numbers = ours.ConvertAll(shown => int.Parse(shown.Split('|')[0].Split(' ')[1]));
        if (numbers.Distinct().Count() != numbers.Count)
        {
            return $"I4: doubled\n{string.Join("\n", ours)}";
        }

        var lost = Enumerable.Range(1, _number).Where(n => !numbers.Contains(n) && !_deleted.Contains(n)).ToList();
        if (lost.Count > 0)
        {
            return $"I3: lost {string.Join(",", lost)}";
        }

        var invented = ours.Where(shown => !_texts[int.Parse(shown.Split('|')[0].Split(' ')[1])].Contains(shown.Split('|')[1])).ToList();
        if (invented.Count > 0)
        {
            return $"I3: content that nobody wrote: {string.Join(",", invented)}";
        }

        return await CheckSingleEditsAsync();
    }

    /// <summary>What the store knows of the items in Exchange, to see why the sides differ.</summary>
    private async Task<string> LinksAsync()
    {
        var claim = await _world.Store.ClaimAsync(_world.Collection, "test", TimeSpan.FromMinutes(1), CancellationToken.None);
        var links = await _world.Store.LinksByItemAsync(
            claim.Lease!,
            SideName.Exchange,
            [.. _world.Exchange.Live.Select(item => item.Id)],
            CancellationToken.None
        );
        return string.Join(
            "\n",
            [
                .. links.Select(link => link.ToString()),
                .. _world.Exchange.Live.Select(item => $"{item.Id} {item.Uid} {item.Marker} {item.Folder} {item.Content!.Title}"),
            ]
        );
    }

    /// <summary>I12 and I14: at rest, one edit of one item arrives on the other side, by one write.</summary>
    private async Task<string?> CheckSingleEditsAsync()
    {
        foreach (var side in new[] { _world.AllSolutions, _world.Exchange })
        {
            var id = side
                .Live.Where(item => item.Folder == InMemorySide.Home)
                .Select(item => item.Id)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
            if (id is null)
            {
                continue;
            }

            side.UserEditItem(id, item => _kind.WithOther(item, "room " + side.Name));
            var before = _world.Writes;
            await _world.PassAsync();
            var other = _world.Shown(side.Name.Other());
            if (!other.Any(shown => shown.Contains("room " + side.Name, StringComparison.Ordinal)))
            {
                return $"I12: an edit of {side.Name} did not arrive";
            }

            if (_world.Writes != before + 1)
            {
                return $"I14: one edit of {side.Name} caused {_world.Writes - before} writes";
            }
        }

        return null;
    }
}
