using System.Management.Automation;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet that deletes an item of one kind in the register.</summary>
public abstract class RemoveItemCommand : RowCommand
{
    /// <summary>Its number.</summary>
    public abstract string Id { get; set; }

    /// <summary><para type="description">Returns what was deleted, as it was.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Id;
}
