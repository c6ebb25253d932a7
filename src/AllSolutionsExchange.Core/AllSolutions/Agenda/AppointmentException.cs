namespace AllSolutionsExchange.AllSolutions;

/// <summary>An appointment cannot be taken into the register, or is not in it.</summary>
public sealed class AppointmentException : CouplingException
{
    internal AppointmentException(string errorId, string message, Exception? innerException = null)
        : base(errorId, message, innerException)
    {
    }

    internal static AppointmentException NotFound(string id) =>
        new("AppointmentNotFound", $"There is no appointment '{id}' in the register. Get-AsAppointment lists what there is.");
}
