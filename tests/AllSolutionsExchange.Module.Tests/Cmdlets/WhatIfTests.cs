using System.Management.Automation;
using System.Reflection;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>With -WhatIf no cmdlet changes anything: no request that changes, no row, no file.</summary>
public sealed class WhatIfTests
{
    /// <summary>How each changing cmdlet is called so that without -WhatIf it would change something. A cmdlet that is missing here fails
    /// the test.</summary>
    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["Set-AsExchangeParameter"] =
            "Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint -TimeZone UTC",
        ["Set-AsUserMailbox"] = $"Set-AsUserMailbox -User NEW -Mailbox new@contoso.test; Set-AsUserMailbox -User JAN -Enabled $false",
        ["Remove-AsUserMailbox"] = "Get-AsUserMailbox | Remove-AsUserMailbox",
        ["Set-AsConnector"] = "Set-AsConnector -Path $Map -Secret $Credential.Password",
        ["Remove-AsConnector"] = "Remove-AsConnector -Store $ConnectorStore",
        ["New-AsAppointment"] = "New-AsAppointment -User JAN -Subject Visit -Start 2026-03-02 -AllDay",
        ["Set-AsAppointment"] = "Get-AsAppointment | Set-AsAppointment -Subject Changed",
        ["Remove-AsAppointment"] = "Get-AsAppointment | Remove-AsAppointment",
        ["New-AsTask"] = "New-AsTask -User JAN -Subject Quotation -DueDate 2026-03-02",
        ["Set-AsTask"] = "Get-AsTask | Set-AsTask -Status Completed",
        ["Remove-AsTask"] = "Get-AsTask | Remove-AsTask",
        ["Invoke-AsExchangeSync"] = "Invoke-AsExchangeSync -InitialMode Both",
        ["Grant-AsImpersonation"] = "Grant-AsImpersonation svc-allsol -RecipientFilter \"Department -eq 'Sales'\" -RoleGroup Own",
        ["Revoke-AsImpersonation"] = "Revoke-AsImpersonation svc-other",
        ["Set-AsEwsAuthentication"] = "Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true",
        ["Set-AsEwsProxy"] = "Set-AsEwsProxy http://other:8080 -Path $WebConfig -BackupDirectory $WebConfigBackup",
        ["Remove-AsEwsProxy"] = "Remove-AsEwsProxy -Path $WebConfig -BackupDirectory $WebConfigBackup",
        ["Restore-AsEwsProxy"] = "Restore-AsEwsProxy -Path $WebConfig -BackupDirectory $WebConfigBackup",
    };

    [Fact]
    public async Task NothingIsWrittenWithWhatIf()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Succeed("New-AsAppointment -User JAN -Subject Existing -Start ([datetime]::Today.AddDays(1)) -AllDay | Out-Null");
        coupled.Succeed("New-AsTask -User JAN -Subject Existing -DueDate 2026-03-02 | Out-Null");
        coupled.Session.Set("Map", Path.Combine(AppContext.BaseDirectory, "Connector", "rest.json"));
        coupled.Session.Set("ConnectorStore", Path.Combine(coupled.Folder, "connector.db"));
        coupled.Succeed("Set-AsConnector -Path $Map -Secret $Credential.Password -Store $ConnectorStore");
        coupled.Session.ImportNativeExchange();
        coupled.Succeed("Grant-AsImpersonation svc-other -AllMailboxes -WarningAction SilentlyContinue | Out-Null");
        var native = coupled.Succeed("Get-NativeState");
        EwsProxySession.SetIn(coupled);
        var files = coupled.Files();
        var changing = coupled
            .Run("Get-Command -Module AllSolutionsExchange")
            .Values.Cast<CmdletInfo>()
            .Where(command => command.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess)
            .ToList();
        Assert.NotEmpty(changing);

        Assert.All(
            changing,
            command =>
            {
                var result = coupled.Run("$WhatIfPreference = $true\n" + Calls[command.Name]);
                Assert.Empty(result.Errors);
                Assert.Contains(coupled.Session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal));
                Assert.Equal(files, coupled.Files());
                Assert.Equal(0, coupled.Exchange.Requests.ChangingCount);
                Assert.Equal(native, coupled.Succeed("Get-NativeState"));
            }
        );
    }

    [Fact]
    public async Task WhereThereIsNoStoreNoneIsMade()
    {
        await using var coupled = await Coupled.StartAsync();
        foreach (var name in new[] { "Set-AsExchangeParameter", "New-AsAppointment", "New-AsTask" })
        {
            coupled.Succeed("$WhatIfPreference = $true\n" + Calls[name]);
        }

        coupled.Succeed("Set-AsUserMailbox -User NEW -Mailbox new@contoso.test -WhatIf");
        Assert.Empty(coupled.Files());
    }
}
