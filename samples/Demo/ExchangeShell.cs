using AllSolutionsExchange.Demo.Console;
using ExchangeSimulator;

namespace AllSolutionsExchange.Demo;

/// <summary>A stand-in for Exchange's own shell, whose changes the simulated Exchange keeps to.</summary>
public sealed class ExchangeShell
{
    private readonly SimulatorOptions _server;

    private ExchangeShell(SimulatorOptions server) => _server = server;

    /// <summary>Gives a session Exchange's own commands.</summary>
    internal static void Open(ScriptRunner runner, SimulatorOptions server)
    {
        runner.ImportModule(Path.Combine(AppContext.BaseDirectory, "NativeExchange", "NativeExchange.psm1"));
        runner.SetVariable("ExchangeShell", new ExchangeShell(server));
        var account = server.Account.Replace("'", "''", StringComparison.Ordinal);
        runner.Count(
            $"Set-NativeHook {{ $ExchangeShell.Apply(@(Get-WebServicesVirtualDirectory | Where-Object BasicAuthentication).Count -gt "
                + $"0, @(Get-NativeReach '{account}')) }}"
        );
    }

    /// <summary>Called by the stand-in after every change.</summary>
    public void Apply(bool isBasicOffered, string[] reach)
    {
        _server.Authentication = isBasicOffered ? AuthenticationMode.Basic : AuthenticationMode.NtlmOnly;
        _server.ImpersonationScope = reach;
    }
}
