using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
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
        ["Set-AsUserMailbox"] = ["InputObject", "Mailbox", "User", "UserPrincipalName", "Enabled", "Kind", "Direction", "InitialMode"],
        ["Get-AsUserMailbox"] = ["User", "Mailbox"],
        ["Remove-AsUserMailbox"] = ["InputObject", "User", "Mailbox"],
        ["New-AsAppointment"] =
        [
            "InputObject",
            "User",
            "Subject",
            "Start",
            "End",
            "Body",
            "Location",
            "AllDay",
            "ShowAs",
            "Sensitivity",
            "Categories",
            "Reminder",
            "TimeZone",
        ],
        ["Get-AsAppointment"] = ["User", "Id"],
        ["Set-AsAppointment"] =
        [
            "Id",
            "InputObject",
            "Subject",
            "Start",
            "End",
            "Body",
            "Location",
            "AllDay",
            "ShowAs",
            "Sensitivity",
            "Categories",
            "Reminder",
            "TimeZone",
        ],
        ["Remove-AsAppointment"] = ["Id", "InputObject"],
        ["New-AsTask"] =
        [
            "InputObject",
            "User",
            "Subject",
            "StartDate",
            "DueDate",
            "Status",
            "PercentComplete",
            "CompletedDate",
            "Body",
            "Importance",
            "Sensitivity",
            "Categories",
            "Reminder",
        ],
        ["Get-AsTask"] = ["User", "Id"],
        ["Set-AsTask"] =
        [
            "Id",
            "InputObject",
            "Subject",
            "StartDate",
            "DueDate",
            "Status",
            "PercentComplete",
            "CompletedDate",
            "Body",
            "Importance",
            "Sensitivity",
            "Categories",
            "Reminder",
        ],
        ["Remove-AsTask"] = ["Id", "InputObject"],
        ["Invoke-AsExchangeSync"] = ["User"],
        ["Get-AsSyncHold"] = ["User", "Mailbox"],
        ["Get-AsEwsProxy"] = ["Server"],
        ["Set-AsEwsProxy"] = ["Server"],
        ["Test-AsEwsProxy"] = ["Server"],
        ["Remove-AsEwsProxy"] = ["Server"],
        ["Restore-AsEwsProxy"] = ["Server"],
    };

    /// <summary>Text that is content, and a thumbprint, which drops what certificate dialogs put before it.</summary>
    private static readonly string[] FreeText = ["Subject", "Body", "Location", "Categories", "CertificateThumbprint"];

    private readonly ModuleSession _session = new();
    private readonly IReadOnlyList<CmdletInfo> _exported;

    public CmdletContractTests() => _exported = [.. _session.Run("Get-Command -Module AllSolutionsExchange").Values.Cast<CmdletInfo>()];

    public void Dispose() => _session.Dispose();

    /// <summary>As text it comes into Export-Csv and Format-List: a text of its own, the same in any culture, and not one made of names and
    /// braces.</summary>
    [Fact]
    public void WhatAResultHoldsHasATextOfItsOwn()
    {
        var held = _exported
            .SelectMany(command => command.OutputType.Select(output => output.Type))
            .Where(IsOurs)
            .SelectMany(type => type!.GetProperties())
            .Select(property => property.PropertyType.IsGenericType ? property.PropertyType.GenericTypeArguments[0] : property.PropertyType)
            .Where(type => IsOurs(type) && !type.IsEnum)
            .Distinct()
            .ToList();
        Assert.Contains("EndpointCertificate", held.Select(type => type.Name));
        Assert.DoesNotContain(
            held,
            type => type.GetMethod("ToString", Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        );
    }

    [Fact]
    public void TheManifestExportsExactlyTheCmdletsOfTheAssembly()
    {
        var assembly = Assembly.LoadFrom(Path.Combine(BuiltModule.Folder, "bin", "AllSolutionsExchange.dll"));
        var cmdlets = assembly
            .GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(cmdlets, _exported.Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NothingButCmdletsIsExported() =>
        Assert.Empty(
            _session.Run("(Get-Module AllSolutionsExchange).ExportedCommands.Values | Where-Object CommandType -ne Cmdlet").Output
        );

    /// <summary>It is given to a run, or kept with a user; whoever looks at a user or changes one sees what is kept.</summary>
    [Fact]
    public void TheInitialModeIsGivenToARunOrKeptWithAUser()
    {
        Assert.Equal(
            ["Invoke-AsExchangeSync", "Set-AsUserMailbox"],
            _exported
                .Where(command => command.Parameters.ContainsKey("InitialMode"))
                .Select(command => command.Name)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["Get-AsUserMailbox", "Remove-AsUserMailbox", "Set-AsUserMailbox"],
            _exported
                .Where(command => command.OutputType.Any(output => output.Type?.GetProperty("InitialMode") is not null))
                .Select(command => command.Name)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void EveryCmdletIsSealed() => Assert.All(_exported, command => Assert.True(command.ImplementingType.IsSealed, command.Name));

    [Fact]
    public void NoNameAndNoAddressMayHoldAnInvisibleCharacter() =>
        Assert.All(
            _exported
                .SelectMany(command => command.ImplementingType.GetProperties(), (command, property) => (command, property))
                .Where(each =>
                    each.property.IsDefined(typeof(ParameterAttribute), inherit: true)
                    && (
                        each.property.PropertyType == typeof(string)
                        || each.property.PropertyType == typeof(string[])
                        || each.property.PropertyType == typeof(PSCredential)
                        || each.property.PropertyType == typeof(Uri)
                    )
                    && !FreeText.Contains(each.property.Name, StringComparer.Ordinal)
                ),
            each =>
                Assert.Contains(
                    each.property.GetCustomAttributes<ValidateArgumentsAttribute>(),
                    attribute => attribute.GetType().Name == "NoInvisibleCharactersAttribute"
                )
        );

    [Theory]
    [InlineData("Get-AsAppointment -User \"jan$([char]0x200B)\"")]
    [InlineData("Set-AsUserMailbox jan a@contoso.nl -UserPrincipalName \"jan$([char]0x200D)@contoso.nl\"")]
    [InlineData("Set-AsExchangeParameter -Credential ([pscredential]::new(\"svc$([char]0x200B)\", [securestring]::new()))")]
    [InlineData("Set-AsExchangeParameter -Url \"https://mail$([char]0x00AD).contoso.nl\"")]
    [InlineData("Grant-AsImpersonation svc -MemberOfGroup \"Sales$([char]0xFE0F)\"")]
    [InlineData("Test-AsEwsProxy -Path \"$([char]0x202A)C:\\web.config\" -ProxyAddress http://p:1 -CallbackUrl http://c")]
    [InlineData("Invoke-AsExchangeSync jan, \"piet$([char]0x2060)\"")]
    public void AnInvisibleCharacterIsNamed(string script)
    {
        var error = Assert.Single(_session.Run(script).Errors).Exception;
        Assert.IsAssignableFrom<ParameterBindingException>(error);
        Assert.Matches(@"holds the invisible character U\+(200B|200D|00AD|FE0F|202A|2060)", error.Message);
    }

    /// <summary>Where an address is expected, somebody gives one with a password in it. A choice from a list expects none.</summary>
    [Theory]
    [InlineData("https://svc:S3cret\u200B@mail.contoso.nl")]
    [InlineData("svc:S3cret@mail\u202E.contoso.nl")]
    [InlineData("https://svc:S3cret@mail.contoso.nl")]
    public void NoParameterRepeatsAPasswordWhenItRefusesAValue(string value)
    {
        var refusals = _exported
            .SelectMany(command => command.ImplementingType.GetProperties())
            .Where(property => property.PropertyType == typeof(string) || property.PropertyType == typeof(string[]))
            .SelectMany(property => property.GetCustomAttributes<ValidateArgumentsAttribute>())
            .Where(attribute => attribute is not ValidateSetAttribute)
            .Select(attribute => Refusal(attribute, value))
            .OfType<Exception>()
            .ToList();
        Assert.NotEmpty(refusals);
        Assert.All(refusals, refusal => Assert.DoesNotContain("S3cret", refusal.ToString(), StringComparison.Ordinal));
    }

    private static Exception? Refusal(ValidateArgumentsAttribute attribute, string value)
    {
        var validate = attribute
            .GetType()
            .GetMethod("Validate", BindingFlags.Instance | BindingFlags.NonPublic, [typeof(object), typeof(EngineIntrinsics)])!;
        return Record.Exception(() => validate.Invoke(attribute, BindingFlags.DoNotWrapExceptions, null, [value, null], null));
    }

    [Fact]
    public void EveryCmdletSaysWhatItReturns() => Assert.All(_exported, command => Assert.NotEmpty(command.OutputType));

    [Fact]
    public void EveryVerbIsApproved()
    {
        var approved = typeof(VerbsCommon)
            .Assembly.GetTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type.Namespace == typeof(VerbsCommon).Namespace)
            .SelectMany(type => type.GetFields())
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(_exported, command => Assert.Contains(command.Verb, approved));
    }

    [Fact]
    public void WhatChangesAsksFirstAndWhatReadsDoesNot() =>
        Assert.All(
            _exported,
            command =>
                Assert.True(
                    command.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
                        != ReadingVerbs.Contains(command.Verb, StringComparer.Ordinal),
                    command.Name
                )
        );

    [Fact]
    public void WhatTakesAwayAsksByDefault()
    {
        var asking = _exported
            .Where(command => command.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact == ConfirmImpact.High)
            .Select(command => command.Name);
        var taking = _exported.Where(command => command.Verb is "Remove" or "Revoke").Select(command => command.Name);
        Assert.Equal(taking.Order(StringComparer.Ordinal), asking.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryListThatIsReturnedHasATextOfItsValues()
    {
        var lists = _exported
            .SelectMany(command => command.OutputType)
            .Select(output => output.Type)
            .Distinct()
            .SelectMany(type => type.GetProperties(), (type, property) => (type, property))
            .Where(each =>
                each.property.PropertyType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            )
            .ToList();
        Assert.NotEmpty(lists);
        Assert.All(
            lists,
            each =>
            {
                var result = RuntimeHelpers.GetUninitializedObject(each.type);
                var element = each.property.PropertyType.GenericTypeArguments[0];
                var values = Array.CreateInstance(element, 1);
                values.SetValue(element == typeof(string) ? "a value" : WithTexts(element), 0);
                each.property.SetValue(result, values);
                var text = each.property.GetValue(result)!.ToString()!;
                Assert.Equal(values.GetValue(0)!.ToString(), text);
                Assert.DoesNotContain("AllSolutionsExchange", text, StringComparison.Ordinal);
            }
        );
    }

    private static object WithTexts(Type type)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var text in type.GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite))
        {
            text.SetValue(value, "a value");
        }

        return value;
    }

    /// <summary>ConvertTo-Json writes the number of an enumeration, in 5.1 as in 7: what a command returns has names.</summary>
    [Fact]
    public void WhatIsReturnedHasNamesAndNoEnumerations()
    {
        var types = new HashSet<Type>(_exported.SelectMany(command => command.OutputType).Select(output => output.Type));
        foreach (var type in types.ToList())
        {
            Collect(type, types);
        }

        var properties = types.Where(IsOurs).SelectMany(type => type.GetProperties()).ToList();
        Assert.True(
            properties.Count(property =>
                property.Name is "Side" or "Status" or "Action" or "Reason" or "Outcome" or "Direction" or "ShowAs"
            ) >= 9
        );
        Assert.DoesNotContain(
            properties,
            property =>
                (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum
                || property.PropertyType.GenericTypeArguments.Any(argument => argument.IsEnum)
        );
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("AllSolutionsExchange", StringComparison.Ordinal) == true;

    /// <summary>What the properties of a type hold, and the elements of its lists, as deep as that goes.</summary>
    private static void Collect(Type type, HashSet<Type> types)
    {
        foreach (
            var held in type.GetProperties()
                .SelectMany(property => property.PropertyType.GenericTypeArguments.Append(property.PropertyType))
        )
        {
            if (IsOurs(held) && types.Add(held))
            {
                Collect(held, types);
            }
        }
    }

    [Fact]
    public void NothingThatIsReturnedHasAnExceptionAsAProperty() =>
        Assert.DoesNotContain(
            _exported
                .SelectMany(command => command.OutputType)
                .Select(output => output.Type)
                .Distinct()
                .SelectMany(type => type.GetProperties()),
            property => typeof(Exception).IsAssignableFrom(property.PropertyType)
        );

    [Fact]
    public void OnlyWhatTheContractNamesIsBoundFromThePipeline()
    {
        var bound = _exported.SelectMany(command =>
            command
                .Parameters.Values.Where(parameter =>
                    parameter
                        .Attributes.OfType<ParameterAttribute>()
                        .Any(attribute => attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName)
                )
                .Select(parameter => (Command: command.Name, Parameter: parameter.Name))
        );
        Assert.All(bound, pair => Assert.Contains(pair.Parameter, PipelineParameters.GetValueOrDefault(pair.Command, [])));
    }

    [Fact]
    public void EveryExceptionComesFromTheRoot()
    {
        _ = CoreTypes.Find("CouplingException");
        var types = Assembly
            .LoadFrom(Path.Combine(BuiltModule.Folder, "bin", "AllSolutionsExchange.dll"))
            .GetTypes()
            .Where(type => typeof(Exception).IsAssignableFrom(type))
            .ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains("CouplingException", Ancestors(type)));
    }

    private static IEnumerable<string> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor.Name;
        }
    }
}
