using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Where the proxy comes into the text, and what the text looks like then.</summary>
public sealed class EwsProxyEditorTests
{
    private static readonly EwsProxySettings Proxy = EwsProxySettings.Create(
        "http://proxy:8080",
        useSystemDefault: false,
        bypassOnLocal: true,
        bypassList: null,
        useDefaultCredentials: false
    );

    /// <summary>The how-to put the snippet directly under the root, which gives 500.19 on every call where there are sections.</summary>
    [Fact]
    public void It_comes_behind_the_sections_and_never_before_them() =>
        Becomes(
            "<configuration>\n  <configSections>\n    <section name='x' type='y' />\n  </configSections>\n  <appSettings "
                + "/>\n</configuration>\n",
            "<configuration>\n  <configSections>\n    <section name='x' type='y' />\n  </configSections>"
                + Group("\n", "  ", "  ")
                + "\n  <appSettings />\n</configuration>\n"
        );

    /// <summary>The how-to's snippet was the inner element alone, with curly quotes, an unquoted address and a broken end tag.</summary>
    [Fact]
    public void It_is_the_whole_element_as_the_schema_has_it() =>
        Assert.Equal(
            """
            <configuration>
              <system.net>
                <defaultProxy enabled="true" useDefaultCredentials="true">
                  <proxy usesystemdefault="False" proxyaddress="http://proxy:8080" bypassonlocal="False" />
                  <bypasslist>
                    <add address="[a-z]+\.contoso\.nl&#x3C;&#x22;&#x26;&#xE9;&#x1F600;" />
                  </bypasslist>
                </defaultProxy>
              </system.net>
              <appSettings />
            </configuration>
            """.Replace("\r", "", StringComparison.Ordinal),
            Edit(
                "<configuration>\n  <appSettings />\n</configuration>",
                EwsProxySettings.Create(
                    "http://proxy:8080",
                    useSystemDefault: false,
                    bypassOnLocal: false,
                    ["[a-z]+\\.contoso\\.nl<\"&é😀"],
                    useDefaultCredentials: true
                )
            )
        );

