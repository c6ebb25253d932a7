using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Takes a user out of the synchronisation.</para>
/// <para type="description">The user's appointments and the mailbox stay as they are. To pause a user, use
/// Set-AsUserMailbox -Enabled $false.</para>
/// </summary>
/// <example>
///   <para>Take one user out.</para>
///   <code>Get-AsUserMailbox JAN | Remove-AsUserMailbox</code>
/// </example>
/// <example>
///   <para>See which users would be taken out by a file.</para>
///   <code>Import-Csv left.csv | Remove-AsUserMailbox -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsUserMailbox", SupportsShouldProcess = true)]
[OutputType(typeof(UserMailbox))]
public sealed class RemoveAsUserMailboxCommand : StoreCommand
{
    /// <summary><para type="description">The user's code in AllSolutions, without wildcards.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string User { get; set; } = "";

    /// <summary><para type="description">Returns the user as it was registered.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var users = OpenCoupling().Users;
        var registered = await users.FindAsync(User, cancellationToken).ConfigureAwait(false);
        if (!await pipeline.ShouldProcessAsync($"user {registered.User}, mailbox {registered.Mailbox}", "Take out of the synchronisation").ConfigureAwait(false))
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
