using System.Runtime.Versioning;
using System.Text;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Tests.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Secrets;

[UnsupportedOSPlatform("windows")]
public sealed class KeyFileProtectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private KeyFileProtector Protector => new(_folder["store.db.key"]);

    [PosixFact]
    public void A_password_comes_back_as_it_was()
    {
        foreach (var text in new[] { "", "a", "0123456789abcdef", "pä$$\"&<wörd>€😀", new string('x', 1000) })
        {
            using var password = SecureText.Of(text);
            using var back = Password.Unprotect(Password.Protect(password, Protector), Protector);
            Assert.Equal(text, new System.Net.NetworkCredential("", back).Password);
        }
    }

    [PosixFact]
    public void The_same_password_is_stored_differently_each_time_and_never_in_clear()
    {
        var secret = Encoding.UTF8.GetBytes("correct horse battery staple");
        var one = Protector.Protect(secret);
        var two = Protector.Protect(secret);
        Assert.NotEqual(one, two);
        Assert.DoesNotContain("horse", Encoding.Latin1.GetString(one), StringComparison.Ordinal);
    }

    [PosixFact]
    public void Every_changed_bit_is_noticed()
    {
        var stored = Protector.Protect([1, 2, 3]);
        for (var i = 0; i < stored.Length; i++)
        {
            var changed = (byte[])stored.Clone();
            changed[i] ^= 1;
            var error = Assert.Throws<SecretException>(() => Protector.Unprotect(changed));
            Assert.Contains("Set-AsExchangeParameter", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<SecretException>(() => Protector.Unprotect(stored[..^1]));
        Assert.Throws<SecretException>(() => Protector.Unprotect([]));
        Assert.Equal([1, 2, 3], Protector.Unprotect(stored));
    }

    [PosixFact]
    public void A_missing_foreign_or_broken_key_is_told()
    {
        var stored = Protector.Protect([1, 2, 3]);
        File.Delete(_folder["store.db.key"]);
        Assert.Contains("missing", Assert.Throws<SecretException>(() => Protector.Unprotect(stored)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Protector.Protect([1]);
        Assert.Contains("another key", Assert.Throws<SecretException>(() => Protector.Unprotect(stored)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["store.db.key"], new byte[10]);
        Assert.Contains(
            "is not its key",
            Assert.Throws<SecretException>(() => Protector.Unprotect(stored)).Message,
            StringComparison.Ordinal
        );
    }

    [PosixFact]
    public void The_key_is_for_its_owner_alone()
    {
        Protector.Protect([1]);
        var key = _folder["store.db.key"];
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Assert.Equal(64, new FileInfo(key).Length);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Throws<StoreLocationException>(() => Protector.Protect([1]));
    }

    [PosixFact]
    public async Task Many_at_once_end_with_one_key()
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable
            .Range(0, 16)
            .Select(async i =>
            {
                await start.Task;
                return Protector.Protect([(byte)i]);
            })
            .ToArray();
        start.SetResult();
        var stored = await Task.WhenAll(tasks);
        Assert.Equal(Enumerable.Range(0, 16), stored.Select(s => (int)Protector.Unprotect(s).Single()));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }
}
