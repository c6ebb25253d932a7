namespace AllSolutionsExchange.Model;

/// <summary>The kinds of item that travel between AllSolutions and Exchange.</summary>
public enum ItemKind
{
    /// <summary>An appointment: <c>IPM.Appointment</c> in Exchange, a row of MAFSPR in AllSolutions.</summary>
    Appointment = 1,
}
