using System.Reflection;
using System.Reflection.Emit;

namespace FrameworkHost;

/// <summary>Whom the resolver answers, and with what.</summary>
internal static class ResolverChecks
{
    public static async Task RunAsync(Checks checks, LoadedModule module, string otherModule)
    {
        var resolver = ResolverOf(module);
        foreach (var (name, requester, isAnswered) in Requesters(module, otherModule))
        {
            await checks.RunAsync(
                $"{(isAnswered ? "Answered" : "Not answered")}: {name}",
                () => Check(resolver, "System.Text.Json", requester, isAnswered)
            );
        }

        foreach (var (asked, isAnswered) in Names(module))
        {
            await checks.RunAsync(
                $"{(isAnswered ? "Something" : "Nothing")} for: {asked}",
                () => Check(resolver, asked, module.Cmdlets, isAnswered)
            );
        }
    }

    private static ResolveEventHandler ResolverOf(LoadedModule module)
    {
        const BindingFlags hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        var type = module.Hosting.GetType("AllSolutionsExchange.Hosting.AppDomainResolver", throwOnError: true)!;
        var resolver = type.GetConstructors(hidden)[0].Invoke([module.Bin]);
        return (ResolveEventHandler)Delegate.CreateDelegate(typeof(ResolveEventHandler), resolver, type.GetMethod("Resolve", hidden)!);
    }

    private static void Check(ResolveEventHandler resolver, string asked, Assembly? requester, bool isAnswered) =>
        Checks.Equal(isAnswered, resolver(AppDomain.CurrentDomain, new ResolveEventArgs(asked, requester)) is not null);

    private static IEnumerable<(string Name, Assembly? Requester, bool IsAnswered)> Requesters(LoadedModule module, string otherModule)
    {
        var other = Path.Combine(otherModule, "OtherModule.dll");
        yield return ("one that is unknown", null, true);
        yield return ("the cmdlets", module.Cmdlets, true);
        yield return ("Core", LoadedModule.Core, true);
        yield return ("a file below bin/", new PlacedAssembly(Path.Combine(module.Bin, "Dependencies", "deeper", "x.dll")), true);
        yield return ("the runtime", typeof(object).Assembly, false);
        yield return ("this host", typeof(ResolverChecks).Assembly, false);
        yield return ("another module", Assembly.LoadFrom(other), false);
        yield return (
            "another copy of the module",
            new PlacedAssembly(Path.Combine(Path.GetTempPath(), "bin", "AllSolutionsExchange.dll")),
            false
        );
        yield return ("a folder that is named like bin/ and more", new PlacedAssembly(Path.Combine(module.Bin + "2", "x.dll")), false);
        yield return ("the module's folder itself", new PlacedAssembly(Path.Combine(Path.GetDirectoryName(module.Bin)!, "x.dll")), false);
        yield return (
            "types made at run time",
            AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Made"), AssemblyBuilderAccess.Run),
            false
        );
        yield return ("what was read from bytes", Assembly.Load(File.ReadAllBytes(other)), false);
    }

    // For each assembly that is shipped: each part of its name as it is, left out, and otherwise.
    private static IEnumerable<(string Asked, bool IsAnswered)> Names(LoadedModule module)
    {
        var dependencies = Path.Combine(module.Bin, "Dependencies");
        foreach (var name in Directory.GetFiles(dependencies, "*.dll").Select(AssemblyName.GetAssemblyName))
        {
            var (simple, version, token) = (name.Name!, name.Version!, TokenOf(name));
            yield return (name.FullName, true);
            yield return (simple, true);
            yield return (simple.ToUpperInvariant(), true);
            yield return ($"{simple}, Version=0.0.0.1, Culture=neutral, PublicKeyToken={token}", true);
            yield return ($"{simple}, Version={new Version(version.Major, version.Minor, version.Build, version.Revision + 1)}", false);
            yield return ($"{simple}, Version={version.Major + 1}.0.0.0, Culture=neutral, PublicKeyToken={token}", false);
            yield return ($"{simple}, Version={version}, Culture=nl, PublicKeyToken={token}", false);
            yield return ($"{simple}, Version={version}, Culture=neutral, PublicKeyToken=0123456789abcdef", false);
            if (token != "null")
            {
                yield return ($"{simple}, Version={version}, Culture=neutral, PublicKeyToken=null", false);
            }

            yield return ($"{simple}.resources, Version={version}, Culture=nl, PublicKeyToken={token}", false);
        }

        yield return (Path.Combine(dependencies, "System.Text.Json"), false);
        yield return ("../Dependencies/System.Text.Json", false);
        yield return (@"..\\Dependencies\\System.Text.Json", false);
        yield return ("System.Text.Json.dll", false);
        yield return ("AllSolutionsExchange.Nothing", false);
        yield return ("System.Text.Json, Culture=no culture", false);
        yield return ("System.Text.Json, Version=eight", false);
    }

    private static string TokenOf(AssemblyName name) =>
        name.GetPublicKeyToken() is { Length: > 0 } token
            ? string.Concat(token.Select(static part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))
            : "null";
}
