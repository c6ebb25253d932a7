namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>The project's own files, found upwards from the tests.</summary>
internal static class Sources
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AllSolutionsExchange.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