    [Fact]
    public void The_systems_proxy_is_written_as_such() =>
        Assert.Contains(
            "<defaultProxy enabled=\"true\" useDefaultCredentials=\"false\">\n      <proxy usesystemdefault=\"True\" />\n    "
                + "</defaultProxy>",
            Edit(
                "<configuration>\n</configuration>",
                EwsProxySettings.Create(null, useSystemDefault: true, bypassOnLocal: false, bypassList: null, useDefaultCredentials: false)
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void It_comes_into_the_group_that_is_there() =>
        Becomes(
            "<configuration>\r\n\t<system.net>\r\n\t\t<settings />\r\n\t</system.net>\r\n</configuration>",
            "<configuration>\r\n\t<system.net>"
                + Element("\r\n", "\t\t", "\t")
                + "\r\n\t\t<settings />\r\n\t</system.net>\r\n</configuration>"
        );

    [Fact]
    public void A_group_or_root_of_one_tag_is_opened()
    {
        Becomes(
            "<configuration>\n  <system.net x='/>' />\n</configuration>",
            "<configuration>\n  <system.net x='/>' >" + Element("\n", "    ", "  ") + "\n  </system.net>\n</configuration>"
        );
        Becomes(
            "<?xml version='1.0'?>\n<configuration/>",
            "<?xml version='1.0'?>\n<configuration>" + Group("\n", "  ", "  ") + "\n</configuration>"
        );
        Becomes(
            "<?xml version='1.0'?>\n<configuration></configuration>",
            "<?xml version='1.0'?>\n<configuration>" + Group("\n", "  ", "  ") + "\n</configuration>"
        );
    }

    [Fact]
    public void What_follows_on_the_same_line_gets_its_own() =>
        Becomes(
            "<configuration>\n <configSections/><appSettings/>\n</configuration>",
            "<configuration>\n <configSections/>" + Group("\n", " ", " ") + "\n <appSettings/>\n</configuration>"
        );

    [Fact]
    public void A_file_of_one_line_stays_one() =>
        Becomes("<configuration><appSettings/></configuration>", "<configuration>" + Group("", "", "") + "<appSettings/></configuration>");

    [Fact]
    public void A_proxy_that_is_there_is_replaced_in_its_place() =>
        Becomes(
            "<configuration>\n  <system.net>\n    <!-- a --><defaultProxy a='>'><proxy/></defaultProxy ><settings/>\n  "
                + "</system.net>\n</configuration>",
            "<configuration>\n  <system.net>\n    <!-- a -->"
                + Element("\n", "", "  ")[1..]
                + "<settings/>\n  </system.net>\n</configuration>"
        );

    [Theory]
    [InlineData(
        "<configuration>\n  <system.net>\n    <defaultProxy/>\n  </system.net>\n  <a/>\n</configuration>",
        "<configuration>\n  <a/>\n</configuration>"
    )]
    [InlineData(
        "<configuration>\n  <system.net>\n    <defaultProxy/>\n    <!-- kept -->\n  </system.net>\n</configuration>",
        "<configuration>\n  <system.net>\n    <!-- kept -->\n  </system.net>\n</configuration>"
    )]
    [InlineData(
        "<configuration><system.net><defaultProxy></defaultProxy></system.net><a/></configuration>",
        "<configuration><a/></configuration>"
    )]
    public void It_goes_with_its_line_and_a_group_that_is_empty_then(string before, string after)
    {
        var document = Parse(before);
        Assert.Equal(after, Encoding.UTF8.GetString(document.File.With(EwsProxyEditor.Remove(document))));
    }

    [Theory]
    [InlineData("<configuration><system.net><defaultProxy/><defaultProxy/></system.net></configuration>", "ProxyTwice")]
    [InlineData(
        "<configuration><system.net><defaultProxy/></system.net><system.net><defaultProxy/></system.net></configuration>",
        "ProxyTwice"
    )]
    [InlineData("<configuration><location path='x'><system.net><defaultProxy/></system.net></location></configuration>", "ProxyInLocation")]
    [InlineData("<configuration><appSettings></configuration>", "ConfigFileUnreadable")]
    [InlineData("<configuration><appSettings/><configSections/></configuration>", "ConfigFileUnreadable")]
    [InlineData("<web/>", "ConfigFileUnreadable")]
    [InlineData("", "ConfigFileUnreadable")]
    [InlineData("<!DOCTYPE configuration [<!ENTITY x 'y'>]><configuration>&x;</configuration>", "ConfigFileUnreadable")]
    [InlineData("<?xml version='1.0' encoding='x-unknown'?><configuration/>", "ConfigFileUnreadable")]
    public void A_file_that_cannot_be_worked_with_is_refused(string text, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<EwsProxyException>(() => Parse(text)).ErrorId);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal(
            "ConfigFileUnreadable",
            Assert
                .Throws<EwsProxyException>(() =>
                    ConfigDocument.Parse([.. "<configuration>"u8, 0xE9, .. "</configuration>"u8], "web.config")
                )
                .ErrorId
        );

    private static void Becomes(string before, string after)
    {
        Assert.Equal(after, Edit(before, Proxy));
        Assert.Null(Record.Exception(() => Parse(after)));
    }

    private static string Edit(string text, EwsProxySettings settings)
    {
        var document = Parse(text);
        return Encoding.UTF8.GetString(document.File.With(EwsProxyEditor.Set(document, settings)));
    }

    private static ConfigDocument Parse(string text) => ConfigDocument.Parse(Encoding.UTF8.GetBytes(text), "web.config");

    private static string Element(string newLine, string indent, string unit) =>
        $"{newLine}{indent}<defaultProxy enabled=\"true\" useDefaultCredentials=\"false\">"
        + $"{newLine}{indent}{unit}<proxy usesystemdefault=\"False\" proxyaddress=\"http://proxy:8080\" bypassonlocal=\"True\" />"
        + $"{newLine}{indent}</defaultProxy>";

    private static string Group(string newLine, string indent, string unit) =>
        $"{newLine}{indent}<system.net>{Element(newLine, indent + unit, unit)}{newLine}{indent}</system.net>";
}
