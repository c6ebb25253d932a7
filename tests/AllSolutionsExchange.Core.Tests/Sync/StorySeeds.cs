using System.Globalization;
using FsCheck;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// How long the long tests are. The variable ALLSOLUTIONSEXCHANGE_STORY_COUNT is the number of stories of <see cref="SyncPropertyTests"/>:
/// <see cref="Full"/> in CI, a fraction of it by default. The other long tests do their share in the same proportion. The variable
/// ALLSOLUTIONSEXCHANGE_STORY_SEED is the seed from which stories are told: with the one that a failure names, the same are told again.
/// </summary>
internal static class StorySeeds
{
    /// <summary>The stories of a full run.</summary>
    public const int Full = 5000;

#if NETFRAMEWORK
    private const int Default = 200; // Mono takes ten times as long.
#else
    private const int Default = 100;
#endif

    /// <summary>The second half of a seed of FsCheck: any odd number, always the same.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static int First => (int)(Number("SEED") ?? 1);

    /// <summary>The share of what a full run does, at least one.</summary>
    public static int Count(int full) => (int)Math.Max(1, full * (long)(Number("COUNT") ?? Default) / Full);

    /// <summary>From one spot of a sweep to the next: a full run takes each.</summary>
    public static int Stride => Count(Full) < Full ? 16 : 1;

    /// <summary>Random stories, the same in each run unless another seed is given. A failure names it as the first number of a
    /// pair.</summary>
    public static Config Configuration(int full) =>
        Config.QuickThrowOnFailure.WithMaxTest(Count(full)).WithReplay((ulong)First, Gamma).WithEndSize(45);

    private static ulong? Number(string name) =>
        ulong.TryParse(
            Environment.GetEnvironmentVariable("ALLSOLUTIONSEXCHANGE_STORY_" + name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
