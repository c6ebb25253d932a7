using System.Globalization;
using System.Management.Automation.Host;

namespace AllSolutionsExchange.Demo.Console;

/// <summary>The least that PowerShell asks of a console: text out, errors to standard error, nobody to answer.</summary>
internal sealed class ConsoleHost : PSHost
{
    /// <summary>What a script gave to <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "Demo";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Screen;

    public ConsoleUserInterface Screen { get; } = new();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }
}
