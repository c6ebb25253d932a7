namespace AllSolutionsExchange.Model;

/// <summary>The kinds of item that travel between AllSolutions and Exchange.</summary>
public enum ItemKind
{
    /// <summary>An appointment: <c>IPM.Appointment</c> in Exchange, a row of MAFSPR in AllSolutions.</summary>
    Appointment = 1,

    /// <summary>A task: <c>IPM.Task</c> in Exchange, a row of the register's tasks in AllSolutions.</summary>
    Task = 2,
}
