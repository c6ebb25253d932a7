using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>What a kind gives to the contract of sides: its items, by number.</summary>
internal sealed record ContractItems(Kind Kind, Func<int, CanonicalItem> Of, Func<int, CanonicalItem> Private)
{
    private const string Zone = "W. Europe Standard Time";

    public static readonly ContractItems Appointments = new(
        AppointmentFields.Kind,
        Appointment,
        number => Appointment(number) with { Sensitivity = Sensitivity.Private }
    );

    public static readonly ContractItems Tasks = new(
        TaskFields.Kind,
        Task,
        number => Task(number) with { Sensitivity = Sensitivity.Private }
    );

    /// <summary>The field of a name that all kinds have.</summary>
    public FieldSet Field(string name) =>
        FieldSet.Of(Kind.Fields.Select((field, place) => (field, place)).Single(row => row.field == name).place);

    private static Appointment Appointment(int number) =>
        new Appointment
        {
            Subject = $"item {number}",
            Body = $"text {number}",
            Location = $"room {number}",
            Start = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 9, number, 0), Zone),
            End = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 10, number, 0), Zone),
            Categories = [$"category {number}"],
        }.Normalized();

    private static TodoTask Task(int number) =>
        new TodoTask
        {
            Subject = $"item {number}",
            Body = $"text {number}",
            Start = new DateTime(2026, 12, 7).AddDays(number),
            Due = new DateTime(2026, 12, 8).AddDays(number),
            Status = TodoStatus.InProgress,
            Percent = 10 + number,
            Importance = number == 0 ? Importance.High : Importance.Low,
            ReminderUtc = new DateTime(2026, 12, 7, 8, number, 0, DateTimeKind.Utc),
            Categories = [$"category {number}"],
        }.Normalized();
}
