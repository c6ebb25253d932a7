using System.Xml.Linq;
using AllSolutionsExchange.Setup.Proxy;
using AllSolutionsExchange.Tests.Sync;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>Whatever a file looks like: what is not the proxy stays, the proxy reads as it was set, and the way back is exact.</summary>
public sealed class EwsProxyPropertyTests
{
    private static Arbitrary<int> Seeds() => Arb.From(Gen.Choose(0, int.MaxValue - 1));

    [Property(MaxTest = 2000)]
    public Property Outside_of_the_splice_every_byte_stays_and_the_rest_means_the_same() =>
        Prop.ForAll(
            Seeds(),
            seed =>
            {
                var before = new RandomConfig(seed).Make();
                var settings = Settings(seed);
                var document = ConfigDocument.Parse(before, "web.config");
                var splice = EwsProxyEditor.Set(document, settings);
                var after = document.File.With(splice);
                var start = document.File.ByteOffset(splice.Start);
                var tail = before.Length - document.File.ByteOffset(splice.Start + splice.Length);
                return (before.Take(start).SequenceEqual(after.Take(start)) && before.TakeLast(tail).SequenceEqual(after.TakeLast(tail)))
                    .Label("bytes")
                    .And((Without(before) == Without(after)).Label("meaning"))
                    .And(Proxies(after).SequenceEqual([Written(settings)]).Label("proxy"))
                    .And((FirstOf(before) != "configSections" || FirstOf(after) == "configSections").Label("sections first"))
                    .And(settings.IsSameAs(EwsProxyReader.Read(ConfigDocument.Parse(after, "web.config").Proxy)).Label("read"));
            }
        );

    [Property(MaxTest = 2000)]
    public Property Taken_out_again_the_rest_means_the_same() =>
        Prop.ForAll(
            Seeds(),
            seed =>
            {
                var before = new RandomConfig(seed).Make();
                var document = ConfigDocument.Parse(before, "web.config");
                var set = ConfigDocument.Parse(document.File.With(EwsProxyEditor.Set(document, Settings(seed))), "web.config");
                var after = set.File.With(EwsProxyEditor.Remove(set));
                return (Without(before) == Without(after)).Label("meaning").And((Proxies(after).Count == 0).Label("gone"));
            }
        );

    [Fact]
    public void Set_and_remove_or_restore_give_back_the_original() =>
        Prop.ForAll(
                Seeds(),
                seed =>
                {
                    using var file = new WebConfig(new RandomConfig(seed).Make());
                    file.SetAsync(Settings(seed), force: true).GetAwaiter().GetResult();
                    file.SetAsync(Settings(seed + 1)).GetAwaiter().GetResult();
                    var hadProxy = ConfigDocument.Parse(file.Original, file.Path).Proxy is not null;
                    if (hadProxy || seed % 2 == 0)
                    {
                        file.RestoreAsync().GetAwaiter().GetResult();
                    }
                    else
                    {
                        file.RemoveAsync().GetAwaiter().GetResult();
                    }

                    return file.Content.SequenceEqual(file.Original);
                }
            )
            .Check(StorySeeds.Configuration(400));

    private static EwsProxySettings Settings(int seed) =>
        seed % 5 == 0
            ? EwsProxySettings.Create(null, useSystemDefault: true, seed % 2 == 0, bypassList: null, seed % 3 == 0)
            : EwsProxySettings.Create(
                $"http://proxy{seed % 7}:8080",
                useSystemDefault: false,
                seed % 2 == 0,
                seed % 3 == 0 ? ["a<b>&\"é", @"\.contoso\.nl$"] : null,
                seed % 4 == 0
            );

    private static XElement Root(byte[] content) => XDocument.Load(new MemoryStream(content)).Root!;

    private static string FirstOf(byte[] content) => Root(content).Elements().FirstOrDefault()?.Name.LocalName ?? "";

    private static List<string> Proxies(byte[] content) =>
        [.. Root(content).Elements("system.net").Elements("defaultProxy").Select(proxy => proxy.ToString(SaveOptions.DisableFormatting))];

    // As the framework's own writer has it, which the product does not use.
    private static string Written(EwsProxySettings settings) =>
        new XElement(
            "defaultProxy",
            new XAttribute("enabled", "true"),
            new XAttribute("useDefaultCredentials", settings.UseDefaultCredentials),
            new XElement(
                "proxy",
                new XAttribute("usesystemdefault", settings.UseSystemDefault ? "True" : "False"),
                settings.ProxyAddress is null
                    ? null
                    : new XAttribute("proxyaddress", settings.ProxyAddress.GetLeftPart(UriPartial.Authority)),
                settings.BypassOnLocal is null ? null : new XAttribute("bypassonlocal", settings.BypassOnLocal.Value ? "True" : "False")
            ),
            settings.BypassList.Count == 0
                ? null
                : new XElement("bypasslist", settings.BypassList.Select(address => new XElement("add", new XAttribute("address", address))))
        ).ToString(SaveOptions.DisableFormatting);

    /// <summary>The file without the proxy, and without the group where nothing else is in it.</summary>
    private static string Without(byte[] content)
    {
        var root = Root(content);
        root.Elements("system.net").Elements("defaultProxy").Remove();
        root.Elements("system.net").Where(group => !group.Nodes().Any()).Remove();
        if (!root.Nodes().Any())
        {
            root.RemoveNodes();
        }

        root.Add("");
        return root.ToString(SaveOptions.DisableFormatting);
    }
}
