using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Takes a user out of the synchronisation.</para>
/// <para type="description">The user's appointments and the mailbox stay as they are. To pause a user, use
/// Set-AsUserMailbox -Enabled $false. It asks first: -Confirm:$false does not.</para>
/// </summary>
/// <example>
///   <para>Take one user out.</para>
///   <code>Get-AsUserMailbox JAN | Remove-AsUserMailbox</code>
/// </example>
/// <example>
///   <para>See which users would be taken out by a file.</para>
///   <code>Import-Csv left.csv | Remove-AsUserMailbox -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsUserMailbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(UserMailbox))]
public sealed class RemoveAsUserMailboxCommand : RowCommand
{
    /// <summary><para type="description">The user's code in AllSolutions, without wildcards.</para></summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string? User { get; set; }

    /// <summary>
    /// <para type="description">The user's mailbox: its primary SMTP address, or the output of Get-Mailbox, also from a remote
    /// session.</para>
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [MailboxIdentityTransformation(RefusedByCommand = true)]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <summary><para type="description">Returns the user as it was registered.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User ?? Mailbox?.Address;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var users = OpenCoupling().Users;
        var registered =
            User is not null ? await users.FindAsync(User, cancellationToken).ConfigureAwait(false)
            : Mailbox?.Required() is { } mailbox
                ? await users.OfMailboxAsync(mailbox.Address, mailbox.ExchangeGuid, cancellationToken).ConfigureAwait(false)
            : throw new ValueException("No user is named.", "Give the user with -User, or the mailbox with -Mailbox.");
        if (
            !await pipeline
                .ShouldProcessAsync($"user {registered.User}, mailbox {registered.Mailbox}", "Take out of the synchronisation")
                .ConfigureAwait(false)
        )
        {
            return;
        }

        var removed = await users.RemoveAsync(registered.User, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            pipeline.WriteObject(removed);
        }
    }
}
