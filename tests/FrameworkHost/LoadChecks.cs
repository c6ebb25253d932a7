using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FrameworkHost;

/// <summary>What is in the process once the cmdlets have been looked at.</summary>
internal static class LoadChecks
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static async Task RunAsync(Checks checks, LoadedModule module)
    {
        await checks.RunAsync(
            "Looking at the cmdlets loads Core",
            () =>
            {
                Checks.Equal(null, LoadedModule.Core);
                foreach (var type in module.Cmdlets.GetTypes())
                {
                    // As PowerShell looks at a cmdlet's parameters.
                    foreach (var property in type.GetProperties())
                    {
                        _ = property.PropertyType;
                    }
                }

                Checks.Equal(Path.Combine(module.Bin, "Dependencies", "AllSolutionsExchange.Core.dll"), LoadedModule.Core?.Location);
            }
        );
        await checks.RunAsync(
            "The native SQLite of this platform is in the process, before anything asked for it",
            () => CheckNative(module)
        );
        if (LoadedModule.IsDotNet)
        {
            return; // It is about the class library of .NET Framework.
        }

        await checks.RunAsync(
            "Every attribute can be read and every method compiled",
            () =>
            {
                var count = new[] { module.Hosting, module.Cmdlets, LoadedModule.Core! }.Sum(Prepare);
                Checks.True(count > 3000, $"Only {count} methods were found.");
            }
        );
    }

    private static void CheckNative(LoadedModule module)
    {
        var native = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? "win-x64/native/e_sqlite3.dll"
            : "linux-x64/native/libe_sqlite3.so";
        var path = Path.Combine(module.Bin, "Dependencies", "runtimes", native).Replace('/', Path.DirectorySeparatorChar);
        var loaded = LoadedFiles().Where(static file => file.Contains("e_sqlite3"));
        Checks.Equal(path, string.Join(" and ", loaded.Distinct(StringComparer.OrdinalIgnoreCase)));
    }

    // Mono lists no libraries on Linux, so the system is asked.
    private static IEnumerable<string> LoadedFiles()
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return File.ReadAllLines("/proc/self/maps")
                .Where(static line => line.Contains('/'))
                .Select(static line => line.Substring(line.IndexOf('/')));
        }

        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(static library => library.FileName).ToList();
    }

    // As PowerShell does with cmdlets, but with everything.
    private static int Prepare(Assembly assembly)
    {
        var types = assembly.GetTypes();
        foreach (var type in types)
        {
            _ = type.GetCustomAttributes(inherit: true);
            foreach (var member in type.GetMembers(Declared))
            {
                _ = member.GetCustomAttributes(inherit: true);
            }
        }

        var methods = types
            .Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)))
            .Where(static method =>
                !method.IsAbstract && !method.ContainsGenericParameters && !method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
            )
            .ToList();
        foreach (var method in methods)
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        return methods.Count;
    }
}
