using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Binding;

/// <summary>Reads a plan that an admin hands back: as it came, or by its properties after Export- and Import-Clixml.</summary>
internal static class SyncPlanReader
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The plan's lines.</summary>
    /// <param name="lines">Objects of a plan.</param>
    /// <exception cref="ValueException">An object is not a line of a plan.</exception>
    public static IReadOnlyList<SyncPlanItem> Read(IEnumerable<PSObject> lines) => [.. lines.Select(Read)];

    private static SyncPlanItem Read(PSObject line) =>
        line?.BaseObject as SyncPlanItem
        ?? new SyncPlanItem
        {
            User = Required<string>(line, nameof(SyncPlanItem.User)),
            Mailbox = Required<string>(line, nameof(SyncPlanItem.Mailbox)),
            Kind = Required<ItemKind>(line, nameof(SyncPlanItem.Kind)).ToString(),
            Action = Required<SyncAction>(line, nameof(SyncPlanItem.Action)).ToString(),
            Target = Required<SideName>(line, nameof(SyncPlanItem.Target)).ToString(),
            Reason = Required<PlanReason>(line, nameof(SyncPlanItem.Reason)).ToString(),
            Title = Text(line, nameof(SyncPlanItem.Title)),
            StartUtc = Time(line, nameof(SyncPlanItem.StartUtc)),
            DueDate = Day(line, nameof(SyncPlanItem.DueDate)),
            Fields = [.. Fields(line)],
            AllSolutionsId = Text(line, nameof(SyncPlanItem.AllSolutionsId)),
            AllSolutionsVersion = Text(line, nameof(SyncPlanItem.AllSolutionsVersion)),
            ExchangeId = Text(line, nameof(SyncPlanItem.ExchangeId)),
            ExchangeVersion = Text(line, nameof(SyncPlanItem.ExchangeVersion)),
        };

    private static T Required<T>(PSObject? line, string property) =>
        Value(line, property) is { } value && LanguagePrimitives.TryConvertTo<T>(value, CultureInfo.InvariantCulture, out var converted)
            ? converted
            : throw new ValueException(
                $"This is not a line of a plan: its {property} is missing or unknown.",
                "Give what Invoke-AsExchangeSync -WhatIf returned, or Import-Clixml of it."
            );

    // An empty cell of a file is what was not there.
    private static string? Text(PSObject? line, string property) => Value(line, property)?.ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A time, as Import-Clixml or Import-Csv gives it. It only names the line: what cannot be read is left out.</summary>
    private static DateTime? Time(PSObject? line, string property) =>
        Value(line, property) switch
        {
            DateTime time => time.ToUniversalTime(),
            string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) => time,
            _ => null,
        };

    /// <summary>A day, which no zone moves.</summary>
    private static DateTime? Day(PSObject? line, string property) =>
        Value(line, property) switch
        {
            DateTime day => day.Date,
            string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.Date,
            _ => null,
        };

    private static IEnumerable<string> Fields(PSObject? line) =>
        Value(line, nameof(SyncPlanItem.Fields)) switch
        {
            null => [],
            string fields => fields.Split([';'], StringSplitOptions.RemoveEmptyEntries).Select(field => field.Trim()),
            IEnumerable fields => fields.Cast<object>().Select(field => field.ToString()!),
            var field => [field.ToString()!],
        };

    private static object? Value(PSObject? line, string property) =>
        line?.Properties[property]?.Value is { } value ? (value is PSObject wrapped ? wrapped.BaseObject : value) : null;
}
