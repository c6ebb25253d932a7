using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What to set of an item. Null leaves what is there as it is; of a new item it stands for nothing.</summary>
public abstract record ItemChanges
{
    private const int FirstYear = 1900;
    private const int LastYear = 4500;

    /// <summary>The subject; empty for none.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public string? Body { get; init; }

    /// <summary>How confidential it is.</summary>
    public Sensitivity? Sensitivity { get; init; }

    /// <summary>The categories, all of them; empty for none.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The item as it would be after this, in canonical form.</summary>
    /// <param name="current">The item now, or null for a new one.</param>
    /// <param name="defaultZone">The time zone of a time that names none.</param>
    /// <param name="now">The register's time.</param>
    /// <exception cref="RegisterException">A value cannot be taken, or two contradict each other.</exception>
    internal abstract CanonicalItem ApplyTo(CanonicalItem? current, string defaultZone, DateTimeOffset now);

    /// <summary>The subject, if Exchange can keep it.</summary>
    private protected string? CheckedSubject() =>
        CanonicalText.Line(Subject).Length > Appointment.MaxSubjectLength
            ? throw new RegisterException(
                ErrorIds.SubjectRefused,
                $"A subject can have at most {Appointment.MaxSubjectLength} characters; this one has {CanonicalText.Line(Subject).Length}.",
                "Shorten it, or put the rest into -Body."
            )
            : Subject;

    /// <summary>A time, if it lies in the years that Exchange knows.</summary>
    private protected static DateTime? Checked(DateTime? time) =>
        time is { Year: < FirstYear or > LastYear }
            ? throw new RegisterException(ErrorIds.TimeRefused, $"A date must lie between the years {FirstYear} and {LastYear}.")
            : time;

    /// <summary>A value of an enumeration, if it is one of its values.</summary>
    private protected static T? Checked<T>(T? value)
        where T : struct, Enum =>
        value is null || Enum.IsDefined(typeof(T), value.Value)
            ? value
            : throw new RegisterException(
                ErrorIds.ValueRefused,
                $"{value} is not a value of {typeof(T).Name}.",
                $"It is one of {string.Join(", ", Enum.GetNames(typeof(T)))}."
            );
}
