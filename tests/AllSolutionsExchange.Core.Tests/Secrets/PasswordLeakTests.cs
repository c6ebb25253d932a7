using System.Text;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Tests.AllSolutions;
using AllSolutionsExchange.Tests.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Secrets;

/// <summary>Looks for the password in clear wherever the coupling could have left it.</summary>
public sealed class PasswordLeakTests : IDisposable
{
    private readonly CouplingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_password_stands_in_no_file()
    {
        await _folder.SetParametersAsync();
        await _folder.SetParametersAsync();
        await _folder.Coupling.Users.SetAsync(new() { User = "jdv", Mailbox = "jan@contoso.nl" }, default);
        Assert.Equal(CouplingFolder.Secret, (await _folder.Coupling.Parameters.GetCredentialAsync(default)).Password);
        Assert.Contains(_folder.Files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(_folder.Files, AssertClean);
        _folder.Coupling.Dispose();
        Assert.All(_folder.Files, AssertClean);
        _folder.Reopen();
    }

    [Fact]
    public async Task The_password_stands_in_no_text_of_what_is_given_out()
    {
        var changes = CouplingFolder.Parameters();
        var parameters = await _folder.SetParametersAsync();
        var credential = await _folder.Coupling.Parameters.GetCredentialAsync(default);
        object[] given = [changes, parameters, credential, changes.Password!, _folder.Coupling, _folder.Coupling.Parameters];
        Assert.All(given, one => AssertClean(one.ToString()!));
        Assert.DoesNotContain(
            typeof(ExchangeParameters).GetProperties(),
            property => property.Name.Contains("Password", StringComparison.Ordinal)
        );
        AssertClean(System.Text.Json.JsonSerializer.Serialize(parameters));
    }

    [Fact]
    public async Task The_password_stands_in_no_error()
    {
        await _folder.SetParametersAsync();
        var errors = new List<Exception?>
        {
            await Record.ExceptionAsync(() =>
                _folder.Coupling.Parameters.SetAsync(
                    new() { Url = $"https://svc:{Uri.EscapeDataString(CouplingFolder.Secret)}@mail.contoso.nl" },
                    default
                )
            ),
            await Record.ExceptionAsync(() =>
                _folder.Coupling.Parameters.SetAsync(
                    new() { Proxy = $"http://svc:{Uri.EscapeDataString(CouplingFolder.Secret)}@proxy" },
                    default
                )
            ),
            await Record.ExceptionAsync(() =>
                _folder.Coupling.Parameters.SetAsync(new() { Password = SecureText.Of(CouplingFolder.Secret) }, default)
            ),
        };
        _folder.DamagePassword();
        errors.Add(await Record.ExceptionAsync(() => _folder.Coupling.Parameters.GetCredentialAsync(default)));
        AssertClean(errors);
    }

    [PosixFact]
    public async Task The_password_stands_in_no_error_about_the_key()
    {
        await _folder.SetParametersAsync();
        var key = _folder.StorePath + ".key";
        var errors = new List<Exception?>();
        foreach (var length in new[] { 64, 10 })
        {
            await File.WriteAllBytesAsync(key, new byte[length]);
            errors.Add(await Record.ExceptionAsync(() => _folder.Coupling.Parameters.GetCredentialAsync(default)));
        }

        errors.Add(await Record.ExceptionAsync(() => _folder.SetParametersAsync()));
        AssertClean(errors);
    }

    private static void AssertClean(IEnumerable<Exception?> errors) =>
        Assert.All(errors, error => AssertClean(Assert.IsAssignableFrom<CouplingException>(error).ToString()));

    private static void AssertClean(string textOrPath)
    {
        var content = File.Exists(textOrPath) ? ReadOpen(textOrPath) : Encoding.UTF8.GetBytes(textOrPath);
        Assert.All(Forms(), form => Assert.True(content.AsSpan().IndexOf(form) < 0, "The password stands in clear."));
    }

    private static byte[] ReadOpen(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The password, and its unmistakable middle, in the encodings that it could have slipped through.</summary>
    private static IEnumerable<byte[]> Forms()
    {
        foreach (var text in new[] { CouplingFolder.Secret, "wachtwoord" })
        {
            yield return Encoding.UTF8.GetBytes(text);
            yield return Encoding.Unicode.GetBytes(text);
            yield return Encoding.Latin1.GetBytes(text);
        }

        yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(CouplingFolder.Secret))[..^4]);
        yield return Encoding.ASCII.GetBytes(
            Convert.ToBase64String(Encoding.UTF8.GetBytes("svc-allsolutions:" + CouplingFolder.Secret))[..^4]
        );
    }
}
