using System.Text.Json;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>An appointment cannot be taken into the register, or is not in it.</summary>
public sealed class AppointmentException : CouplingException
{
    internal AppointmentException(ErrorDescriptor error, string fault, string? advice = null, Exception? innerException = null)
        : base(error, fault, advice, innerException: innerException)
    {
    }

    internal AppointmentException(ErrorDescriptor error, CouplingException cause)
        : base(error, cause)
    {
    }

    internal static AppointmentException NotFound(string id) =>
        new(ErrorIds.AppointmentNotFound, $"There is no appointment '{id}' in the register.", "Get-AsAppointment lists what there is.");

    /// <summary>Whether a row of the register holds a value that cannot be read.</summary>
    public bool IsUnreadable => ErrorId == ErrorIds.AppointmentUnreadable.Id;

    internal static AppointmentException Unreadable(string id, Exception cause) =>
        new(
            ErrorIds.AppointmentUnreadable,
            $"Appointment '{id}' in the register holds a value that cannot be read.",
            "Remove it with Remove-AsAppointment and enter it anew; the others are not affected.",
            cause);

    /// <summary>Whether an exception says that a value is not what it should be.</summary>
    internal static bool IsOfValue(Exception exception) => exception
        is FormatException or ArgumentException or OverflowException or InvalidCastException or JsonException or UnknownTimeZoneException;
}
