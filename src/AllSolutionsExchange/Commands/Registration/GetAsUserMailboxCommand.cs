using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists the users of AllSolutions and their mailboxes.</para>
/// <para type="description">Lists what Set-AsUserMailbox registered (MGEBRU in AllSolutions).</para>
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
    /// <summary><para type="description">The user's code in AllSolutions, with the wildcards * and ?. Without it all users.</para></summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string? User { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        foreach (var user in await OpenCoupling().Users.GetAsync(User, cancellationToken).ConfigureAwait(false))
        {
            pipeline.WriteObject(user);
        }
    }
}
