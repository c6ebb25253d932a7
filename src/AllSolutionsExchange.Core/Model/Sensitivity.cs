namespace AllSolutionsExchange.Model;

/// <summary>How confidential an item is (EWS <c>Sensitivity</c>, MS-OXWSCDATA 2.2.3.28).</summary>
public enum Sensitivity
{
    /// <summary>Not confidential.</summary>
    Normal = 0,

    /// <summary>Personal.</summary>
    Personal = 1,

    /// <summary>Private: others see the time only.</summary>
    Private = 2,

    /// <summary>Company confidential.</summary>
    Confidential = 3,
}
