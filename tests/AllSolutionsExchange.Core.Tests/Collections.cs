using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests;

/// <summary>Collections for tests that do not depend on the kind.</summary>
internal static class Collections
{
    public static Collection Of(string user) => new(user, ItemKind.Appointment);

    public static FieldDigests Digests(this CanonicalItem item) => Kinds.Of(item.Kind).Digests(item);
}
