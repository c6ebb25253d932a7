namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Configuration files of every shape that XML allows, made out of a seed.</summary>
internal sealed class RandomConfig(int seed)
{
    private readonly Random _random = new(seed);
    private string _newLine = "";

    public byte[] Make()
    {
        _newLine = Pick("\n", "\r\n", "");
        var unit = _newLine.Length == 0 ? "" : Pick("  ", "\t", "    ", "");
        var encoding = Pick("utf-8", "utf-8 bom", "utf-16le bom", "utf-16be bom");
        var text = Prolog(encoding.Split(' ')[0].TrimEnd('l', 'b', 'e')) + Root(unit) + Pick("", _newLine, " ", "<!-- end -->");
        return EwsProxyWriteTests.Encode(text, encoding);
    }

    private string Root(string unit)
    {
        if (_random.Next(12) == 0)
        {
            return Pick("<configuration/>", "<configuration />", "<configuration></configuration>", "<configuration\t>  </configuration >");
        }

        var children = new List<string>();
        if (_random.Next(2) == 0)
        {
            children.Add($"<configSections>{Pick("", "<section name='x' type=\"y > z\" />", "<!-- <configuration> -->")}</configSections>");
        }

        for (var i = _random.Next(4); i > 0; i--)
        {
            children.Add(Noise());
        }

        if (_random.Next(2) == 0)
        {
            children.Add(Group());
        }

        for (var i = _random.Next(3); i > 0; i--)
        {
            children.Add(Noise());
        }

        var indent = _newLine + unit;
        return $"<configuration{Pick("", " ", _newLine + " ")}>"
            + string.Concat(children.Select(child => Pick(indent, indent, "", " ") + child))
            + Pick(_newLine, "")
            + "</configuration>";
    }

    private string Group() =>
        Pick(
            "<system.net/>",
            "<system.net />",
            "<system.net></system.net>",
            $"<system.net>{_newLine}  <!-- <defaultProxy/> -->{_newLine}</system.net>",
            $"<system.net>{_newLine}\t<settings><ipv6 enabled=\"true\"/></settings>{_newLine}</system.net>",
            $"<system.net>{_newLine}    <defaultProxy{_newLine} enabled='false'/>{_newLine}</system.net>",
            "<system.net><settings/><defaultProxy useDefaultCredentials=\"TRUE\"><proxy "
                + "proxyaddress='http://a&amp;b'/></defaultProxy></system.net>"
        );

    private string Noise() =>
        Pick(
            "<appSettings><add key='a' value='&lt;&gt;&#65;'/></appSettings>",
            $"<!-- {_newLine} <system.net><defaultProxy/></system.net> > ' \" -->",
            $"<a b='/>'{_newLine}   c=\"'\"/>",
            "<x><![CDATA[</configuration><defaultProxy>]]></x>",
            "<?target <defaultProxy> ?>",
            "<é>ü 😀</é>",
            $"<runtime>{_newLine}<assemblyBinding xmlns='urn:x'><defaultProxy/></assemblyBinding></runtime>",
            "<location path='sub'><system.net/></location>",
            "<p:q xmlns:p='urn:p' p:r='>'/>"
        );

    private string Prolog(string encoding) =>
        Pick(
            "",
            $"<?xml version=\"1.0\" encoding='{encoding}'?>",
            $"<?xml version='1.0'?>{_newLine}<!-- > -- -->{_newLine}".Replace(" -- ", " ", StringComparison.Ordinal)
        );

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
