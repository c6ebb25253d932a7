using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>Lists what is left alone of users' agendas and mailboxes. Nothing is written to either side.</summary>
public sealed class HoldList
{
    private readonly Coupling _coupling;
    private readonly Func<CancellationToken, Task<ISyncStore>> _openStore;
    private readonly Func<DateTimeOffset> _clock;

    internal HoldList(Coupling coupling, Func<CancellationToken, Task<ISyncStore>> openStore, Func<DateTimeOffset> clock)
    {
        _clock = clock;
        _coupling = coupling;
        _openStore = openStore;
    }

    /// <summary>Lists it, user by user and kind by kind, in the order of their times. If a mailbox does not answer, its items come without
    /// titles.</summary>
    /// <param name="users">Whose.</param>
    /// <param name="kinds">Of which kinds; null for all that each user is registered with.</param>
    /// <param name="reasons">Only what is left alone for one of these; null for any.</param>
    /// <param name="take">Takes each item.</param>
    /// <param name="fail">Takes why the titles of a mailbox could not be read, and the mailbox; once per mailbox, and once for a refused
    /// account.</param>
    /// <param name="protocolLog">Takes the lines of the protocol log; null logs nothing.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all are listed.</returns>
    /// <exception cref="CouplingException">The parameters or the register are missing.</exception>
    public async Task ReadAsync(
        IReadOnlyList<UserMailbox> users,
        IReadOnlyList<ItemKind>? kinds,
        ICollection<HoldReason>? reasons,
        Func<SyncHold, Task> take,
        Action<SideException, string> fail,
        Action<string>? protocolLog,
        CancellationToken cancellationToken
    )
    {
        if (users.Count == 0)
        {
            return;
        }

        var parameters = await _coupling.Parameters.GetAsync(cancellationToken).ConfigureAwait(false);
        _coupling.CheckRegister();
        var store = await _openStore(cancellationToken).ConfigureAwait(false);
        var request = new SyncRequest { Kinds = kinds, ProtocolLog = protocolLog };
        using var connectors = await Connectors.OpenAsync(_coupling, parameters, request, _clock, cancellationToken).ConfigureAwait(false);
        var refusals = connectors.Refusals;
        var silent = new HashSet<SideName>();
        foreach (var side in SideNames.Both)
        {
            if (refusals.Earlier(side) is { } refusal)
            {
                silent.Add(side);
                fail(refusal, users[0].Mailbox);
            }
        }

        foreach (var target in users.SelectMany(user => connectors.Targets(user, request.KindsOf(user))))
        {
            if (await store.FindAsync(target.Collection, cancellationToken).ConfigureAwait(false) is not { } mailbox)
            {
                continue;
            }

            var listing = new HoldListing(store, mailbox, target, silent, _clock());
            await listing.ReadAsync(reasons, take, cancellationToken).ConfigureAwait(false);
            if (listing.Failure is not AccountRefusedException refused)
            {
                if (listing.Failure is { } failure)
                {
                    fail(failure, target.Mailbox);
                }

                continue;
            }

            silent.Add(refused.Side);
            fail(refusals.WithRemedy(refused), target.Mailbox);
            await refusals.KeepAsync(refused, cancellationToken).ConfigureAwait(false);
        }
    }
}
