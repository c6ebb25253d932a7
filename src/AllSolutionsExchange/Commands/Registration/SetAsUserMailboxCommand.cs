using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Registers which mailbox belongs to a user of AllSolutions.</para>
/// <para type="description">Registers a user with a mailbox (MGEBRU in AllSolutions), or changes what is given of one that
/// is registered. Two users on one mailbox are refused. Nothing is synchronised yet: Invoke-AsExchangeSync does that.</para>
/// </summary>
/// <example>
///   <para>Register all mailboxes of a department; the user's code is the logon name.</para>
///   <code>Get-Mailbox -OrganizationalUnit Sales | Set-AsUserMailbox -User { $_.SamAccountName }</code>
/// </example>
/// <example>
///   <para>Add a user, whose appointments the next run makes on both sides.</para>
///   <code>Get-Mailbox carol | Set-AsUserMailbox -User CAROL -InitialMode Both</code>
/// </example>
/// <example>
///   <para>Register users from a file with the columns User and Mailbox, and if you want UserPrincipalName, Enabled, Kind, Direction
/// and InitialMode.</para>
///   <code>Import-Csv users.csv | Set-AsUserMailbox -PassThru</code>
/// </example>
/// <example>
///   <para>Keep the tasks of all users the same too, and have the next run make those that are missing on either side.</para>
///   <code>Get-AsUserMailbox | Set-AsUserMailbox -Kind Appointment, Task -InitialMode Both</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsUserMailbox", SupportsShouldProcess = true)]
[OutputType(typeof(UserMailbox))]
public sealed class SetAsUserMailboxCommand : RowCommand
{
    // Stands for parameters: a field of Core's enumerations would have Core loaded with the module.
    private UserMailboxChanges _changes = new() { User = "" };

    /// <summary>
    /// <para type="description">The user's code in AllSolutions. From the pipeline it is the property User, or what a script
    /// block makes of the object; never a mailbox's alias.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string User
    {
        get => _changes.User;
        set => _changes = _changes with { User = value };
    }

    /// <summary>
    /// <para type="description">The mailbox: its primary SMTP address, or the output of Get-Mailbox, also from a remote
    /// session. Needed for a user that is new; a blank cell of a row leaves the one that is registered.</para>
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [MailboxIdentityTransformation(BlankIsNotGiven = true, RefusedByCommand = true)]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <summary>
    /// <para type="description">The name that the mailbox's owner signs in with; an empty text for none. It is kept apart from
    /// the SMTP address, which it may look like. A blank cell of a row leaves it as it is.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [NoInvisibleCharacters]
    public string? UserPrincipalName { get; set; }

    /// <summary><para type="description">Whether the user is synchronised; default for a new user: $true.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIsBoolean]
    public bool? Enabled
    {
        get => _changes.Enabled;
        set => _changes = _changes with { Enabled = value };
    }

    /// <summary>
    /// <para type="description">The kinds of item that are kept the same: Appointment, Task. It replaces the kinds that the user has;
    /// default for a new user: all of them. The first pass over a kind that is added links what matches and creates nothing, unless
    /// -InitialMode says so. A kind that is taken out keeps its items on both sides, and goes on from there if it is added again.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Kinds")]
    [TextIs(typeof(ItemKind[]))]
    public ItemKind[]? Kind { get; set; }

    /// <summary><para type="description">Where changes are carried to; default for a new user: Both.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(SyncDirection))]
    public SyncDirection? Direction
    {
        get => _changes.Direction;
        set => _changes = _changes with { Direction = value };
    }

    /// <summary>
    /// <para type="description">What the next run does with this user's items that match nothing on the other side, as -InitialMode of
    /// Invoke-AsExchangeSync does it for a run: for a user who is added later, and for items that wait. It counts for the kinds that this
    /// command adds with -Kind; if it adds none, for all kinds of the user. Each kind uses it once, in the first run that gets as far as a
    /// plan
    /// of it. If a run is given -InitialMode itself, that counts. Match takes away what was set. Without -InitialMode, a kind that is
    /// added takes the mode that all others still have.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(InitialMode))]
    public InitialMode? InitialMode
    {
        get => _changes.InitialMode;
        set => _changes = _changes with { InitialMode = value };
    }

    /// <summary><para type="description">Returns the user as registered.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var users = OpenCoupling().Users;
        var mailbox = Mailbox?.Required();
        var changes = _changes with
        {
            Mailbox = mailbox?.Address,
            UserPrincipalName = (IsFilled(nameof(UserPrincipalName)) ? UserPrincipalName : null) ?? mailbox?.UserPrincipalName,
            ExchangeGuid = mailbox?.ExchangeGuid,
            Kinds = Kind,
        };
        var stored = await users.PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        var name = $"user {stored.User}";
        if (changes with { User = "" } == new UserMailboxChanges { User = "" })
        {
            NothingGiven(name, "-Mailbox or -Enabled");
        }
        else if (await users.IsRegisteredSoAsync(changes, cancellationToken).ConfigureAwait(false))
        {
            Unchanged(name);
        }
        else if (await pipeline.ShouldProcessAsync($"{name}, mailbox {stored.Mailbox}", "Register").ConfigureAwait(false))
        {
            stored = await users.SetAsync(changes, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            pipeline.WriteObject(stored);
        }
    }
}
