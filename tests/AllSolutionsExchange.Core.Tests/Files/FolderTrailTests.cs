using System.Runtime.Versioning;
using AllSolutionsExchange.Files;
using AllSolutionsExchange.Secrets;
using AllSolutionsExchange.Storage;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>Who else could put files beside a store, lead the way to it elsewhere, or keep this account out.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FolderTrailTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Group = Owner | UnixFileMode.GroupWrite;
    private const UnixFileMode Others = Owner | UnixFileMode.OtherWrite;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void A_folder_that_a_group_or_everybody_may_write_to_is_refused_sticky_or_not()
    {
        foreach (
            var mode in new[]
            {
                Group,
                Others,
                Group | Others,
                Group | UnixFileMode.StickyBit,
                Others | UnixFileMode.StickyBit,
                Group | UnixFileMode.SetGroup,
            }
        )
        {
            File.SetUnixFileMode(_folder.Path, mode);
            Assert.Contains("may be written to by a group or by everybody", Refusal("store.db"), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        }

        File.SetUnixFileMode(
            _folder.Path,
            Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );
        StoreLocation.Resolve(_folder["store.db"]).Prepare(null);
    }

    [PosixFact]
    public void Our_own_folder_that_is_still_missing_is_judged_by_what_is_above_it()
    {
        Directory.CreateDirectory(_folder["home"], Owner);
        Assert.True(PrivateFolder.IsToBeMade(_folder["home/share/own"]));
        Assert.False(PrivateFolder.IsToBeMade(_folder["home"]));
        foreach (var mode in new[] { Group, Others })
        {
            Directory.CreateDirectory(_folder["open/home"], Owner);
            File.SetUnixFileMode(_folder["open"], mode);
            Assert.Equal(
                "StoreFolderRefused",
                Assert.Throws<StoreLocationException>(() => PrivateFolder.IsToBeMade(_folder["open/home/own"])).ErrorId
            );
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder["home"]));
    }

    [PosixFact]
    public void A_store_that_is_there_is_held_to_the_same()
    {
        var place = StoreLocation.Resolve(_folder["store.db"]);
        place.Prepare(null);
        File.WriteAllText(place.Path, "x");
        File.SetUnixFileMode(_folder.Path, Group | UnixFileMode.StickyBit);
        Assert.Throws<StoreLocationException>(place.Check);
        Assert.Throws<StoreLocationException>(place.CheckRegister);
    }

    [PosixFact]
    public void Every_folder_on_the_way_is_held_to_it_too()
    {
        Directory.CreateDirectory(_folder["a/b/c"], Owner);
        foreach (var open in new[] { "a", "a/b" })
        {
            foreach (var mode in new[] { Group, Others })
            {
                File.SetUnixFileMode(_folder[open], mode);
                Assert.Contains(
                    $"is reached through '{_folder[open]}', which a group or everybody may write to",
                    Refusal("a/b/c/store.db"),
                    StringComparison.Ordinal
                );

                // Nobody but its owner can take away what is in a sticky folder.
                File.SetUnixFileMode(_folder[open], mode | UnixFileMode.StickyBit);
                StoreLocation.Resolve(_folder["a/b/c/store.db"]).Prepare(null);
            }

            File.SetUnixFileMode(_folder[open], Owner);
        }
    }

    [RootFact]
    public void Nobody_else_owns_a_folder_on_the_way()
    {
        Directory.CreateDirectory(_folder["a/b"], Owner);
        Stranger.Own(_folder["a"]);
        Assert.Contains(
            $"is reached through '{_folder["a"]}', which belongs to another account",
            Refusal("a/b/store.db"),
            StringComparison.Ordinal
        );
        Assert.Contains("belongs to another account", Refusal("a/store.db"), StringComparison.Ordinal);
    }

    [PosixFact]
    public void A_link_is_followed_to_where_it_leads()
    {
        Directory.CreateDirectory(_folder["real/inner"], Owner);
        Directory.CreateDirectory(_folder["open/inner"], Owner);
        File.SetUnixFileMode(_folder["open"], Others);
        Directory.CreateSymbolicLink(_folder["two"], "one");
        Directory.CreateSymbolicLink(_folder["one"], "./real/../real/inner");
        StoreLocation.Resolve(_folder["two/store.db"]).Prepare(null);
        Assert.True(File.Exists(_folder["real/inner/store.db"]));

        Directory.CreateSymbolicLink(_folder["bad"], _folder["open/inner"]);
        Assert.Contains("which a group or everybody may write to", Refusal("bad/store.db"), StringComparison.Ordinal);
        Directory.CreateSymbolicLink(_folder["round"], "round");
        Assert.IsType<StoreLocationException>(Record.Exception(() => StoreLocation.Resolve(_folder["round/store.db"]).Prepare(null)));
    }

    [PosixFact]
    public void A_link_in_a_folder_that_others_may_write_to_is_refused()
    {
        Directory.CreateDirectory(_folder["real"], Owner);
        Directory.CreateDirectory(_folder["open"]);
        Directory.CreateSymbolicLink(_folder["open/link"], _folder["real"]);
        File.SetUnixFileMode(_folder["open"], Others);
        Assert.Contains("which a group or everybody may write to", Refusal("open/link/store.db"), StringComparison.Ordinal);
    }

    [RootFact]
    public void A_link_in_somebody_elses_folder_or_of_somebody_else_is_refused()
    {
        Directory.CreateDirectory(_folder["real"], Owner);
        Directory.CreateDirectory(_folder["theirs"]);
        Directory.CreateSymbolicLink(_folder["theirs/link"], _folder["real"]);
        Stranger.Own(_folder["theirs"]);
        Assert.Contains(
            $"'{_folder["theirs"]}', which belongs to another account",
            Refusal("theirs/link/store.db"),
            StringComparison.Ordinal
        );

        Directory.CreateDirectory(_folder["sticky"]);
        Directory.CreateSymbolicLink(_folder["sticky/link"], _folder["real"]);
        File.SetUnixFileMode(_folder["sticky"], Others | UnixFileMode.StickyBit);
        StoreLocation.Resolve(_folder["sticky/link/store.db"]).Prepare(null);
        Stranger.Own(_folder["sticky/link"]);
        Assert.Contains("which a group or everybody may write to", Refusal("sticky/link/store.db"), StringComparison.Ordinal);
    }

    [PosixFact]
    public void Our_own_folder_is_held_to_it_too_and_what_is_made_on_the_way_is_ours_alone()
    {
        PrivateFolder.Ensure(_folder["a/b/own"], null);
        Assert.All(["a", "a/b", "a/b/own"], name => Assert.Equal(Owner, File.GetUnixFileMode(_folder[name])));
        File.SetUnixFileMode(_folder["a"], Group);
        Assert.Throws<StoreLocationException>(() => PrivateFolder.CheckOwn(_folder["a/b/own"]));
    }

    [PosixFact]
    public void What_may_not_be_looked_at_is_not_taken_for_missing()
    {
        Directory.CreateDirectory(_folder["closed"], Owner);
        var place = StoreLocation.Resolve(_folder["closed/store.db"]);
        place.Prepare(null);
        place.PrepareRegister();
        File.WriteAllText(place.Path, "x");
        File.WriteAllText(place.KeyPath, "x");
        var below = StoreLocation.Resolve(_folder["closed/sub/store.db"]);
        File.SetUnixFileMode(_folder.Path, Owner | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_folder["closed"], UnixFileMode.None);
        try
        {
            foreach (
                var action in (Action[])
                    [
                        place.Check,
                        place.CheckRegister,
                        () => place.Prepare(null),
                        () => _ = place.Exists,
                        below.Check,
                        () => below.Prepare(null),
                        () => PrivateFolder.CheckOwn(_folder["closed/own"]),
                        () => PrivateFolder.Ensure(_folder["closed/own"], null),
                        () => SqliteDatabase.Open(place.Path),
                        () => new KeyFileProtector(place.KeyPath).Protect([1]),
                    ]
            )
            {
                var error = Stranger.Try(action);
                Assert.Equal("StoreAccessDenied", Assert.IsType<StoreLocationException>(error).ErrorId);
                Assert.Contains("This account may not read", error.Message, StringComparison.Ordinal);
                Assert.Contains("-ServiceAccount", error.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.SetUnixFileMode(_folder["closed"], Owner);
        }
    }

    private string Refusal(string name)
    {
        var error = Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(_folder[name]).Prepare(null));
        Assert.Equal("StoreFolderRefused", error.ErrorId);
        return error.Message;
    }
}
