using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>The folder with the EWS schemas and samples, which are no part of the project.</summary>
internal static class SharedData
{
    public const string Variable = "ALLSOLUTIONSEXCHANGE_SHARED";

    public static string? Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Why a test that needs it is skipped; null where it is there.</summary>
    public static string? Skip =>
        Folder is null
            ? $"The EWS schemas and samples are not here: set {Variable} to the folder that holds ews-schema and ews-samples."
            : null;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder!, .. parts]);
}

/// <summary>A test that needs the shared data; skipped, with the reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute() => Skip = SharedData.Skip;
}

/// <inheritdoc cref="SharedDataFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = SharedData.Skip;
}
