using System.Reflection;

namespace AllSolutionsExchange.Hosting;

/// <summary>The assemblies of <c>bin/Dependencies</c>, and which requests they answer.</summary>
internal sealed class ShippedAssemblies
{
    public const string CoreName = "AllSolutionsExchange.Core";

    private readonly Dictionary<string, string> _files;

    /// <param name="folder">The full path of <c>bin/Dependencies</c>.</param>
    public ShippedAssemblies(string folder) =>
        _files = Directory
            .GetFiles(folder, "*.dll")
            .ToDictionary(static file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    public static bool IsCore(AssemblyName name) => string.Equals(name.Name, CoreName, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The file that is what was asked for, or null. The name is looked up and never made into a path, so that one with
    /// path characters finds nothing.
    /// </summary>
    public string? Find(AssemblyName asked) =>
        asked.Name is { } name && _files.TryGetValue(name, out var file) && Answers(AssemblyName.GetAssemblyName(file), asked)
            ? file
            : null;

    /// <summary>
    /// Whether one assembly may be given where another was asked for: the same name, culture and public key token, and not an
    /// older version. What the request leaves out is not compared.
    /// </summary>
    public static bool Answers(AssemblyName given, AssemblyName asked) =>
        string.Equals(given.Name, asked.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(given.CultureName ?? "", asked.CultureName ?? "", StringComparison.OrdinalIgnoreCase)
        && (asked.GetPublicKeyToken() is not { } token || token.SequenceEqual(given.GetPublicKeyToken() ?? []))
        && (asked.Version is null || given.Version >= asked.Version);
}
