namespace AllSolutionsExchange.ModuleTests.Hosting;

/// <summary>Where the build laid what the tests import and start.</summary>
internal static class BuiltModule
{
    // artifacts/bin/AllSolutionsExchange.Module.Tests/<configuration>/
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
    private static readonly string Artifacts = Output.Parent!.Parent!.Parent!.FullName;

    public static string Folder => Path.Combine(Artifacts, "AllSolutionsExchange");

    public static string Manifest => Path.Combine(Folder, "AllSolutionsExchange.psd1");

    /// <summary>The folder that all of it was built from.</summary>
    public static string Repository => Path.GetDirectoryName(Artifacts)!;

    /// <summary>The assembly that another project of the solution built, in the configuration that the tests were built in.</summary>
    public static string AssemblyOf(string project) => Path.Combine(Artifacts, "bin", project, Output.Name, project + ".dll");
}
