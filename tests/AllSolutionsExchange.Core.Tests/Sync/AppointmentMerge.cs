using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Tests.Sync;

internal static class AppointmentMerge
{
    /// <summary>An appointment with some of its fields taken from another, as a server does that is told to update just these.</summary>
    public static Appointment Take(Appointment into, Appointment from, FieldSet fields)
    {
        bool Has(FieldSet field) => fields.Contains(field);
        return into with
        {
            Subject = Has(AppointmentFields.Subject) ? from.Subject : into.Subject,
            Body = Has(AppointmentFields.Body) ? from.Body : into.Body,
            Location = Has(AppointmentFields.Location) ? from.Location : into.Location,
            Start = Has(AppointmentFields.Time) ? from.Start : into.Start,
            End = Has(AppointmentFields.Time) ? from.End : into.End,
            IsAllDay = Has(AppointmentFields.Time) ? from.IsAllDay : into.IsAllDay,
            ShowAs = Has(AppointmentFields.ShowAs) ? from.ShowAs : into.ShowAs,
            Sensitivity = Has(AppointmentFields.Sensitivity) ? from.Sensitivity : into.Sensitivity,
            Categories = Has(AppointmentFields.Categories) ? from.Categories : into.Categories,
            ReminderMinutes = Has(AppointmentFields.Reminder) ? from.ReminderMinutes : into.ReminderMinutes,
            Attendees = Has(AppointmentFields.Attendees) ? from.Attendees : into.Attendees,
        };
    }
}
