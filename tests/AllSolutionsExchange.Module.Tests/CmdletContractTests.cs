using System.Management.Automation;
using System.Reflection;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What every cmdlet keeps to, read from the built module.</summary>
public sealed class CmdletContractTests : IDisposable
{
    private static readonly string[] ReadingVerbs = ["Get", "Test", "Find", "Export"];

    /// <summary>What may be bound from the pipeline: the contract names these and nothing else.</summary>
    private static readonly Dictionary<string, string[]> PipelineParameters = new(StringComparer.Ordinal)
    {
        ["Find-AsExchangeEndpoint"] = ["Mailbox"],
        ["Test-AsExchangeEndpoint"] = ["Mailbox", "VirtualDirectory"],
        ["Get-AsEwsAuthentication"] = ["Identity"],
        ["Set-AsEwsAuthentication"] = ["Identity"],
        ["Get-AsImpersonation"] = ["Mailbox"],
        ["Revoke-AsImpersonation"] = ["User", "Name"],
        ["Set-AsUserMailbox"] = ["Mailbox", "User", "UserPrincipalName", "Enabled", "Kind", "Direction"],
        ["Get-AsUserMailbox"] = ["User"],
        ["Remove-AsUserMailbox"] = ["User"],
        ["New-AsAppointment"] = ["User", "Subject", "Start", "End", "Body", "Location", "AllDay", "ShowAs", "Sensitivity", "Categories", "Reminder", "TimeZone"],
        ["Get-AsAppointment"] = ["User"],
        ["Set-AsAppointment"] = ["Id"],
        ["Remove-AsAppointment"] = ["Id"],
        ["Invoke-AsExchangeSync"] = ["User"],
        ["Get-AsEwsProxy"] = ["Server"],
        ["Set-AsEwsProxy"] = ["Server"],
        ["Test-AsEwsProxy"] = ["Server"],
        ["Remove-AsEwsProxy"] = ["Server"],
        ["Restore-AsEwsProxy"] = ["Server"],
    };

    private readonly ModuleSession _session = new();
    private readonly IReadOnlyList<CmdletInfo> _exported;

    public CmdletContractTests() => _exported = [.. _session.Run("Get-Command -Module AllSolutionsExchange").Values.Cast<CmdletInfo>()];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void TheManifestExportsExactlyTheCmdletsOfTheAssembly()
    {
        var assembly = Assembly.LoadFrom(Path.Combine(BuiltModule.Folder, "bin", "AllSolutionsExchange.dll"));
        var cmdlets = assembly.GetTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal);
        Assert.Equal(cmdlets, _exported.Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NothingButCmdletsIsExported() =>
        Assert.Empty(_session.Run("(Get-Module AllSolutionsExchange).ExportedCommands.Values | Where-Object CommandType -ne Cmdlet").Output);

    [Fact]
    public void EveryCmdletIsSealed() => Assert.All(_exported, command => Assert.True(command.ImplementingType.IsSealed, command.Name));

    [Fact]
    public void EveryCmdletSaysWhatItReturns() => Assert.All(_exported, command => Assert.NotEmpty(command.OutputType));

    [Fact]
    public void EveryVerbIsApproved()
    {
        var approved = typeof(VerbsCommon).Assembly.GetTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type.Namespace == typeof(VerbsCommon).Namespace)
            .SelectMany(type => type.GetFields()).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(_exported, command => Assert.Contains(command.Verb, approved));
    }

    [Fact]
    public void WhatChangesAsksFirstAndWhatReadsDoesNot() => Assert.All(_exported, command =>
        Assert.True(
            command.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess != ReadingVerbs.Contains(command.Verb, StringComparer.Ordinal),
            command.Name));

    [Fact]
    public void OnlyWhatTheContractNamesIsBoundFromThePipeline()
    {
        var bound = _exported.SelectMany(command => command.Parameters.Values
            .Where(parameter => parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName))
            .Select(parameter => (Command: command.Name, Parameter: parameter.Name)));
        Assert.All(bound, pair => Assert.Contains(pair.Parameter, PipelineParameters.GetValueOrDefault(pair.Command, [])));
    }

    [Fact]
    public void EveryErrorIdIsItsOwnName()
    {
        var ids = Assembly.LoadFrom(Path.Combine(BuiltModule.Folder, "bin", "AllSolutionsExchange.dll"))
            .GetType("AllSolutionsExchange.Errors.ErrorIds", throwOnError: true)!.GetFields();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Equal(id.Name, id.GetRawConstantValue()));
    }
}
