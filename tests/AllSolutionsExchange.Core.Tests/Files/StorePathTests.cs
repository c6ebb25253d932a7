using AllSolutionsExchange.Files;
using AllSolutionsExchange.Storage;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>Which texts can name a store. The rules of Windows are held on every system.</summary>
public sealed class StorePathTests
{
    public static TheoryData<string> Devices()
    {
        var data = new TheoryData<string>();
        foreach (var name in new[] { "con", "prn", "aux", "nul", "clock$", "conin$", "conout$" })
        {
            data.Add(name);
        }

        foreach (var number in "0123456789\u00b9\u00b2\u00b3")
        {
            data.Add($"com{number}");
            data.Add($"LPT{number}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_device_of_Windows_is_no_store_whatever_stands_around_its_name(string device)
    {
        foreach (
            var path in new[]
            {
                device,
                device.ToUpperInvariant(),
                device + ".db",
                device + ".a.b",
                device + " .db",
                device + ":",
                device + ":.db",
                @"C:\Data\" + device,
                $@"C:\{device}\store.db",
                $"C:/{device}.db",
            }
        )
        {
            Assert.Contains(
                $"names the device {device.ToUpperInvariant()} of Windows",
                StorePath.Refusal(path, isWindows: true)?.Fault,
                StringComparison.Ordinal
            );
        }

        foreach (var path in new[] { device + "x.db", "x" + device, @"C:\Data\store." + device })
        {
            Assert.Null(StorePath.Refusal(path, isWindows: true));
        }

        Assert.Null(StorePath.Refusal("/data/" + device, isWindows: false));
    }

    [Theory]
    [InlineData(@"\\?\C:\")]
    [InlineData(@"\\?\C:\Data\store.db")]
    [InlineData(@"\\.\C:\store.db")]
    [InlineData(@"\\.\nul")]
    [InlineData(@"\??\C:\store.db")]
    [InlineData("//?/C:/store.db")]
    [InlineData(@"\\?\Volume{4c1b02c1-d990-11dc-99ae-806e6f6e6963}\store.db")]
    [InlineData(@"\\?\GLOBALROOT\Device\HarddiskVolume1\store.db")]
    public void A_device_path_is_told_as_one_by_whoever_opens_a_store(string path)
    {
        foreach (var isWindows in new[] { true, false })
        {
            Assert.Contains("is a device path of Windows", StorePath.Refusal(path, isWindows)?.Fault, StringComparison.Ordinal);
        }

        Assert.Contains(
            "is a device path",
            Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(path)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is a device path",
            Assert.Throws<StoreException>(() => SqliteDatabase.Open(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(@"\\server\share\store.db")]
    [InlineData("//server/share/store.db")]
    [InlineData(@"\\?\UNC\server\share\store.db")]
    [InlineData(@"\\.\unc\server\share\store.db")]
    [InlineData(@"\??\UNC\server\share\store.db")]
    public void A_share_is_told_as_one_by_whoever_opens_a_store(string path)
    {
        foreach (var isWindows in new[] { true, false })
        {
            Assert.Contains("local disk", StorePath.Refusal(path, isWindows)?.Advice, StringComparison.Ordinal);
        }

        Assert.Contains(
            "local disk",
            Assert.Throws<StoreLocationException>(() => StoreLocation.Resolve(path)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains("local disk", Assert.Throws<StoreException>(() => SqliteDatabase.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.db:b", "a stream inside a file")]
    [InlineData(@"C:\Data\store.db:b", "a stream inside a file")]
    [InlineData(@"C:\Data\store.db::$DATA", "a stream inside a file")]
    [InlineData(@"C:\Data:x\store.db", "a stream inside a file")]
    [InlineData("C:store.db", "an unknown folder of its drive")]
    [InlineData("c:", "an unknown folder of its drive")]
    [InlineData(@"C:..\store.db", "an unknown folder of its drive")]
    [InlineData(@"C:\Data\store.db.", "ends with a dot or a space")]
    [InlineData(@"C:\Data\store.db ", "ends with a dot or a space")]
    [InlineData(@"C:\Data. \store.db", "ends with a dot or a space")]
    [InlineData(@"C:\Data\sto|re.db", "allows in no name")]
    [InlineData(@"C:\Data\*.db", "allows in no name")]
    [InlineData("C:\\Data\\store\u0007.db", "allows in no name")]
    [InlineData(@"C:\Data\", "is a folder")]
    [InlineData(@"C:\", "is a folder")]
    [InlineData("C:/Data/", "is a folder")]
    public void What_Windows_reads_otherwise_than_it_looks_is_refused(string path, string reason)
    {
        var refusal = StorePath.Refusal(path, isWindows: true)?.ToString();
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("network", refusal, StringComparison.Ordinal);
        Assert.StartsWith($"'{path}' ", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_character_that_Windows_takes_in_no_name_is_refused_wherever_it_stands()
    {
        foreach (var character in Enumerable.Range(0, ' ').Select(code => (char)code).Concat("<>\"|?*"))
        {
            foreach (var path in new[] { $@"C:\Data\sto{character}re.db", $@"C:\Da{character}ta\store.db", $"{character}store.db" })
            {
                Assert.Contains("allows in no name", StorePath.Refusal(path, isWindows: true)?.Fault, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(@"C:\Data\store.db")]
    [InlineData("d:/data/a b/sto-re")]
    [InlineData(@"..\.hidden\store.db")]
    [InlineData(@".\store.db")]
    [InlineData(@"\Data\store.db")]
    [InlineData("store.db")]
    public void A_plain_path_is_taken(string path) => Assert.Null(StorePath.Refusal(path, isWindows: true));

    [Theory]
    [InlineData("/data/a.db:b", true)]
    [InlineData("/data/store.db.", true)]
    [InlineData("/data/store/", false)]
    public void Elsewhere_names_are_free(string path, bool isTaken) =>
        Assert.Equal(isTaken, StorePath.Refusal(path, isWindows: false) is null);
}
