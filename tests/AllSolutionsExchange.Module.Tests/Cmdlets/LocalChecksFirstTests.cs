using System.Runtime.Versioning;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What this computer can refuse by itself is refused before anything is asked of the network, and nothing is made.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LocalChecksFirstTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Shared = Private | UnixFileMode.GroupRead;
    private const UnixFileMode Open = Private | UnixFileMode.UserExecute | UnixFileMode.GroupWrite;
    private const string Modes = "Windows has no modes; tests/Pester/Windows.Tests.ps1 has its access lists.";
    private const string SetParameters = "Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint";
    private const string NoThumbprint = " -Credential $Credential -CertificateThumbprint nonsense";

    public static TheoryData<string, string> Scripts() =>
        new()
        {
            { SetParameters + " -Store $Folder/missing/store.db", "StoreFolderMissing" },
            { SetParameters + " -Store $Folder/open/store.db", "StoreFolderRefused" },
            { SetParameters + " -Store $Folder/open/below/store.db", "StoreFolderRefused" },
            { SetParameters + " -Store $Folder/shared.db", "StoreFileRefused" },
            { SetParameters + " -Store $Folder/log.db", "StoreFileRefused" },
            { SetParameters + " -Store $Folder/register.db", "StoreFileRefused" },
            { SetParameters + " -Store $Folder/folder.db", "StorePathRefused" },
            { SetParameters + @" -ServiceAccount CONTOSO\sync$", "AccountRefused" },
            { "Set-AsExchangeParameter -Url $Url" + NoThumbprint, "ThumbprintRefused" },
            { "Test-AsExchangeEndpoint $Url" + NoThumbprint, "ThumbprintRefused" },
            { "Find-AsExchangeEndpoint a@contoso.test -Server ([uri]$Url).Authority" + NoThumbprint, "ThumbprintRefused" },
        };

    [PosixTheory(Modes)]
    [MemberData(nameof(Scripts))]
    public async Task BeforeThereIsAStore(string script, string id)
    {
        await using var coupled = await Coupled.StartAsync();
        coupled.Session.Set("Folder", coupled.Folder);
        Directory.CreateDirectory(Path.Combine(coupled.Folder, "open/below"), Open);
        File.SetUnixFileMode(Path.Combine(coupled.Folder, "open"), Open);
        Directory.CreateDirectory(Path.Combine(coupled.Folder, "folder.db"));
        foreach (var file in new[] { "shared.db", "log.db-wal", "register.register.db" })
        {
            Make(Path.Combine(coupled.Folder, file));
        }

        var files = coupled.Files();
        Refused(coupled, script, id);
        Refused(coupled, script + (script.StartsWith("Set-", StringComparison.Ordinal) ? " -WhatIf" : ""), id);
        Assert.Equal(files, coupled.Files());
    }

    [PosixTheory(Modes)]
    [InlineData(SetParameters, "store.db", "StoreFileRefused")]
    [InlineData("Invoke-AsExchangeSync", "store.db", "StoreFileRefused")]
    [InlineData("Invoke-AsExchangeSync", "store.register.db", "StoreFileRefused")]
    [InlineData("Test-AsExchangeEndpoint", "store.db", "StoreFileRefused")]
    public async Task InAStoreOfWhichOthersMayReadAFile(string script, string file, string id)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        File.SetUnixFileMode(Path.Combine(coupled.Folder, file), Shared);
        coupled.Exchange.Requests.Clear();
        Refused(coupled, script, id);
    }

    private static void Make(string path)
    {
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, Shared);
    }

    private static void Refused(Coupled coupled, string script, string id)
    {
        var error = coupled.Fail(script);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, coupled.Exchange.Requests.Count);
    }
}
