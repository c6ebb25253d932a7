using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>Takes some fields of one appointment into another.</summary>
internal static class AppointmentMerge
{
    public static Appointment Take(AppointmentFields fields, Appointment from, Appointment into)
    {
        bool Has(AppointmentFields field) => (fields & field) == field;
        var hasTime = Has(AppointmentFields.Time);
        return into with
        {
            Subject = Has(AppointmentFields.Subject) ? from.Subject : into.Subject,
            Body = Has(AppointmentFields.Body) ? from.Body : into.Body,
            Location = Has(AppointmentFields.Location) ? from.Location : into.Location,
            Start = hasTime ? from.Start : into.Start,
            End = hasTime ? from.End : into.End,
            IsAllDay = hasTime ? from.IsAllDay : into.IsAllDay,
            ShowAs = Has(AppointmentFields.ShowAs) ? from.ShowAs : into.ShowAs,
            Sensitivity = Has(AppointmentFields.Sensitivity) ? from.Sensitivity : into.Sensitivity,
            Categories = Has(AppointmentFields.Categories) ? from.Categories : into.Categories,
            ReminderMinutes = Has(AppointmentFields.Reminder) ? from.ReminderMinutes : into.ReminderMinutes,
            Attendees = Has(AppointmentFields.Attendees) ? from.Attendees : into.Attendees,
        };
    }
}
