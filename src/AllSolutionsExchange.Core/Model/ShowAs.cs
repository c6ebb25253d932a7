namespace AllSolutionsExchange.Model;

/// <summary>How an appointment shows in the free/busy view (EWS <c>LegacyFreeBusyStatus</c>, MS-OXWSCDATA 2.2.3.17).</summary>
public enum ShowAs
{
    /// <summary>The time is free.</summary>
    Free = 0,

    /// <summary>The time is tentatively taken.</summary>
    Tentative = 1,

    /// <summary>The time is taken.</summary>
    Busy = 2,

    /// <summary>Out of office.</summary>
    OutOfOffice = 3,

    /// <summary>Working elsewhere; Exchange 2013 and later, 2010 keeps it as <see cref="Free"/>.</summary>
    WorkingElsewhere = 4,
}
