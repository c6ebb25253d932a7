using System.Diagnostics;
using System.Runtime.Versioning;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Tests.AllSolutions;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class StoreLocationTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolderMode = Private | UnixFileMode.UserExecute;
    private const UnixFileMode All = (UnixFileMode)0x1FF;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(@"\\server\share\store.db")]
    [InlineData(@"\\?\UNC\server\share\store.db")]
    public void A_path_on_the_network_is_refused(string path)
    {
        var error = Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(path));
        Assert.Contains("local disk", error.Message, StringComparison.Ordinal);
        Assert.Equal("StorePathRefused", error.ErrorId);
    }

    [Fact]
    public void A_folder_is_no_store() =>
        Assert.Contains(
            "store.db",
            Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(_folder.Path)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Register_and_key_stand_beside_the_store()
    {
        var place = StoreLocation.Resolve(_folder["contoso.db"]);
        Assert.Equal(_folder["contoso.register.db"], place.RegisterPath);
        Assert.Equal(_folder["contoso.db.key"], place.KeyPath);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [PosixFact]
    public void A_new_store_is_for_its_owner_alone()
    {
        var place = StoreLocation.Resolve(_folder["store.db"]);
        place.Prepare(null);
        place.PrepareRegister();
        Assert.Equal(Private, File.GetUnixFileMode(place.Path));
        Assert.Equal(Private, File.GetUnixFileMode(place.RegisterPath));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
        Assert.Throws<StoreMissingException>(place.Check);
        Fill(place);
        place.Check();
    }

    [PosixFact]
    public void A_missing_store_says_how_to_make_it()
    {
        var error = Assert.Throws<StoreMissingException>(StoreLocation.Resolve(_folder["store.db"]).Check);
        Assert.Contains("Set-AsExchangeParameter", error.Message, StringComparison.Ordinal);
    }

    [PosixFact]
    public void What_is_no_plain_file_is_not_called_missing()
    {
        using var making = Process.Start("mkfifo", _folder["pipe.db"]);
        making.WaitForExit();
        foreach (var path in new[] { "/dev/null", _folder["pipe.db"] })
        {
            Assert.Equal("StoreFileRefused", Assert.Throws<StoreLocationException>(StoreLocation.Resolve(path).Check).ErrorId);
        }
    }

    [PosixFact]
    public void A_missing_folder_is_not_made() =>
        Assert.Equal(
            "StoreFolderMissing",
            Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(_folder["a/store.db"]).Prepare(null)).ErrorId
        );

    [PosixFact]
    public void A_named_folder_may_be_reached_through_a_link()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);
        StoreLocation.Resolve(_folder["link/store.db"]).Prepare(null);
        Assert.True(File.Exists(_folder["real/store.db"]));
    }

    [PosixFact]
    public void A_store_that_others_may_read_is_refused()
    {
        var place = StoreLocation.Resolve(_folder["store.db"]);
        place.Prepare(null);
        Fill(place);
        File.SetUnixFileMode(place.Path, Private | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<StoreLocationException>(place.Check).Message, StringComparison.Ordinal);
        Assert.Throws<StoreLocationException>(() => place.Prepare(null));
    }

    [PosixFact]
    public async Task Every_file_that_comes_to_stand_beside_the_store_is_for_its_owner_alone()
    {
        using var coupling = new CouplingFolder();
        await coupling.SetParametersAsync();
        await coupling.Coupling.Agenda.GetAsync(new(), default);
        Assert.Contains(coupling.Files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(coupling.Files, file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [PosixFact]
    public void A_file_of_sqlite_that_others_may_read_is_refused()
    {
        var place = StoreLocation.Resolve(_folder["store.db"]);
        File.WriteAllText(place.Path + "-wal", "");
        File.SetUnixFileMode(place.Path + "-wal", All);
        Assert.Contains("-wal", Assert.Throws<StoreLocationException>(() => place.Prepare(null)).Message, StringComparison.Ordinal);
    }

    [PosixFact]
    public void A_store_that_is_a_link_is_refused()
    {
        File.WriteAllText(_folder["other"], "x");
        File.CreateSymbolicLink(_folder["store.db"], _folder["other"]);
        Assert.Throws<StoreLocationException>(StoreLocation.Resolve(_folder["store.db"]).Check);
    }

    [PosixFact]
    public void Our_own_folder_is_made_for_its_owner_alone()
    {
        PrivateFolder.Ensure(_folder["own"], null);
        Assert.Equal(PrivateFolderMode, File.GetUnixFileMode(_folder["own"]));
        PrivateFolder.Ensure(_folder["own"], null);
    }

    [PosixFact]
    public void Our_own_folder_is_refused_where_others_have_a_right_on_it()
    {
        Directory.CreateDirectory(_folder["own"], PrivateFolderMode | UnixFileMode.GroupExecute);
        Assert.Throws<StoreLocationException>(() => PrivateFolder.Ensure(_folder["own"], null));
    }

    [PosixFact]
    public void Our_own_folder_is_refused_where_it_is_a_link()
    {
        Directory.CreateDirectory(_folder["real"], PrivateFolderMode);
        Directory.CreateSymbolicLink(_folder["own"], _folder["real"]);
        Assert.Throws<StoreLocationException>(() => PrivateFolder.Ensure(_folder["own"], null));
    }

    [RootFact]
    public void A_folder_or_file_that_somebody_else_made_beforehand_is_refused()
    {
        Directory.CreateDirectory(_folder["own"], PrivateFolderMode);
        GiveAway(_folder["own"]);
        Assert.Contains(
            "another account",
            Assert.Throws<StoreLocationException>(() => PrivateFolder.Ensure(_folder["own"], null)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(_folder["own/store.db"]).Prepare(null));
        var place = StoreLocation.Resolve(_folder["store.db"]);
        place.Prepare(null);
        Fill(place);
        GiveAway(place.Path);
        Assert.Throws<StoreLocationException>(place.Check);
    }

    private static void Fill(StoreLocation place) => File.WriteAllText(place.Path, "x");

    private static void GiveAway(string path)
    {
        using var process = Process.Start("chown", ["12345", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
