using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Tests.Files;
using AllSolutionsExchange.Tests.Secrets;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

public sealed class ExchangeParameterTests : IDisposable
{
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ExchangeParameterStore Store => _folder.Coupling.Parameters;

    [Fact]
    public async Task What_was_set_is_there_when_the_store_is_opened_again()
    {
        await _folder.SetParametersAsync();
        _folder.Reopen();
        var parameters = await Store.GetAsync(default);
        Assert.Equal("https://mail.contoso.nl/EWS/Exchange.asmx", parameters.Url.AbsoluteUri);
        Assert.Equal("CONTOSO", parameters.Domain);
        Assert.Equal("svc-allsolutions", parameters.UserName);
        Assert.Equal("W. Europe Standard Time", parameters.TimeZone);
        Assert.Equal(_folder.Now.UtcDateTime, parameters.UpdatedUtc);
        var credential = await Store.GetCredentialAsync(default);
        Assert.Equal((CouplingFolder.Secret, "svc-allsolutions", "CONTOSO"), (credential.Password, credential.UserName, credential.Domain));
    }

    [Fact]
    public async Task What_is_not_given_stays_and_empty_takes_away()
    {
        await _folder.SetParametersAsync();
        await Store.SetAsync(new() { Proxy = "http://proxy:8080", CertificateThumbprint = "aa:bb cc " + new string('0', 34) }, default);
        var parameters = await Store.SetAsync(new() { Domain = "FABRIKAM" }, default);
        Assert.Equal("FABRIKAM", parameters.Domain);
        Assert.Equal("http://proxy:8080/", parameters.Proxy!.AbsoluteUri);
        Assert.Equal("AABBCC" + new string('0', 34), parameters.CertificateThumbprint);
        Assert.Equal(CouplingFolder.Secret, (await Store.GetCredentialAsync(default)).Password);
        parameters = await Store.SetAsync(
            new()
            {
                Proxy = "",
                CertificateThumbprint = "",
                ServiceAccount = "",
                Domain = "",
            },
            default
        );
        Assert.Equal(
            (null, null, null, ""),
            (parameters.Proxy, parameters.CertificateThumbprint, parameters.ServiceAccount, parameters.Domain)
        );
        Assert.Equal(parameters, await Store.GetAsync(default));
    }

    [Fact]
    public async Task A_principal_name_goes_without_the_domain()
    {
        await Store.SetAsync(
            new()
            {
                Url = "mail.contoso.nl",
                Domain = "CONTOSO",
                UserName = "svc@contoso.nl",
                Password = SecureText.Of("x"),
            },
            default
        );
        Assert.Equal("", (await Store.GetCredentialAsync(default)).Domain);
    }

