using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// One run, as PowerShell sees it: asks for each mailbox before it begins, shows the progress, and hands on results and plan lines in
/// the order of the users, and of each user's kinds. The errors come last: an error action of Stop then ends a run that is over, with all
/// its results.
/// </summary>
internal sealed class SyncInvocation
{
    private const int ActivityId = 1;

    private readonly Synchronisation _synchronisation;
    private readonly CommandPipeline _pipeline;
    private readonly Dictionary<string, List<SyncResult>> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _pending = new(StringComparer.Ordinal);
    private readonly SyncWarnings _warnings = new();
    private OrderedOutput _output = null!;
    private PlanLeftovers? _leftovers;
    private int _passes;
    private int _passesDone;

    public SyncInvocation(Synchronisation synchronisation, CommandPipeline pipeline)
    {
        _synchronisation = synchronisation;
        _pipeline = pipeline;
    }

    /// <summary>Runs what was agreed to; with -WhatIf makes the plan.</summary>
    public async Task RunAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var users = await UsersAsync(request, cancellationToken).ConfigureAwait(false);
        request = await _synchronisation.WithKnownKindsAsync(request, users, WarnOfMissing, cancellationToken).ConfigureAwait(false);
        var (run, isWhatIf) = await AskAsync([.. users.Where(user => request.KindsOf(user).Count > 0)]).ConfigureAwait(false);
        var collections = run.SelectMany(user => request.KindsOf(user), (user, kind) => (user.User, kind.ToString()));
        _leftovers = request.Reviewed is { } reviewed ? new PlanLeftovers(reviewed, collections) : null;
        if (run.Count == 0)
        {
            WarnOfLeftovers(isWhatIf);
            return;
        }

        var agreed = request with { Users = [.. run.Select(user => user.User)], OnRest = ShowRest };
        foreach (var user in run)
        {
            _pending[user.User] = request.KindsOf(user).Count;
        }

        _passes = _pending.Values.Sum();
        _output = new OrderedOutput(agreed.Users, _pipeline.WriteObject);
        try
        {
            await (
                isWhatIf
                    ? _synchronisation.PlanAsync(agreed, run, ReportLine, result => Report(result, isPlan: true), cancellationToken)
                    : _synchronisation.RunAsync(agreed, run, result => Report(result, isPlan: false), cancellationToken)
            ).ConfigureAwait(false);
        }
        finally
        {
            // Also where a refused account ends the run. After Ctrl+C nobody takes anything any more.
            if (!cancellationToken.IsCancellationRequested)
            {
                End(agreed, run, isWhatIf);
            }
        }
    }

    private void WarnOfLeftovers(bool isWhatIf)
    {
        if (_leftovers?.Text(isWhatIf) is { } text)
        {
            _pipeline.WriteWarning(text);
        }
    }

    private void WarnOfMissing(ItemKind kind, IReadOnlyList<UserMailbox> users)
    {
        var named = ShortList.Of([.. users.Select(user => user.User)], count => $"{count} other users");
        _pipeline.WriteWarning(
            $"The map of the connector has no {kind}: items of that kind are not synchronised for {named}. Add it to the map and set the "
                + "map again with Set-AsConnector -Path, or take the kind out of the registration with Set-AsUserMailbox -Kind."
        );
    }

    /// <summary>Says why nothing happens, and until when, by the clock on the wall.</summary>
    private void ShowRest(SideName side, DateTimeOffset until)
    {
        var end = until.ToLocalTime();
        var text = FormattableString.Invariant(
            $"{side} asked the coupling to pause until {end:yyyy-MM-dd HH:mm:ss} (UTC{end:zzz}); the synchronisation goes on then."
        );
        _pipeline.WriteWarning(text);
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", text));
    }

    private void End(SyncRequest agreed, IReadOnlyList<UserMailbox> run, bool isWhatIf)
    {
        var users = agreed.Users!;
        _output.EndAll();
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", "Done") { RecordType = ProgressRecordType.Completed });
        WarnOfLeftovers(isWhatIf);
        foreach (var warning in _warnings.Texts(users, isWhatIf, agreed.Options.InitialMode))
        {
            _pipeline.WriteWarning(warning);
        }

        foreach (var user in run.Where(user => _failed.ContainsKey(user.User)))
        {
            foreach (var error in SyncErrorRecords.From(_failed[user.User], user.Kinds.Count))
            {
                _pipeline.WriteError(error);
            }
        }
    }

    /// <summary>The users that are meant. One who cannot be synchronised is an error of his own.</summary>
    private Task<IReadOnlyList<UserMailbox>> UsersAsync(SyncRequest request, CancellationToken cancellationToken) =>
        _synchronisation.UsersAsync(
            request,
            (exception, name) => _pipeline.WriteError(ErrorRecords.From(exception, name)!),
            cancellationToken
        );

    private async Task<(IReadOnlyList<UserMailbox> Run, bool IsWhatIf)> AskAsync(IReadOnlyList<UserMailbox> users)
    {
        var run = new List<UserMailbox>();
        var isWhatIf = false;
        foreach (var user in users)
        {
            var answer = await _pipeline
                .ShouldProcessOrShowAsync($"user {user.User} with mailbox {user.Mailbox}", "Synchronise")
                .ConfigureAwait(false);
            isWhatIf |= answer.IsWhatIf;
            if (answer.MayChange || answer.IsWhatIf)
            {
                run.Add(user);
            }
        }

        return (run, isWhatIf);
    }

    private Task ReportLine(SyncPlanItem line)
    {
        _output.Add(line.User, line);
        _warnings.Record(line);
        return Task.CompletedTask;
    }

    private Task Report(SyncResult result, bool isPlan)
    {
        if (!isPlan)
        {
            _output.Add(result.User, result);
        }

        if (--_pending[result.User] == 0)
        {
            _output.End(result.User);
        }

        ShowProgress(result);
        _leftovers?.Record(result);
        _warnings.Record(result);
        Remember(result);
        return Task.CompletedTask;
    }

    private void ShowProgress(SyncResult result)
    {
        _passesDone++;
        var mailboxesDone = _pending.Values.Count(pending => pending == 0);
        var text = $"{mailboxesDone} of {_pending.Count} mailboxes: {result.Mailbox} {result.Kind} {result.Status}";
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", text) { PercentComplete = 100 * _passesDone / _passes });
    }

    private void Remember(SyncResult result)
    {
        if (result.Status == SyncStatus.Success)
        {
            return;
        }

        if (!_failed.TryGetValue(result.User, out var results))
        {
            _failed.Add(result.User, results = []);
        }

        results.Add(result);
    }
}
