using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What a side can and cannot do, so that the planner never asks for it.</summary>
internal sealed record SideCapabilities
{
    /// <summary>
    /// Whether an item is given its marker as soon as it is linked. False where that would be a write of its own into somebody's mailbox.
    /// </summary>
    public bool StampsOnLink { get; init; }

    /// <summary>
    /// Whether no item keeps its marker longer than its link: one whose link is not remembered tells then that the store was put back.
    /// </summary>
    public bool MarkersEndWithLinks { get; init; }

    /// <summary>
    /// Whether an item gets another id when its user moves it. One that carries no marker and has no UID can be found by nothing then, and
    /// that it is gone does not prove that it was deleted.
    /// </summary>
    public bool MovesChangeIds { get; init; }

    /// <summary>Whether it keeps a stamp of the store. False where that would be a write into somebody's mailbox.</summary>
    public bool KeepsStamp { get; init; }

    /// <summary>Whether it answers without a request to any server, so that it may be asked for what is only shown.</summary>
    public bool IsLocal { get; init; }

    /// <summary>How many items one request of <see cref="ISyncSide.FindAsync"/> looks for.</summary>
    public int FindBatch { get; init; } = 25;

    /// <summary>How many ids one <see cref="ISyncSide.LoadAsync"/> takes. Shrinks while the server is busy.</summary>
    public int LoadBatch { get; init; } = 100;

    /// <summary>How many operations one <see cref="ISyncSide.WriteAsync"/> takes. Shrinks while the server is busy.</summary>
    public int WriteBatch { get; init; } = 100;

    /// <summary>Fields that this side never takes from the other.</summary>
    public FieldSet ReadOnlyFields { get; init; }

    /// <summary>
    /// Fields that this side has. What items hold of the others here says nothing: they are the other side's alone, and are neither
    /// emptied nor overwritten there.
    /// </summary>
    public FieldSet KnownFields { get; init; } = FieldSet.Every;

    /// <summary>By what it reads its items (<see cref="SideMapping"/>); null if there is only one way.</summary>
    public string? Mapping { get; init; }
}
