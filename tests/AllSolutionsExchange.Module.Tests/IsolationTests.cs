using System.Diagnostics;
using System.Runtime.InteropServices;
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

    [Fact]
    public void CoreIsNotGivenForANewerVersionAnotherCultureOrPublisher()
    {
        using var seen = RunHost();
        Assert.Equal(3, seen.RootElement.GetProperty("Refused").GetArrayLength());
    }

    /// <summary>Windows PowerShell's way to the dependencies, on this runtime. .ci/mono takes it on the class library of .NET
    /// Framework.</summary>
    [X64Fact]
    public void WindowsPowerShellsWayLoadsTheModuleAndAnswersNobodyElse()
    {
        var host = Path.ChangeExtension(BuiltModule.AssemblyOf("FrameworkHost"), ".exe");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec",
                "--runtimeconfig",
                Path.ChangeExtension(host, ".runtimeconfig.json"),
                host,
                BuiltModule.Folder,
                Path.GetDirectoryName(BuiltModule.AssemblyOf("OtherModule"))!,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.Matches("FrameworkHost: [1-9][0-9]* passed, 0 failed", output);
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

/// <summary>A test of what is native on Windows and Linux, on the architecture that its host looks for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class X64FactAttribute : FactAttribute
{
    public X64FactAttribute()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || OperatingSystem.IsMacOS())
        {
            Skip = "The host looks for the native SQLite of Windows or Linux on x64.";
        }
    }
}
