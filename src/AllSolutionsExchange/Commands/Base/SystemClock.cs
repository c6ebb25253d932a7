namespace AllSolutionsExchange.Commands;

/// <summary>The clock that the cmdlets hand to Core: the one place where it is read.</summary>
internal static class SystemClock
{
#pragma warning disable RS0030 // Everybody else takes the clock that was passed in; this is where it comes from.
    public static DateTimeOffset Now() => DateTimeOffset.UtcNow;
#pragma warning restore RS0030
}
