using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Keeps the appointments and tasks of AllSolutions in sync with those in Exchange.</para>
/// <para type="description">The AllSolutions side is a local register, or the REST interface that Set-AsConnector leads to; no real
/// AllSolutions was tried yet.</para>
/// <para type="description">Makes one pass over each user's appointments and one over the tasks (-Kind names one of them), in both
/// directions, and returns a result for each. With -WhatIf it writes nothing and returns
/// the plan as objects. Nobody is mailed; nothing is deleted unless -DeletionPolicy says so; the first pass over a kind of a user's items
/// links what matches and creates nothing unless -InitialMode says so. A mailbox that fails does not stop the others; an
/// account that Exchange refuses stops the run, so that it is not locked out.</para>
/// <para type="description">Of each result, Held counts the items that are left alone now, whatever the reason: series, private ones, those
/// outside the window, those that wait for -InitialMode, those that failed again and again ... Get-AsSyncHold lists them. Skipped counts
/// the items that this pass looked at and left alone.</para>
/// </summary>
/// <example>
///   <para>Look at the plan, then carry out what was reviewed.</para>
///   <code>Invoke-AsExchangeSync -InitialMode Both -WhatIf | Export-Clixml plan.xml
/// Invoke-AsExchangeSync -InitialMode Both -Plan (Import-Clixml plan.xml)</code>
/// </example>
/// <example>
///   <para>Synchronise some users and show those that did not succeed.</para>
///   <code>Get-AsUserMailbox J* | Invoke-AsExchangeSync | Where-Object Status -ne Success</code>
/// </example>
/// <example>
///   <para>Synchronise every night, on Windows. The task runs nightly.ps1, which comes with the module: it keeps a log, and its exit code
/// tells how it went. The account is a managed service account, which Set-AsExchangeParameter -ServiceAccount gave access to
/// the store.</para>
///   <code>$script = Get-Module -ListAvailable AllSolutionsExchange | Select-Object -First 1 | ForEach-Object { Join-Path $_.ModuleBase 'Samples\nightly.ps1' }
/// Copy-Item $script "$env:ProgramFiles\AllSolutionsExchange-nightly.ps1"
/// $run = "-NoProfile -NonInteractive -File `"$env:ProgramFiles\AllSolutionsExchange-nightly.ps1`""
/// $action = New-ScheduledTaskAction -Execute powershell.exe -Argument $run
/// $nightly = New-ScheduledTaskTrigger -Daily -At 02:00
/// $account = New-ScheduledTaskPrincipal -UserId 'CONTOSO\gmsa-sync$' -LogonType Password
/// Register-ScheduledTask AllSolutionsExchange -Action $action -Trigger $nightly -Principal $account</code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "AsExchangeSync", SupportsShouldProcess = true)]
[OutputType(typeof(SyncResult), typeof(SyncPlanItem))]
public sealed class InvokeAsExchangeSyncCommand : StoreCommand
{
    private readonly List<string> _users = [];

    // Both stand for parameters: fields of Core's enumerations would have Core loaded with the module.
    private SyncRequest _request = new();
    private SyncOptions _options = new();
    private bool _isVerbose;

    /// <summary>
    /// <para type="description">The users' codes in AllSolutions, with the wildcards * and ?; default: all users that are
    /// registered and enabled.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [UserNameTransformation]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string[]? User { get; set; }

    /// <summary>
    /// <para type="description">The kinds of item to synchronise, such as Task; default: all that each user is registered with
    /// (Set-AsUserMailbox -Kind), and with -Plan those of the plan. Each kind of a user is a pass of its own, with its own safety
    /// limits, first pass and result.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ItemKind[]? Kind { get; set; }

    /// <summary><para type="description">Where changes are carried to in this run; default: as each user is registered.</para></summary>
    [Parameter]
    public SyncDirection? Direction
    {
        get => _request.Direction;
        set => _request = _request with { Direction = value };
    }

    /// <summary>
    /// <para type="description">Which side wins if both changed the same field of an item; default: NewestWins, the later change.
    /// Different fields are always merged.</para>
    /// </summary>
    [Parameter]
    public ConflictPolicy ConflictPolicy
    {
        get => _options.ConflictPolicy;
        set => _options = _options with { ConflictPolicy = value };
    }

    /// <summary>
    /// <para type="description">Whether deletions are carried over; default: None. An edit on the other side always beats a
    /// deletion. The first run with another policy than before also carries out the deletions that earlier runs left, and says how many:
    /// look at them first with -WhatIf (reason DeletedEarlier).</para>
    /// </summary>
    [Parameter]
    public DeletionPolicy DeletionPolicy
    {
        get => _options.DeletionPolicy;
        set => _options = _options with { DeletionPolicy = value };
    }

