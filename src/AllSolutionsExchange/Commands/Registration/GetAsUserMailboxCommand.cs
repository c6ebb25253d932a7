using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists the users of AllSolutions and their mailboxes.</para>
/// <para type="description">Lists what Set-AsUserMailbox registered (MGEBRU in AllSolutions). A user or mailbox that is named
/// without wildcards and is not registered is an error.</para>
/// </summary>
/// <example>
///   <para>List the users that are not synchronised.</para>
///   <code>Get-AsUserMailbox | Where-Object { -not $_.Enabled }</code>
/// </example>
/// <example>
///   <para>Synchronise the users whose code begins with J.</para>
///   <code>Get-AsUserMailbox J* | Invoke-AsExchangeSync</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsUserMailbox")]
[OutputType(typeof(UserMailbox))]
public sealed class GetAsUserMailboxCommand : StoreCommand
{
    /// <summary>
    /// <para type="description">The user's code in AllSolutions, with the wildcards * and ?; default: all users.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string? User { get; set; }

    /// <summary>
    /// <para type="description">The mailbox: its primary SMTP address, or the output of Get-Mailbox, also from a remote session.</para>
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User ?? Mailbox?.Address;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var users = OpenCoupling().Users;
        if (User is null && Mailbox is not null)
        {
            pipeline.WriteObject(
                await users.OfMailboxAsync(Mailbox.Address, Mailbox.ExchangeGuid, cancellationToken).ConfigureAwait(false)
            );
            return;
        }

        if (User is not null && !WildcardPattern.ContainsWildcardCharacters(User))
        {
            pipeline.WriteObject(await users.FindAsync(User, cancellationToken).ConfigureAwait(false));
            return;
        }

        foreach (var user in await users.GetAsync(User, cancellationToken).ConfigureAwait(false))
        {
            pipeline.WriteObject(user);
        }
    }
}
