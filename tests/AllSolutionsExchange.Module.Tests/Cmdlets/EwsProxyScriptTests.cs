using System.Management.Automation.Language;
using System.Text;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The script of -AsScript: the same bytes as the cmdlets write, and only in the file that it was made for.</summary>
public sealed class EwsProxyScriptTests : EwsProxySession
{
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void TheScriptMakesTheSameBytes(string encoding)
    {
        File.WriteAllText(
            File1,
            Content.Replace("utf-8", encoding.TrimEnd('B', 'E'), StringComparison.Ordinal),
            Encoding.GetEncoding(encoding)
        );
        var original = File.ReadAllBytes(File1);
        const string set = "Set-AsEwsProxy http://proxy:8080 -BypassList 'it''s\\.nl', '^é$' -Path $WebConfig";
        var script = Script(set + " -AsScript");
        Assert.Equal(original, File.ReadAllBytes(File1));
        Succeed(set);
        var expected = File.ReadAllBytes(File1);
        var remove = Script("Remove-AsEwsProxy -Path $WebConfig -AsScript");
        var restore = Script("Restore-AsEwsProxy -Path $WebConfig -AsScript");
        Assert.Equal(expected, File.ReadAllBytes(File1));

        File.WriteAllBytes(File1, original);
        Assert.StartsWith("Changed", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllBytes(File1));
        Assert.StartsWith("Nothing to do", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(Path.Combine(Folder, "backup")), file => File.ReadAllBytes(file).SequenceEqual(original));
        foreach (var back in new[] { remove, restore })
        {
            File.WriteAllBytes(File1, expected);
            Succeed(back);
            Assert.Equal(original, File.ReadAllBytes(File1));
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File1)!));
    }

    [Fact]
    public void TheScriptRefusesAnotherFile()
    {
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        var other = Content.Replace("é", "e", StringComparison.Ordinal);
        File.WriteAllText(File1, other);
        Assert.Contains("not the file", Fail(script).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllText(File1));

        // Damaged on its way, it writes nothing either.
        File.WriteAllText(File1, Content);
        Assert.Contains(
            "damaged",
            Fail(script.Replace("proxy:8080", "proxy:8081", StringComparison.Ordinal)).Exception.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    /// <summary>Between its last comparison and the replace, too.</summary>
    [Fact]
    public void TheScriptPutsBackWhatSomebodyElseWroteMeanwhile()
    {
        const string replace = "[IO.File]::Replace(\"$path.new.config\"";
        const string theirs = "<configuration />";
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        Assert.Contains(replace, script, StringComparison.Ordinal);
        var disturbed = script.Replace(replace, $"[IO.File]::WriteAllText($path, '{theirs}')\n    {replace}", StringComparison.Ordinal);
        Assert.Contains("meantime", Fail(disturbed).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(theirs, File.ReadAllText(File1));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File1)!));
    }

    [Fact]
    public void TheScriptGoesOnWhereItWasCutShort()
    {
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        File.WriteAllText(File1 + ".new.config", "half");
        File.Move(File1, File1 + ".old.config");
        Assert.StartsWith("Changed", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        File.WriteAllText(File1 + ".old.config", Content);
        Assert.StartsWith("Nothing to do", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File1)!));
    }

    /// <summary>An admin who cannot reach the server makes the script of a copy of its file.</summary>
    [Fact]
    public void TheScriptOfACopyIsGivenTheFilesPath()
    {
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        var file = Path.Combine(Folder, "web.config");
        File.WriteAllText(file, Content);
        Succeed($"& {{ {script} }} -Path '{file}'");
        Assert.Equal(Content, File.ReadAllText(File1));
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        Assert.Equal(File.ReadAllText(File1), File.ReadAllText(file));
    }

    [PosixFact]
    public void TheScriptNamesTheFileAsTheServerDoes()
    {
        OnShare("mbx01");
        SetServers(isDeserialized: true, "mbx01");
        var script = Script("$Servers | Set-AsEwsProxy http://proxy:8080 -AsScript");
        Assert.Contains($"$Path = 'C:{WebConfig[3..]}'", script, StringComparison.Ordinal);
    }

    private string Script(string command)
    {
        var script = (string)Assert.Single(Succeed(command)).BaseObject;
        Parser.ParseInput(script, out _, out var errors);
        Assert.Empty(errors);
        return script;
    }
}
