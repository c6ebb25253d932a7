using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that lists the items of one kind in the register.</summary>
public abstract class GetItemCommand : StoreCommand
{
    /// <summary>
    /// <para type="description">The user's code in AllSolutions, with the wildcards * and ?. One that is named without them, is not
    /// registered and has none is an error.</para>
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string? User { get; set; }

    /// <summary>Its number.</summary>
    public abstract string? Id { get; set; }

    /// <summary><para type="description">The subject, with the wildcards * and ?.</para></summary>
    [Parameter]
    [SupportsWildcards]
    public string? Subject { get; set; }

    /// <summary><para type="description">Only what has no synchronisation id: what is not linked to an item in Exchange.</para></summary>
    [Parameter]
    public SwitchParameter WithoutSyncId { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <summary>What the parameters ask for.</summary>
    private protected ItemQuery Query(DateTime? fromUtc, DateTime? untilUtc) =>
        new()
        {
            User = User,
            Id = Id,
            Subject = Subject,
            FromUtc = fromUtc,
            UntilUtc = untilUtc,
            WithoutSyncId = WithoutSyncId,
        };
}
