using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What is remembered of a side as a whole.</summary>
/// <param name="Identity">Which mailbox or register it is.</param>
/// <param name="Seen">Up to where its history was seen (<see cref="ISyncSide.Seen"/>), or null.</param>
/// <param name="Trust">How far its memory and ours belong together.</param>
/// <param name="Stamps">
/// The stamps that the side may hold of this store, separated by spaces: the one that it held, and the one that it was about to be given
/// when that was stored. Null before the first.
/// </param>
/// <param name="Mapping">By what its items were read (<see cref="SideMapping"/>); null if there is only one way.</param>
internal sealed record SideMemory(
    SideIdentity Identity,
    string? Seen = null,
    SideTrust Trust = SideTrust.Full,
    string? Stamps = null,
    string? Mapping = null
);

/// <summary>A side is read by a mapping from now on.</summary>
/// <param name="Side">Which side.</param>
/// <param name="Mapping">The mapping; null if there is only one way.</param>
/// <param name="IsReread">Whether its items are read again.</param>
/// <param name="Changed">The fields that are read in another way: what they held is forgotten, and what they hold now agrees.</param>
internal sealed record MappingChange(SideName Side, string? Mapping, bool IsReread = false, FieldSet Changed = default);

/// <summary>How far what a side says and what is remembered of it belong together.</summary>
internal enum SideTrust
{
    /// <summary>It goes on from where it was left.</summary>
    Full = 0,

    /// <summary>It no longer knew its cursor and is listed anew: what is nowhere on it was not necessarily deleted by anybody.</summary>
    Forgot = 1,

    /// <summary>It was put back to an earlier state. Nothing is done before somebody decided.</summary>
    PutBack = 2,

    /// <summary>Somebody decided: it is listed anew and matched again, and nothing is overwritten or deleted for what it holds.</summary>
    Rematching = 3,
}
