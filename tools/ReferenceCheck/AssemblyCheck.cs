using Mono.Cecil;

namespace ReferenceCheck;

/// <summary>Whether all that an assembly refers to is there: assemblies, types, and members with their signatures.</summary>
internal sealed class AssemblyCheck(ModuleDefinition module, KnownAssemblies known)
{
    /// <summary>How many references were looked at.</summary>
    public int Count { get; private set; }

    /// <summary>What is missing.</summary>
    public IEnumerable<string> Run()
    {
        foreach (var reference in module.AssemblyReferences)
        {
            Count++;
            if (known.Find(reference) is null)
            {
                yield return $"{module.Name}: assembly {reference.FullName}";
            }
        }

        foreach (var type in module.GetTypeReferences())
        {
            Count++;
            if (!IsThere(() => type.Resolve()))
            {
                yield return $"{module.Name}: type {type.FullName} of {type.Scope}";
            }
        }

        // The runtime itself makes the members of arrays.
        foreach (var member in module.GetMemberReferences().Where(static member => member.DeclaringType is not ArrayType))
        {
            Count++;
            if (!IsThere(() => member.Resolve()))
            {
                yield return $"{module.Name}: member {member.FullName}";
            }
        }
    }

    private static bool IsThere(Func<IMemberDefinition?> resolve)
    {
        try
        {
            return resolve() is not null;
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }
}
