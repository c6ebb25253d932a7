using System.Management.Automation;

namespace AllSolutionsExchange.Formatting;

/// <summary>
/// What Times.Types.ps1xml reads the times of results by: a property of the same name, of which the text is the same in any culture.
/// </summary>
public static class Times
{
    /// <summary>A start.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? Start(PSObject result) => Of(result, nameof(Start));

    /// <summary>An end.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? End(PSObject result) => Of(result, nameof(End));

    /// <summary>A start in UTC.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? StartUtc(PSObject result) => Of(result, nameof(StartUtc));

    /// <summary>A day on which something starts.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The day, or null.</returns>
    public static object? StartDate(PSObject result) => Of(result, nameof(StartDate), isDay: true);

    /// <summary>A day on which something is due.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The day, or null.</returns>
    public static object? DueDate(PSObject result) => Of(result, nameof(DueDate), isDay: true);

    /// <summary>A day on which something was completed.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The day, or null.</returns>
    public static object? CompletedDate(PSObject result) => Of(result, nameof(CompletedDate), isDay: true);

    /// <summary>When to remind.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? ReminderUtc(PSObject result) => Of(result, nameof(ReminderUtc));

    /// <summary>Since when it is so.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? SinceUtc(PSObject result) => Of(result, nameof(SinceUtc));

    /// <summary>When it was last changed.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? LastModifiedUtc(PSObject result) => Of(result, nameof(LastModifiedUtc));

    /// <summary>When it last succeeded.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? LastSuccessUtc(PSObject result) => Of(result, nameof(LastSuccessUtc));

    /// <summary>When it is tried again.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? NextTryUtc(PSObject result) => Of(result, nameof(NextTryUtc));

    /// <summary>When the account was refused.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? AccountRefusedUtc(PSObject result) => Of(result, nameof(AccountRefusedUtc));

    /// <summary>When it was last set.</summary>
    /// <param name="result">What it is of.</param>
    /// <returns>The time, or null.</returns>
    public static object? UpdatedUtc(PSObject result) => Of(result, nameof(UpdatedUtc));

    // The property that the one of the same name in front of it hides.
    private static object? Of(PSObject result, string property, bool isDay = false)
    {
        if (result.BaseObject.GetType().GetProperty(property)?.GetValue(result.BaseObject) is not DateTime time)
        {
            return null;
        }

        var shown = new PSObject(time);
        shown.Methods.Add(new TimeText(time, isDay));
        return shown;
    }
}
