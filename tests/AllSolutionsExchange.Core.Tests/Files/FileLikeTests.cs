using System.Runtime.Versioning;
using AllSolutionsExchange.Files;
using Xunit;

namespace AllSolutionsExchange.Tests.Files;

/// <summary>The file that is to take another one's place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileLikeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PosixFact]
    public void It_has_every_bit_of_the_others_mode()
    {
        File.WriteAllText(_folder["model"], "");
        foreach (var mode in new[] { (UnixFileMode)0x1A0, (UnixFileMode)0x124, (UnixFileMode)0x5B0, (UnixFileMode)0xFFF })
        {
            File.SetUnixFileMode(_folder["model"], mode);
            FileLike.Write(_folder["new"], _folder["model"], [1, 2, 3]);
            Assert.Equal(mode, File.GetUnixFileMode(_folder["new"]));
            Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["new"]));
        }
    }

    [PosixFact]
    public void What_a_link_of_its_name_leads_to_stays_as_it_is()
    {
        File.WriteAllText(_folder["model"], "");
        File.WriteAllText(_folder["theirs"], "theirs");
        File.CreateSymbolicLink(_folder["new"], _folder["theirs"]);
        FileLike.Write(_folder["new"], _folder["model"], [1]);
        Assert.Equal("theirs", File.ReadAllText(_folder["theirs"]));
        Assert.Null(new FileInfo(_folder["new"]).LinkTarget);
    }
}
