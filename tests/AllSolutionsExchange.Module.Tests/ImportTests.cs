using System.Text.Json;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

public sealed class ImportTests
{
    [Fact]
    public void TheBuiltModuleImportsByItsManifest()
    {
        using var session = new ModuleSession();
        var module = Assert.Single(session.Run("Get-Module AllSolutionsExchange").Output);
        Assert.Equal(BuiltModule.Folder, module.Properties["ModuleBase"].Value);
        Assert.Equal("0.1.0", module.Properties["Version"].Value.ToString());
    }

    [Fact]
    public void TheModuleCanBeRemovedAndImportedAgain()
    {
        using var session = ModuleSession.WithProbes();
        session.Set("Manifest", BuiltModule.Manifest);
        session.Run("Remove-Module AllSolutionsExchange; Import-Module $Manifest -ErrorAction Stop");
        Assert.Equal([1, 2], session.Run("Write-Probe -Count 2").Values);
        Assert.Single(session.Run("Get-Module AllSolutionsExchange").Output);
    }

    [Fact]
    public void TheModuleImportsInParallelRunspaces()
    {
        using var session = new ModuleSession();
        session.Set("Manifest", BuiltModule.Manifest);
        session.Set("Probes", BuiltModule.AssemblyOf("ProbeModule"));
        var result = session.Run(
            """
            1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:Manifest, $using:Probes -ErrorAction Stop
                Write-Probe -Count $_ | Where-Object { $_ -eq 1 }
            }
            """
        );
        Assert.Empty(result.Errors);
        Assert.Equal([1, 1, 1, 1, 1, 1], result.Values);
    }

    [Fact]
    public void ImportingLoadsNoDependencyAndNothingNative()
    {
        // In a process of its own: here other tests may have opened a store already.
        using var seen = IsolationTests.RunHost("--import-only");
        Assert.Empty(seen.RootElement.GetProperty("Dependencies").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(JsonValueKind.Null, seen.RootElement.GetProperty("NativeFile").ValueKind);
    }

    [Fact]
    public void TheAboutTopicIsFound()
    {
        using var session = new ModuleSession();
        session.RunOnScreen("Get-Help about_AllSolutionsExchange");
        Assert.Contains(session.Host.Screen, line => line.Contains("keeps the appointments and tasks", StringComparison.Ordinal));
    }
}
