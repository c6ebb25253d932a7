using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// What becomes of an agreement when the mapping's version goes up (<see cref="Kind.MappingVersion"/>). Digests of two versions say nothing
/// of each other, so every item is read again: one that nobody changed since agrees as it is, and of one that somebody changed the other
/// end's agreement tells what it was.
/// </summary>
internal static class Remapping
{
    /// <summary>An end that was just read again, with what it agreed on.</summary>
    /// <param name="before">The end as it was.</param>
    /// <param name="now">The end as it is, with the digests of today's mapping.</param>
    public static LinkEnd Reread(LinkEnd before, LinkEnd now) =>
        IsUntouched(before, now) && before.Agreed == before.Now ? now with { Agreed = now.Now } : now with { Agreed = before.Agreed };

    /// <summary>Whether an end was only read again under another mapping: that is no news of its item.</summary>
    public static bool IsUntouched(LinkEnd before, LinkEnd now) =>
        !before.Now.IsNone
        && before.Now.MappingVersion != now.Now.MappingVersion
        && string.Equals(before.Version, now.Version, StringComparison.Ordinal);

    /// <summary>Whether neither end can tell any more what both agreed on: both were changed.</summary>
    public static bool IsAgreementLost(Link link) => link.IsAgreed && IsStale(link.AllSolutions) && IsStale(link.Exchange);

    /// <summary>The link whose changed end agreed on what the other one did.</summary>
    public static Link WithOthersAgreement(Link link)
    {
        foreach (var side in SideNames.Both)
        {
            if (IsStale(link[side]) && !IsStale(link[side.Other()]))
            {
                link = link.With(side, link[side] with { Agreed = link[side.Other()].Agreed });
            }
        }

        return link;
    }

    private static bool IsStale(LinkEnd end) => !end.Agreed.IsNone && end.Agreed.MappingVersion != end.Now.MappingVersion;
}
