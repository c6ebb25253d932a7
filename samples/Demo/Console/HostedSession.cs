using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace AllSolutionsExchange.Demo.Console;

/// <summary>What a session starts with in an engine that a program hosts.</summary>
internal static class HostedSession
{
    /// <summary>The commands of PowerShell itself, and on Windows the right to run scripts.</summary>
    public static InitialSessionState State()
    {
        // CreateDefault needs assemblies that only an installed PowerShell has.
        var state = InitialSessionState.CreateDefault2();

        // On Windows a hosted engine is Restricted, and refuses the module's views; elsewhere there are no policies.
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        return state;
    }
}
