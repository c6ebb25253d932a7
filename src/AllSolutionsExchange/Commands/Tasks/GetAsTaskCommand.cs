using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists tasks in AllSolutions.</para>
/// <para type="description">Lists the tasks in the local register, by user and due date; those without a due date come last.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>List a user's tasks that are not completed.</para>
///   <code>Get-AsTask JAN | Where-Object Status -ne Completed</code>
/// </example>
/// <example>
///   <para>Write the tasks that are due in March to a file, change it in another program, and see what it would change. Dates have the
/// year first in it, in any culture.</para>
///   <code>Get-AsTask -From 2026-03-01 -Until 2026-04-01 | Export-Csv tasks.csv -NoTypeInformation -Encoding UTF8
/// Import-Csv tasks.csv | Set-AsTask -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsTask")]
[OutputType(typeof(RegisterTask))]
public sealed class GetAsTaskCommand : GetItemCommand
{
    /// <summary><para type="description">The task's number. One that is not there is an error.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TaskCompleter))]
    [NoInvisibleCharacters]
    public override string? Id { get; set; }

    /// <summary><para type="description">Only what is due on this day or later, and what has no due date.</para></summary>
    [Parameter]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? From { get; set; }

    /// <summary><para type="description">Only what is due before this day.</para></summary>
    [Parameter]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? Until { get; set; }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.ListAsync(OpenCoupling().Tasks, Query(From, Until), OpenCoupling(), pipeline, cancellationToken);
}
