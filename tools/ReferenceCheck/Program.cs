using System.Reflection;
using ReferenceCheck;

// usage: ReferenceCheck MODULE
//   MODULE  the folder of the built module
var paths = Assembly
    .GetExecutingAssembly()
    .GetCustomAttributes<AssemblyMetadataAttribute>()
    .ToDictionary(data => data.Key, data => data.Value!, StringComparer.Ordinal);
using var known = new KnownAssemblies(Path.Combine(Path.GetFullPath(args[0]), "bin"), paths["Framework"], paths["PowerShell"]);
var count = 0;
var faults = new List<string>();
foreach (var assembly in known.Shipped)
{
    var check = new AssemblyCheck(assembly.MainModule, known);
    faults.AddRange(check.Run());
    count += check.Count;
    Console.WriteLine($"{assembly.Name.Name} {assembly.Name.Version}: {check.Count} references");
}

foreach (var answered in known.AnsweredByResolver)
{
    Console.WriteLine($"answered by the resolver: {answered}");
}

var blind = BrokenAssemblies.NotSeen(known).ToList();
foreach (var fault in faults)
{
    Console.WriteLine($"FAILED: {fault}");
}

foreach (var broken in blind)
{
    Console.WriteLine($"FAILED: this check does not see {broken}");
}

var failed = faults.Count + blind.Count;
Console.WriteLine($"References: {count + BrokenAssemblies.Count - failed} passed, {failed} failed, 0 skipped");
return failed == 0 ? 0 : 1;
