using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Errors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists the items that the synchronisation leaves alone, with the reason and what to do.</para>
/// <para type="description">Lists what the last run of each user left alone: as many items as the property Held of the result of
/// Invoke-AsExchangeSync counts. Titles are read from Exchange and AllSolutions when the list is asked for, as the store keeps none; those
/// of private items are never shown. If a mailbox does not answer, its items are listed without titles, with one error. Nothing
/// is changed.</para>
/// </summary>
/// <example>
///   <para>Show of a user what waits, why, and what to do.</para>
///   <code>Get-AsSyncHold JAN | Format-List Title, StartUtc, DueDate, Reason, SinceUtc, Advice</code>
/// </example>
/// <example>
///   <para>Count the reasons of all users.</para>
///   <code>Get-AsSyncHold | Group-Object Reason -NoElement</code>
/// </example>
/// <example>
///   <para>Write what needs a decision to a file.</para>
///   <code>Get-AsSyncHold -Reason Unmatched, Ambiguous, Diverged | Export-Csv held.csv -NoTypeInformation -Encoding UTF8</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsSyncHold")]
[OutputType(typeof(SyncHold))]
public sealed class GetAsSyncHoldCommand : StoreCommand
{
    private readonly List<UserMailbox> _users = [];
    private bool _isVerbose;

    /// <summary>
    /// <para type="description">The users' codes in AllSolutions, with the wildcards * and ?, which mean users that
    /// are registered and enabled; default: all of those.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string[]? User { get; set; }

    /// <summary>
    /// <para type="description">The mailbox: its primary SMTP address, or the output of Get-Mailbox, also from a remote session.</para>
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <summary>
    /// <para type="description">The kinds of item; default: all that each user is registered with.</para>
    /// </summary>
    [Parameter]
    public ItemKind[]? Kind { get; set; }

    /// <summary>
    /// <para type="description">Only what is left alone for one of these reasons: Series, Private, OutsideWindow (not in the days of
    /// -PastDays and -FutureDays), Unmatched (waits for -InitialMode), Ambiguous (several match), PendingDelete (deleted on the other
    /// side), Quarantined (failed five times in a row), ReadOnly, OtherKind (another kind of item than its folder is for), NotKept (a side
    /// kept a field as it was) or Diverged
    /// (both differ after something was put back).</para>
    /// </summary>
    [Parameter]
    [ValidateSet(
        nameof(HoldReason.Series),
        nameof(HoldReason.Private),
        nameof(HoldReason.OutsideWindow),
        nameof(HoldReason.Unmatched),
        nameof(HoldReason.Ambiguous),
        nameof(HoldReason.PendingDelete),
        nameof(HoldReason.Quarantined),
        nameof(HoldReason.ReadOnly),
        nameof(HoldReason.OtherKind),
        nameof(HoldReason.NotKept),
        nameof(HoldReason.Diverged)
    )]
    public HoldReason[]? Reason { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User is { Length: 1 } ? User[0] : (object?)User ?? Mailbox?.Address;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _isVerbose = IsVerbose;
    }

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var user in await NamedAsync(OpenCoupling().Users, cancellationToken).ConfigureAwait(false))
        {
            if (!_users.Exists(known => known.User == user.User))
            {
                _users.Add(user);
            }
        }
    }

    /// <inheritdoc />
    protected override async Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        // The errors come last: an error action of Stop then ends a list that is whole.
        var errors = new List<ErrorRecord>();
        await OpenCoupling()
            .Holds.ReadAsync(
                _users,
                Kind,
                Reason,
                hold =>
                {
                    pipeline.WriteObject(hold);
                    return Task.CompletedTask;
                },
                (failure, mailbox) => errors.Add(TitlesNotRead(failure, mailbox)),
                _isVerbose ? pipeline.WriteVerbose : null,
                cancellationToken
            )
            .ConfigureAwait(false);
        errors.ForEach(pipeline.WriteError);
    }

    private static ErrorRecord TitlesNotRead(SideException failure, string mailbox)
    {
        var error = ErrorRecords.Record(failure, ErrorIds.TitlesNotRead with { Category = failure.Category }, mailbox);
        error.ErrorDetails = new ErrorDetails($"What is held of {mailbox} is listed without titles. {error.ErrorDetails.Message}")
        {
            RecommendedAction = error.ErrorDetails.RecommendedAction,
        };
        return error;
    }

    private async Task<IReadOnlyList<UserMailbox>> NamedAsync(UserMailboxStore users, CancellationToken cancellationToken)
    {
        if (User is null && Mailbox is not null)
        {
            return [await users.OfMailboxAsync(Mailbox.Address, Mailbox.ExchangeGuid, cancellationToken).ConfigureAwait(false)];
        }

        var found = new List<UserMailbox>();
        foreach (var name in User ?? ["*"])
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                found.AddRange((await users.GetAsync(name, cancellationToken).ConfigureAwait(false)).Where(user => user.Enabled));
            }
            else
            {
                found.Add(await users.FindAsync(name, cancellationToken).ConfigureAwait(false));
            }
        }

        return found;
    }
}
