using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Tests step by step whether the connector to AllSolutions can work.</para>
/// <para type="description">The set of calls that the conditions of AllSolutions' REST interface ask for at every upgrade: of each kind of
/// item in the map it signs in, lists a user's items and reads one, makes an item with a title of its own, reads it back, changes it,
/// deletes it, and looks whether it is gone. Each step that fails says what to do. Use a user of the acceptance environment first.</para>
/// <para type="description">No item but its own is changed. What it made is removed also after a failure in the middle, and after Ctrl+C,
/// for which there are five seconds. With -ReadOnly nothing is written.</para>
/// <para type="bool">With -Quiet: whether the test succeeded, for each kind.</para>
/// </summary>
/// <example>
///   <para>Test the connector with a user's items, and show the steps.</para>
///   <code>Test-AsConnector JAN | Select-Object -ExpandProperty Steps</code>
/// </example>
/// <example>
///   <para>Test only what reads, and show what failed.</para>
///   <code>Test-AsConnector JAN -ReadOnly | Where-Object { -not $_.Succeeded } | Format-List *</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "AsConnector")]
[OutputType(typeof(ConnectorTestResult), typeof(bool))]
public sealed class TestAsConnectorCommand : StoreCommand
{
    /// <summary><para type="description">The code of a registered user in AllSolutions, without wildcards.</para></summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string User { get; set; } = "";

    /// <summary><para type="description">The kinds of item to test; default: all that the map has.</para></summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ItemKind[]? Kind { get; set; }

    /// <summary><para type="description">Signs in, lists and reads, and writes nothing.</para></summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary><para type="description">Returns true or false only.</para></summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        OpenCoupling()
            .ConnectorTesting.RunAsync(
                User,
                Kind,
                ReadOnly,
                result => pipeline.WriteObject(Quiet ? result.Succeeded : result),
                cancellationToken
            );
}
