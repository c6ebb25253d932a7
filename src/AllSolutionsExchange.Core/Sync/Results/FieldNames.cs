using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>The names of fields that are flags.</summary>
internal static class FieldNames
{
    public static IReadOnlyList<string> Of(int fields) =>
        [.. Enum.GetValues(typeof(AppointmentFields)).Cast<AppointmentFields>()
            .Where(field => IsSingle((int)field) && (fields & (int)field) != 0)
            .Select(field => field.ToString())];

    public static string Text(int fields) => string.Join(", ", Of(fields));

    private static bool IsSingle(int flag) => flag != 0 && (flag & (flag - 1)) == 0;
}
