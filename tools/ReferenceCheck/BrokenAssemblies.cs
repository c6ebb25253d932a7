using Mono.Cecil;

namespace ReferenceCheck;

/// <summary>
/// Assemblies that refer to something which 5.1 does not have. A check that finds nothing wrong with one of them is blind.
/// </summary>
internal static class BrokenAssemblies
{
    private static readonly Dictionary<string, Action<ModuleDefinition>> Breaks = new(StringComparer.Ordinal)
    {
        ["a method that .NET Framework lacks, Path.GetRelativePath"] = static module =>
            Method(module, "System.IO", "Path", "GetRelativePath", 2),
        ["an overload that .NET Framework lacks, Path.Combine with no strings"] = static module =>
            Method(module, "System.IO", "Path", "Combine", 0),
        ["a type that .NET Framework lacks, System.Index"] = static module => Type(module, "System", "Index"),
        ["a newer version than is shipped"] = static module => Assembly(module, "System.Text.Json", new Version(99, 0, 0, 0)),
        ["a newer version than the framework has"] = static module => Assembly(module, "System.Xml", new Version(99, 0, 0, 0)),
        ["an assembly that nobody has"] = static module => Assembly(module, "Nowhere", new Version(1, 0, 0, 0)),
    };

    public static int Count => Breaks.Count;

    /// <summary>Those that pass.</summary>
    public static IEnumerable<string> NotSeen(KnownAssemblies known)
    {
        foreach (var (name, breakIt) in Breaks)
        {
            using var whole = Make(static module => Method(module, "System.IO", "Path", "Combine", 2), known);
            using var broken = Make(breakIt, known);
            if (new AssemblyCheck(whole.MainModule, known).Run().Any() || !new AssemblyCheck(broken.MainModule, known).Run().Any())
            {
                yield return name;
            }
        }
    }

    // Written and read again: only then are its references those of a file.
    private static AssemblyDefinition Make(Action<ModuleDefinition> addReference, KnownAssemblies known)
    {
        using var made = AssemblyDefinition.CreateAssembly(
            new AssemblyNameDefinition("Broken", new Version(1, 0)),
            "Broken",
            ModuleKind.Dll
        );
        addReference(made.MainModule);
        var stream = new MemoryStream();
        made.Write(stream);
        stream.Position = 0;
        return AssemblyDefinition.ReadAssembly(stream, new ReaderParameters { AssemblyResolver = known });
    }

    private static AssemblyNameReference Assembly(ModuleDefinition module, string name, Version version)
    {
        var reference = new AssemblyNameReference(name, version);
        module.AssemblyReferences.Add(reference);
        return reference;
    }

    // A field's type, or the call in a method, is what puts a reference into a file.
    private static TypeReference Type(ModuleDefinition module, string space, string name)
    {
        var type = new TypeReference(space, name, module, Assembly(module, "mscorlib", new Version(4, 0, 0, 0)));
        var user = new TypeDefinition("", "User", TypeAttributes.Class);
        user.Fields.Add(new FieldDefinition("used", FieldAttributes.Private, type));
        module.Types.Add(user);
        return type;
    }

    private static void Method(ModuleDefinition module, string space, string name, string method, int strings)
    {
        var reference = new MethodReference(method, module.TypeSystem.String, Type(module, space, name));
        for (var at = 0; at < strings; at++)
        {
            reference.Parameters.Add(new ParameterDefinition(module.TypeSystem.String));
        }

        var caller = new MethodDefinition("Call", MethodAttributes.Static, module.TypeSystem.Void);
        caller.Body.GetILProcessor().Emit(Mono.Cecil.Cil.OpCodes.Call, reference);
        module.Types[^1].Methods.Add(caller);
    }
}
