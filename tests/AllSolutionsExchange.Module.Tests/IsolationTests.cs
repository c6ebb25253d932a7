using System.Diagnostics;
using System.Text.Json;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>The module in a host that already has other versions of the assemblies that it depends on.</summary>
public sealed class IsolationTests
{
    [Fact]
    public void TheHostsVersionsAndTheModulesWorkSideBySide()
    {
        using var seen = RunHost();
        string Value(string name) => seen.RootElement.GetProperty(name).GetString()!;

        Assert.Equal("AllSolutionsExchange", Value("Context"));
        Assert.Equal("11.0.0", Value("HostSqlite"));
        Assert.Equal("10.0.15", Value("ModuleSqlite"));
        Assert.NotEqual(Value("HostEngine"), Value("ModuleEngine"));
        Assert.NotNull(Value("ModuleNativeFile"));
        Assert.Equal(42, seen.RootElement.GetProperty("HostStillWorks").GetInt32());
    }

    [Fact]
    public void WhatTheFrameworkHasIsTakenFromTheHost()
    {
        using var seen = RunHost();
        Assert.Equal("11.0.0", seen.RootElement.GetProperty("HostJson").GetString());
        Assert.Equal("11.0.0", seen.RootElement.GetProperty("ModuleJson").GetString());
    }

    internal static JsonDocument RunHost(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltModule.AssemblyOf("IsolationHost"), BuiltModule.Manifest, .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return JsonDocument.Parse(output);
    }
}
