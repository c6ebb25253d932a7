namespace AllSolutionsExchange.Model;

/// <summary>How much an item matters (EWS <c>Importance</c>, MS-OXWSCDATA ImportanceChoicesType).</summary>
public enum Importance
{
    /// <summary>As much as most.</summary>
    Normal = 0,

    /// <summary>Less.</summary>
    Low = 1,

    /// <summary>More.</summary>
    High = 2,
}
