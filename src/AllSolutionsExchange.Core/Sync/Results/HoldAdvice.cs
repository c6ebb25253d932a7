namespace AllSolutionsExchange.Sync;

/// <summary>What an admin can do about an item that is left alone.</summary>
internal static class HoldAdvice
{
    /// <summary>For items that differ, of which it is not known what was agreed.</summary>
    public static string Diverged(Collection collection) =>
        "Both sides hold something else, and it is not known what they agreed on: a side or the store was put back to an earlier state, "
        + $"or the user was registered anew. Make both the same, or run Invoke-AsExchangeSync {CommandText.Only(collection)} "
        + "-ConflictPolicy ExchangeWins or AllSolutionsWins, which decides for all that are held for this.";

    /// <param name="collection">The items of one kind of one user, to which it belongs.</param>
    /// <param name="side">The side whose item is the reason.</param>
    /// <param name="reason">Why it is held.</param>
    /// <param name="trouble">What went wrong, if something did.</param>
    /// <param name="window">The parameters that make the window reach the item; empty if the default reaches it.</param>
    /// <param name="link">What is known of the item; null if nothing is.</param>
    public static string Of(Collection collection, SideName side, HoldReason reason, Trouble? trouble, string window, Link? link)
    {
        var sync = "Invoke-AsExchangeSync " + CommandText.Only(collection);
        var advice = reason switch
        {
            HoldReason.Series =>
                "Series and recurring tasks are not synchronised yet. Enter the items one by one, or keep the series on both sides "
                    + "yourself.",
            HoldReason.Private => "Private items are not synchronised. Remove the mark if the other side may have it.",
            HoldReason.OutsideWindow => $"It is made on the other side when its time comes. To make it now: {sync}{window}.",
            HoldReason.Unmatched =>
                $"It matches nothing on the other side. See what would be made of it: {sync} -InitialMode Both{window} -WhatIf; "
                    + "without -WhatIf it is made.",
            HoldReason.Ambiguous =>
                "It is not certain which item of the other side it is: several have its title and time, or one without a date has "
                    + "its title and holds something else. Remove the extra ones, give them other titles, or make both the same; the "
                    + "next run links what is left.",
            HoldReason.PendingDelete when link is not null && link[side].IsRestricted =>
                $"It was deleted in {side.Other()}. In {side} only its organizer or owner deletes it.",
            HoldReason.PendingDelete when link is { Exchange: { IsMarked: false, Uid: null, IsLive: false } } =>
                "It is gone from its folder in Exchange, where it could not be marked: it was deleted or moved. If it was deleted, delete "
                    + "it in AllSolutions too.",
            HoldReason.PendingDelete =>
                $"It was deleted in {side.Other()}. Delete it in {side} too, or run {sync} -DeletionPolicy Both. If it is changed in "
                    + $"{side}, it is made again in {side.Other()}.",
            HoldReason.ReadOnly when link is not null => ReadOnly(collection.User, link),
            HoldReason.OtherKind => "Its folder is for items of another kind. It stays as it is.",
            HoldReason.Diverged => Diverged(collection),
            _ => "",
        };
        return trouble is null ? advice : $"{advice} {Failure(reason, trouble)}".TrimStart();
    }

    private static string ReadOnly(string user, Link link)
    {
        var target = HeldLink.Unwritten(link);
        if (!HeldLink.IsMeeting(link))
        {
            return $"Nothing is carried to {target} for this user, or not by this run. To carry it there: "
                + $"Set-AsUserMailbox -User {CommandText.Quote(user)} -Direction Both.";
        }

        return link.Exchange.IsLive
            ? "It is a meeting with attendees or an assigned task, which the synchronisation never writes in Exchange. Change it there "
                + "as the meeting's organizer or the task's owner, or undo the change in AllSolutions."
            : "It is a meeting with attendees or an assigned task that is gone from Exchange, where only its organizer or owner makes one. "
                + "Remove it in AllSolutions too, or have it sent again.";
    }

    private static string Failure(HoldReason reason, Trouble trouble)
    {
        if (reason == HoldReason.NotKept)
        {
            return $"{trouble.Error.Message} Change the field on one of the two sides.";
        }

        var next = new DateTime(trouble.NextTryTicks, DateTimeKind.Utc);
        return $"It failed {trouble.Failures} times in a row in {trouble.Side} ({trouble.Error.Code}). {trouble.Error.Message} "
            + FormattableString.Invariant($"It is tried again after {next:yyyy-MM-dd HH:mm} UTC, or when it changes.");
    }
}
