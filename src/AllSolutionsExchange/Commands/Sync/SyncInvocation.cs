using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>One run, as PowerShell sees it: asks for each mailbox before it begins, and hands on results, plan lines, errors and progress as they come.</summary>
internal sealed class SyncInvocation
{
    private const int ActivityId = 1;

    private readonly Synchronisation _synchronisation;
    private readonly CommandPipeline _pipeline;
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
        if (_mailboxes == 0)
        {
            return;
        }

        var agreed = request with { Users = [.. run.Select(user => user.User)] };
        await (isWhatIf
            ? _synchronisation.PlanAsync(agreed, line => TakeLine(line, request.Reviewed), result => Take(result, isPlan: true), cancellationToken)
            : _synchronisation.RunAsync(agreed, result => Take(result, isPlan: false), cancellationToken)).ConfigureAwait(false);
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>The users that are meant. One who cannot be synchronised is an error of his own.</summary>
    private async Task<IReadOnlyList<UserMailbox>> UsersAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        if (request.Users is null)
        {
            return await _synchronisation.UsersAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var users = new List<UserMailbox>();
        foreach (var name in request.Users)
        {
            try
            {
                var found = await _synchronisation.UsersAsync(new SyncRequest { Users = [name] }, cancellationToken).ConfigureAwait(false);
                users.AddRange(found.Where(user => !users.Exists(known => known.User == user.User)));
            }
            catch (SyncRequestException exception)
            {
                _pipeline.WriteError(ErrorRecords.From(exception, name)!);
            }
        }

        return users;
    }

    private async Task<(IReadOnlyList<UserMailbox> Run, bool IsWhatIf)> AskAsync(IReadOnlyList<UserMailbox> users)
    {
        var run = new List<UserMailbox>();
        var isWhatIf = false;
        foreach (var user in users)
        {
            var answer = await _pipeline.ShouldProcessOrShowAsync($"user {user.User} with mailbox {user.Mailbox}", "Synchronise").ConfigureAwait(false);
            isWhatIf |= answer.IsWhatIf;
            if (answer.MayChange || answer.IsWhatIf)
            {
                run.Add(user);
            }
        }

        return (run, isWhatIf);
    }

    private Task TakeLine(SyncPlanItem line, IReadOnlyCollection<string>? reviewed)
    {
        if (reviewed?.Contains(line.Key()) ?? true)
        {
            _pipeline.WriteObject(line);
        }

        return Task.CompletedTask;
    }

    private Task Take(SyncResult result, bool isPlan)
    {
        _done++;
        _pipeline.WriteProgress(new ProgressRecord(ActivityId, "Synchronising", $"{_done} of {_mailboxes} mailboxes: {result.Mailbox} {result.Status}") { PercentComplete = 100 * _done / _mailboxes });
        if (!isPlan)
        {
            _pipeline.WriteObject(result);
        }

        foreach (var error in SyncErrorRecords.From(result))
        {
            _pipeline.WriteError(error);
        }

        return Task.CompletedTask;
    }
}