    public static TheoryData<string, ExchangeParameterChanges> Refused() =>
        new()
        {
            {
                "UrlRefused",
                new() { Url = "http://mail.contoso.nl" }
            },
            {
                "UrlMissing",
                new() { Domain = "CONTOSO" }
            },
            {
                "CredentialMissing",
                new() { Url = "mail.contoso.nl" }
            },
            {
                "CredentialIncomplete",
                new() { Url = "mail.contoso.nl", UserName = "svc" }
            },
            { "UserNameRefused", With(userName: "a:b") },
            { "UserNameRefused", With(userName: @"CONTOSO\") },
            { "DomainContradicts", With(userName: @"CONTOSO\svc", domain: "FABRIKAM") },
            { "ThumbprintRefused", With(thumbprint: "abc") },
            { "ThumbprintRefused", With(thumbprint: new string('g', 40)) },
            { "ProxyRefused", With(proxy: "proxy") },
            { "ProxyRefused", With(proxy: "http://user:" + CouplingFolder.Secret + "@proxy") },
            { "TimeZoneUnknown", With(zone: "Europe/Nowhere") },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_taken_is_refused_and_no_file_made(string errorId, ExchangeParameterChanges changes)
    {
        var error = await Assert.ThrowsAsync<ParameterException>(() => Store.SetAsync(changes, default));
        Assert.Equal(errorId, error.ErrorId);
        Assert.DoesNotContain("wachtwoord", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_preview_makes_no_file_and_changes_nothing()
    {
        Assert.Equal(1, (await Store.PreviewAsync(CouplingFolder.Parameters(), default)).Revision);
        Assert.Equal(CouplingFolder.Secret, (await Store.PreviewCredentialAsync(CouplingFolder.Parameters(), default)).Password);
        Assert.Empty(_folder.Files);
        var stored = await _folder.SetParametersAsync();
        Assert.Equal("FABRIKAM", (await Store.PreviewAsync(new() { Domain = "FABRIKAM" }, default)).Domain);
        Assert.Equal(CouplingFolder.Secret, (await Store.PreviewCredentialAsync(new() { Domain = "FABRIKAM" }, default)).Password);
        Assert.Equal(stored, await Store.GetAsync(default));
    }

    [Fact]
    public async Task Without_a_store_reading_says_how_to_make_one()
    {
        var error = await Assert.ThrowsAsync<StoreMissingException>(() => Store.GetAsync(default));
        Assert.Contains("Set-AsExchangeParameter", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreMissingException>(() => _folder.Coupling.Users.GetAsync(null, default));
        await Assert.ThrowsAsync<StoreMissingException>(() => _folder.Coupling.Agenda.GetAsync(new(), default));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_store_without_parameters_says_so()
    {
        await _folder.Coupling.Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        Assert.Equal("ParametersMissing", (await Assert.ThrowsAsync<ParameterException>(() => Store.GetAsync(default))).ErrorId);
        Assert.Equal("ParametersMissing", (await Assert.ThrowsAsync<ParameterException>(() => Store.GetCredentialAsync(default))).ErrorId);
    }

    [Fact]
    public async Task A_refused_account_stands_until_the_parameters_are_set()
    {
        var used = await _folder.SetParametersAsync();
        await Store.RefuseAccountAsync(used, "401", default);
        var refused = await Store.GetAsync(default);
        Assert.Equal((_folder.Now.UtcDateTime, "401"), (refused.AccountRefusedUtc, refused.AccountRefusedReason));
        var again = await Store.SetAsync(new(), default);
        Assert.Equal((null, null), (again.AccountRefusedUtc, again.AccountRefusedReason));
        Assert.Equal(again, await Store.GetAsync(default));
    }

    [Fact]
    public async Task What_a_run_learned_under_old_parameters_is_dropped()
    {
        var old = await _folder.SetParametersAsync();
        var current = await _folder.SetParametersAsync();
        await Store.RefuseAccountAsync(old, "401", default);
        await Store.RememberServerAsync(old, 50, default);
        Assert.Equal(current, await Store.GetAsync(default));
    }

    [Fact]
    public async Task What_was_learned_of_a_server_goes_when_the_server_does()
    {
        await Store.RememberServerAsync(await _folder.SetParametersAsync(), 50, default);
        var same = await Store.SetAsync(new() { Domain = "FABRIKAM", Url = "https://mail.contoso.nl/ews" }, default);
        Assert.Equal(50, same.BatchSize);
        var other = await Store.SetAsync(new() { Url = "mail2.contoso.nl" }, default);
        Assert.Null(other.BatchSize);
        Assert.Equal(other, await Store.GetAsync(default));
    }

    [PosixFact]
    public Task A_lost_key_says_to_set_the_parameters_again_and_that_works() =>
        SetAgainAfterAsync(() => File.Delete(_folder.StorePath + ".key"));

    [Fact]
    public Task A_damaged_password_says_to_set_the_parameters_again_and_that_works() => SetAgainAfterAsync(_folder.DamagePassword);

    private async Task SetAgainAfterAsync(Action damage)
    {
        await _folder.SetParametersAsync();
        damage();
        Assert.Contains(
            "Set-AsExchangeParameter",
            (await Assert.ThrowsAsync<SecretException>(() => Store.GetCredentialAsync(default))).Message,
            StringComparison.Ordinal
        );
        await _folder.SetParametersAsync();
        Assert.Equal(CouplingFolder.Secret, (await Store.GetCredentialAsync(default)).Password);
    }

    [Fact]
    public async Task A_store_whose_making_was_cut_short_is_made_again()
    {
        await _folder.SetParametersAsync();
        _folder.Coupling.Dispose();
        foreach (var file in _folder.Files)
        {
            File.Delete(file);
        }

        File.Create(_folder.StorePath).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.StorePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _folder.Reopen();
        await Assert.ThrowsAsync<StoreMissingException>(() => Store.GetAsync(default));
        await _folder.SetParametersAsync();
        Assert.Equal("CONTOSO", (await Store.GetAsync(default)).Domain);
    }

    private static ExchangeParameterChanges With(
        string userName = "svc",
        string? domain = null,
        string? thumbprint = null,
        string? proxy = null,
        string? zone = null
    ) =>
        new()
        {
            Url = "mail.contoso.nl",
            UserName = userName,
            Password = SecureText.Of("x"),
            Domain = domain,
            CertificateThumbprint = thumbprint,
            Proxy = proxy,
            TimeZone = zone,
        };
}
