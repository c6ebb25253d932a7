namespace AllSolutionsExchange.Model;

/// <summary>How far a task is (EWS <c>Status</c>, MS-OXWSTASK 2.2.5.3).</summary>
public enum TodoStatus
{
    /// <summary>Not started: 0 percent.</summary>
    NotStarted = 0,

    /// <summary>In progress.</summary>
    InProgress = 1,

    /// <summary>Completed: 100 percent.</summary>
    Completed = 2,

    /// <summary>Waiting for somebody else.</summary>
    WaitingOnOthers = 3,

    /// <summary>Put off.</summary>
    Deferred = 4,
}
