using System.ComponentModel;
using System.Reflection;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Hosting;

/// <summary>Finds the native SQLite of this platform under <c>bin/Dependencies/runtimes</c> and binds the provider to it.</summary>
internal static class NativeSqlite
{
    private const string LibraryName = "e_sqlite3";
    private const int ResolveNow = 2;

    public static bool IsProvider(AssemblyName name) =>
        string.Equals(name.Name, "SQLitePCLRaw.provider.e_sqlite3", StringComparison.Ordinal);

    /// <summary>PowerShell 7: without this the runtime's own probing may take the host's SQLite.</summary>
    public static void SetImportResolver(Assembly provider, string folder)
    {
        var nativeLibrary = Type.GetType(
            "System.Runtime.InteropServices.NativeLibrary, System.Runtime.InteropServices",
            throwOnError: true
        )!;
        var load = (Func<string, IntPtr>)nativeLibrary.GetMethod("Load", [typeof(string)])!.CreateDelegate(typeof(Func<string, IntPtr>));
        var setResolver = nativeLibrary.GetMethod("SetDllImportResolver")!;
        var resolver = new ImportResolver(load, PathOf(folder));
        var import = Delegate.CreateDelegate(setResolver.GetParameters()[1].ParameterType, resolver, nameof(ImportResolver.Resolve));
        setResolver.Invoke(null, [provider, import]);
    }

    /// <summary>
    /// Windows PowerShell 5.1: a library that is in the process already is found by its name. The same holds for Mono, where the
    /// tests run what .NET Framework has.
    /// </summary>
    /// <exception cref="DllNotFoundException">The system refuses it.</exception>
    public static void LoadIntoProcess(string folder)
    {
        var path = PathOf(folder);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            if (LoadLibrary(path) != IntPtr.Zero)
            {
                return;
            }

            var reason = new Win32Exception(Marshal.GetLastWin32Error());
            throw new DllNotFoundException($"The native SQLite '{path}' cannot be loaded: {reason.Message.TrimEnd('.')}.", reason);
        }

        if (OpenLibrary(path, ResolveNow) == IntPtr.Zero)
        {
            throw new DllNotFoundException($"The native SQLite '{path}' cannot be loaded.");
        }
    }

    private static string PathOf(string folder) => Path.Combine(folder, "runtimes", RuntimeIdentifier(), "native", FileName());

    private static string RuntimeIdentifier()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return "win-" + architecture;
        }

        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return "osx-" + architecture;
        }

        // The C library is not to be asked for directly; the runtime knows which one it was built for.
        var runtime = AppContext.GetData("RUNTIME_IDENTIFIER") as string ?? "";
        return (runtime.Contains("musl") || runtime.Contains("alpine") ? "linux-musl-" : "linux-") + architecture;
    }

    private static string FileName()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return LibraryName + ".dll";
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? $"lib{LibraryName}.dylib" : $"lib{LibraryName}.so";
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "LoadLibraryW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LoadLibrary(string path);

    [DllImport("libdl.so.2", EntryPoint = "dlopen", CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr OpenLibrary(string path, int mode);

    private sealed class ImportResolver(Func<string, IntPtr> load, string path)
    {
        public IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath) =>
            string.Equals(library, LibraryName, StringComparison.Ordinal) ? load(path) : IntPtr.Zero;
    }
}
