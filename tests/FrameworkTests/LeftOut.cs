using System.Reflection;
using Xunit.Abstractions;

namespace AllSolutionsExchange.FrameworkTests;

/// <summary>The tests that LeftOut.props names, which the build writes to the assembly.</summary>
internal sealed class LeftOut(Assembly assembly)
{
    private const string Prefix = "LeftOut:";
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(static left => left.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(static left => left.Key.Substring(Prefix.Length), static left => left.Value!, StringComparer.Ordinal);

    /// <summary>The names that left out nothing, once every test was asked about.</summary>
    public IEnumerable<string> Unused => _reasons.Keys.Except(_used);

    /// <summary>Why a test is left out, or nothing.</summary>
    public string? Reason(ITestCase test)
    {
        var type = test.TestMethod.TestClass.Class.Name.Split('.').Last();
        foreach (var name in new[] { type, $"{type}.{test.TestMethod.Method.Name}" })
        {
            if (!_reasons.TryGetValue(name, out var reason))
                continue;
            _used.Add(name);
            return reason;
        }

        return null;
    }
}
