using System.Reflection;

namespace FrameworkHost;

/// <summary>An assembly of which nothing is known but where it lies.</summary>
internal sealed class PlacedAssembly(string location) : Assembly
{
    public override string Location => location;

    public override bool IsDynamic => false;
}
