using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace AllSolutionsExchange.ModuleTests.Hosting;

/// <summary>Makes objects of Core's types. They live in the module's own load context, where neither a reference nor a type name in a
/// script reaches them.</summary>
internal static class CoreTypes
{
    /// <summary>An object with these properties. A session has imported the module before.</summary>
    public static object Make(string type, Hashtable properties) =>
        LanguagePrimitives.ConvertTo(properties, Find(type), CultureInfo.InvariantCulture);

    public static object Construct(string type, params object?[] arguments) => Activator.CreateInstance(Find(type), arguments)!;

    public static Type Find(string type) =>
        Assembly.Load("AllSolutionsExchange.Core").GetType("AllSolutionsExchange." + type, throwOnError: true)!;
}
