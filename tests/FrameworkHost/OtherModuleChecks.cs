using System.Reflection;

namespace FrameworkHost;

/// <summary>Another module in the same process, which refers to what we ship: it gets its own, and where it has none, nothing.</summary>
internal static class OtherModuleChecks
{
    /// <summary>Before Core is there: .NET would find what Core loaded, without asking anybody.</summary>
    public static Task RunBeforeCoreAsync(Checks checks, string folder) =>
        checks.RunAsync(
            "Another module that lacks what we have is not given ours",
            () =>
            {
                try
                {
                    Checks.Equal(null, Call(folder, "Zones")!.Location);
                }
                catch (TargetInvocationException exception) when (exception.InnerException is FileNotFoundException)
                {
                    // As without us.
                }
            }
        );

    /// <summary>Once Core has loaded all that it refers to.</summary>
    public static Task RunAsync(Checks checks, LoadedModule module, string folder) =>
        checks.RunAsync(
            "Another module that asks for a newer System.Text.Json gets it, and Core keeps its own",
            () =>
            {
                _ = Call(folder, "Install");
                var theirs = Call(folder, "Json")!;
                Checks.True(!IsOurs(theirs, module), $"It got ours, {theirs.Location}.");
                Checks.True(theirs.GetName().Version >= new Version(10, 0), $"It got {theirs.GetName().Version}.");
                if (LoadedModule.IsDotNet)
                {
                    return; // There the runtime has a System.Text.Json for everybody.
                }

                var ours = AppDomain
                    .CurrentDomain.GetAssemblies()
                    .Single(assembly => !assembly.IsDynamic && assembly.GetName().Name == "System.Text.Json" && IsOurs(assembly, module));
                Checks.Equal(8, ours.GetName().Version!.Major);
            }
        );

    private static bool IsOurs(Assembly assembly, LoadedModule module) =>
        assembly.Location.StartsWith(module.Bin, StringComparison.OrdinalIgnoreCase);

    private static Assembly? Call(string folder, string method) =>
        (Assembly?)
            Assembly
                .LoadFrom(Path.Combine(folder, "OtherModule.dll"))
                .GetType("OtherModule.Dependencies", throwOnError: true)!
                .GetMethod(method)!
                .Invoke(null, null);
}
