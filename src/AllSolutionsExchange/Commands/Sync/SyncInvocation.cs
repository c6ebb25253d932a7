using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// One run, as PowerShell sees it: asks for each mailbox before it begins, shows the progress, and hands on results and plan lines in
/// the order of the users. The errors come last: an error action of Stop then ends a run that is over, with all its results.
/// </summary>
internal sealed class SyncInvocation
{
    private const int ActivityId = 1;

    private readonly Synchronisation _synchronisation;
    private readonly CommandPipeline _pipeline;
    private readonly Dictionary<string, List<ErrorRecord>> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _unmatched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _deletedEarlier = new(StringComparer.Ordinal);
    private OrderedOutput _output = null!;
    private PlanLeftovers? _leftovers;
    private int _mailboxes;
    private int _done;

    public SyncInvocation(Synchronisation synchronisation, CommandPipeline pipeline)
    {
        _synchronisation = synchronisation;
        _pipeline = pipeline;
    }

    /// <summary>Runs what was agreed to; with -WhatIf makes the plan.</summary>
    public async Task RunAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var (run, isWhatIf) = await AskAsync(await UsersAsync(request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        _mailboxes = run.Count;
        _leftovers = request.Reviewed is { } reviewed ? new PlanLeftovers(reviewed) : null;
        if (_mailboxes == 0)
        {
            WarnOfLeftovers(isWhatIf);
            return;
        }

        var agreed = request with { Users = [.. run.Select(user => user.User)], OnRest = ShowRest };
        _output = new OrderedOutput(agreed.Users, _pipeline.WriteObject);
        try
        {
            await (
                isWhatIf
                    ? _synchronisation.PlanAsync(agreed, run, TakeLine, result => Take(result, isPlan: true), cancellationToken)
                    : _synchronisation.RunAsync(agreed, run, result => Take(result, isPlan: false), cancellationToken)
            ).ConfigureAwait(false);
        }
        finally
        {
            // Also where a refused account ends the run. After Ctrl+C nobody takes anything any more.
            if (!cancellationToken.IsCancellationRequested)
            {
                End(agreed, isWhatIf);
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

    /// <summary>Says why nothing happens, and until when, by the clock on the wall.</summary>
    private void ShowRest(DateTimeOffset until)
    {
        var end = until.ToLocalTime();
        var text = FormattableString.Invariant(
            $"Exchange asked the coupling to pause until {end:yyyy-MM-dd HH:mm:ss} (UTC{end:zzz}); the synchronisation goes on then."
        );
        _pipeline.WriteWarning(text);
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", text));
    }

    private void End(SyncRequest agreed, bool isWhatIf)
    {
        var users = agreed.Users!;
        _output.EndAll();
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", "Done") { RecordType = ProgressRecordType.Completed });
        WarnOfLeftovers(isWhatIf);
        WarnOfEarlierDeletions([.. users.Where(_deletedEarlier.ContainsKey)], isWhatIf);
        WarnOfUnmatched([.. users.Where(_unmatched.ContainsKey)], agreed.Options.InitialMode);
        foreach (var error in users.Where(_errors.ContainsKey).SelectMany(user => _errors[user]))
        {
            _pipeline.WriteError(error);
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

    /// <summary>With a policy for deletions more goes than was deleted since the last run.</summary>
    private void WarnOfEarlierDeletions(IReadOnlyList<string> users, bool isWhatIf)
    {
        if (users.Count > 0)
        {
            _pipeline.WriteWarning(
                $"Deletions that earlier runs left {(isWhatIf ? "would be" : "were")} carried out, since -DeletionPolicy allows it now: "
                    + Counted(users, _deletedEarlier)
                    + "."
                    + (isWhatIf ? " In the plan their reason is DeletedEarlier." : "")
            );
        }
    }

    /// <summary>One warning for all, of a plan too: a user who was added later waits for it, and nothing else would say so.</summary>
    private void WarnOfUnmatched(IReadOnlyList<string> users, InitialMode? mode)
    {
        if (users.Count == 0 || mode is not null)
        {
            return;
        }

        var named = users.Count <= ShortList.MostNamed ? $" {string.Join(", ", users.Select(CompletionText.Quote))}" : "";
        _pipeline.WriteWarning(
            $"Appointments that match nothing on the other side wait: {Counted(users, _unmatched)}. "
                + $"List them with Get-AsSyncHold{(users.Count == 1 ? named : "")} "
                + $"-Reason Unmatched. See what would be made of them: Invoke-AsExchangeSync{named} -InitialMode Both -WhatIf; "
                + "without -WhatIf they are made."
        );
    }

    private static string Counted(IReadOnlyList<string> users, Dictionary<string, int> counts)
    {
        var others = users.Skip(ShortList.MostNamed).Sum(user => counts[user]);
        return ShortList.Of(
            [.. users.Select(user => $"{counts[user]} of {user}")],
            rest => $"{others} of {rest} more {(rest == 1 ? "user" : "users")}"
        );
    }

    private Task TakeLine(SyncPlanItem line)
    {
        _output.Add(line.User, line);
        if (line.Reason == nameof(PlanReason.DeletedEarlier))
        {
            CountEarlier(line.User, 1);
        }

        return Task.CompletedTask;
    }

    private Task Take(SyncResult result, bool isPlan)
    {
        _done++;
        _pipeline.WriteProgress(
            new ProgressRecord(ActivityId, "Synchronising", $"{_done} of {_mailboxes} mailboxes: {result.Mailbox} {result.Status}")
            {
                PercentComplete = 100 * _done / _mailboxes,
            }
        );
        if (!isPlan)
        {
            _output.Add(result.User, result);
        }

        _output.End(result.User);
        _leftovers?.Take(result);
        if (result.EarlierDeletions > 0)
        {
            CountEarlier(result.User, result.EarlierDeletions);
        }

        if (result.Unmatched > 0)
        {
            _unmatched[result.User] = result.Unmatched;
        }

        _errors[result.User] = [.. SyncErrorRecords.From(result)];
        return Task.CompletedTask;
    }

    private void CountEarlier(string user, int count) =>
        _deletedEarlier[user] = (_deletedEarlier.TryGetValue(user, out var before) ? before : 0) + count;
}
