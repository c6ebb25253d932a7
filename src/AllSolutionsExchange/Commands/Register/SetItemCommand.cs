using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that changes an item of one kind in the register.</summary>
public abstract class SetItemCommand : RowCommand
{
    private object? _typed;

    /// <summary>Its number.</summary>
    public abstract string Id { get; set; }

    /// <summary><para type="description">Returns the item as it is stored.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Id;

    /// <summary>The names that a row may have for a parameter beside its own.</summary>
    private protected virtual string? OtherName(string parameter) => null;

    /// <summary>
    /// What some of the parameters say: an <see cref="ItemChanges"/>. As the type of a virtual member it would have Core loaded with the
    /// module.
    /// </summary>
    private protected abstract object Given(Func<string, bool> isGiven);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _typed = Given(Typed.Contains);
    }

    /// <summary>What the current record is to change.</summary>
    // What was read before is not what is there now: of an item of the register nothing but its number is taken.
    internal object Wanted() => InputObject?.BaseObject is IRegisterItem ? _typed! : Given(IsGiven);

    private bool IsGiven(string parameter) =>
        MyInvocation.BoundParameters.ContainsKey(parameter)
        && (OtherName(parameter) is { } other ? IsFilled(parameter, other) : IsFilled(parameter));
}