    /// <summary>
    /// <para type="description">What the first pass over a mailbox does with items that match nothing on the other side; default: Match,
    /// which creates nothing. If a later pass gives it, that pass also takes up what an earlier one left. Without it, a mode that
    /// Set-AsUserMailbox -InitialMode keeps with a user counts for that user, once.</para>
    /// </summary>
    [Parameter]
    public InitialMode? InitialMode
    {
        get => _options.InitialMode;
        set => _options = _options with { InitialMode = value };
    }

    /// <summary><para type="description">Days before now in which items are created on the other side; default: 14.</para></summary>
    [Parameter]
    [ValidateRange(0, 36500)]
    public int PastDays
    {
        get => _options.PastDays;
        set => _options = _options with { PastDays = value };
    }

    /// <summary><para type="description">Days after now in which items are created on the other side; default: 365.</para></summary>
    [Parameter]
    [ValidateRange(0, 36500)]
    public int FutureDays
    {
        get => _options.FutureDays;
        set => _options = _options with { FutureDays = value };
    }

    /// <summary><para type="description">Up to this many deletes never stop a mailbox; default: 10.</para></summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxDelete
    {
        get => _options.MaxDelete;
        set => _options = _options with { MaxDelete = value };
    }

    /// <summary>
    /// <para type="description">Deletes per mailbox, as a percentage of its linked items, that never stop it; default: 20. The larger of
    /// both limits counts.</para>
    /// </summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxDeletePercent
    {
        get => _options.MaxDeletePercent;
        set => _options = _options with { MaxDeletePercent = value };
    }

    /// <summary><para type="description">How many mailboxes are synchronised at the same time; default: 5.</para></summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int ThrottleLimit
    {
        get => _request.ThrottleLimit;
        set => _request = _request with { ThrottleLimit = value };
    }

    /// <summary>
    /// <para type="description">Lists both sides anew instead of asking for changes. If the sync stopped because a register, a mailbox or
    /// the
    /// store was put back to an earlier state, or because AllSolutions is another source now (Set-AsConnector), this matches both sides
    /// anew: it deletes nothing, links what is the same, and holds what differs until a run names the side that is right with
    /// -ConflictPolicy.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter FullResync
    {
        get => _options.FullResync;
        set => _options = _options with { FullResync = value };
    }

    /// <summary><para type="description">Accepts that a suddenly empty side really is empty. Needs exactly one -User.</para></summary>
    [Parameter]
    public SwitchParameter AllowEmptySide
    {
        get => _options.AllowEmptySide;
        set => _options = _options with { AllowEmptySide = value };
    }

    /// <summary>
    /// <para type="description">A plan that -WhatIf returned, also one from Import-Clixml: only its lines are carried out, and
    /// only if both items are still as they were. Give the other parameters as with -WhatIf. Without -User, the users
    /// of the plan. How many lines were not carried out is a warning; the property NotCarriedOut of the results lists them with the
    /// reason.</para>
    /// <para type="description">What you left out of a plan goes on as before: items that wait go on waiting for a later
    /// -InitialMode, and no run without it makes or changes them, until a user changes them. What is new since the first run, and what a
    /// user changes after it was synchronised, is carried over by the next run without -Plan.</para>
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject[]? Plan { get; set; }

    /// <summary><para type="description">Lifts the safety limit on the number of deletes for this run.</para></summary>
    [Parameter]
    public SwitchParameter Force
    {
        get => _options.Force;
        set => _options = _options with { Force = value };
    }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _isVerbose = IsVerbose;
    }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        _users.AddRange(User ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task EndProcessingAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        // An empty pipeline means nobody, and not everybody.
        if (_users.Count == 0 && MyInvocation.ExpectingInput)
        {
            return;
        }

        var isPlanGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Plan));
        var plan = isPlanGiven ? SyncPlanReader.Read(Plan ?? []) : null;
        if (plan is { Count: 0 })
        {
            pipeline.WriteWarning("The plan has no lines: there is nothing to carry out.");
            return;
        }

        var run = new SyncInvocation(OpenCoupling().Synchronisation, pipeline);
        await run.RunAsync(Request(plan, pipeline), cancellationToken).ConfigureAwait(false);
    }

    private SyncRequest Request(IReadOnlyList<SyncPlanItem>? plan, CommandPipeline pipeline) =>
        _request with
        {
            Users = _users.Count > 0 ? _users : plan?.Select(line => line.User).Distinct(StringComparer.OrdinalIgnoreCase).ToList(),
            Kinds = Kind ?? plan?.Select(line => (ItemKind)Enum.Parse(typeof(ItemKind), line.Kind)).Distinct().ToArray(),
            Options = _options,
            Reviewed = plan,
            ProtocolLog = _isVerbose ? pipeline.WriteVerbose : null,
        };
}
