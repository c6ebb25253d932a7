using System.Globalization;
using FsCheck;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// The variables ALLSOLUTIONSEXCHANGE_STORY_COUNT and ALLSOLUTIONSEXCHANGE_STORY_SEED say how many stories are told and from which seed
/// on. With the seed that a failure names, the same stories are told again.
/// </summary>
internal static class StorySeeds
{
    /// <summary>The second half of a seed of FsCheck: any odd number, always the same.</summary>
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    public static int Count(int otherwise) => (int)(Number("COUNT") ?? (ulong)otherwise);

    public static int First => (int)(Number("SEED") ?? 1);

    /// <summary>Random stories, the same in each run unless another seed is given. A failure names it as the first number of a
    /// pair.</summary>
    public static Config Configuration(int count) => Config.QuickThrowOnFailure.WithMaxTest(Count(count)).WithReplay((ulong)First, Gamma);

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
