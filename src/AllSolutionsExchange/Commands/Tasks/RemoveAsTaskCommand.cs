using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Deletes a task in AllSolutions.</para>
/// <para type="description">It is deleted in the register. It stays in Exchange, unless Invoke-AsExchangeSync runs with a -DeletionPolicy
/// that
/// carries deletions over. A task that is done is completed with Set-AsTask, and not deleted.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Delete one task.</para>
///   <code>Get-AsTask JAN -Subject 'Quotation*' | Remove-AsTask</code>
/// </example>
/// <example>
///   <para>Delete a user's completed tasks, and see first which these are.</para>
///   <code>Get-AsTask JAN | Where-Object Status -eq Completed | Remove-AsTask -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsTask", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RegisterTask))]
public sealed class RemoveAsTaskCommand : RemoveItemCommand
{
    /// <summary><para type="description">The task's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(TaskCompleter))]
    [NoInvisibleCharacters]
    public override string Id { get; set; } = "";

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.RemoveAsync(OpenCoupling().Tasks, this, OpenCoupling(), pipeline, cancellationToken);
}
