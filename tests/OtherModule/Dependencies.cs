using System.Reflection;
using System.Text.Json;
using TimeZoneConverter;

namespace OtherModule;

/// <summary>What this module takes from others.</summary>
public static class Dependencies
{
    /// <summary>From now on own/ is looked in, by simple name and for everybody, as many modules do.</summary>
    public static void Install()
    {
        var own = Path.Combine(Path.GetDirectoryName(typeof(Dependencies).Assembly.Location)!, "own");
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
            Path.Combine(own, new AssemblyName(request.Name).Name + ".dll") is var file && File.Exists(file)
                ? Assembly.LoadFrom(file)
                : null;
    }

    /// <summary>Where System.Text.Json comes from, which is used.</summary>
    public static Assembly Json() =>
        JsonSerializer.Serialize(42) == "42" ? typeof(JsonSerializer).Assembly : throw new InvalidOperationException("It does not work.");

    /// <summary>Where TimeZoneConverter comes from.</summary>
    /// <exception cref="FileNotFoundException">Nowhere, as it should be.</exception>
    public static Assembly Zones() => typeof(TZConvert).Assembly;
}
