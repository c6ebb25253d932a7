using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The invariants I1-I6, I10, I12 and I14 of the sync engine, over random stories of users, passes, crashes and cut
/// connections.</summary>
public sealed class SyncPropertyTests
{
    /// <summary>Stories of up to some forty commands.</summary>
    private static Arbitrary<int[]> Stories() => Arb.From(Gen.Choose(0, 999_999).ArrayOf().Resize(45), Shorter);

    /// <summary>A story that fails is told again without one of its commands, to find the shortest that does.</summary>
    private static IEnumerable<int[]> Shorter(int[] story) =>
        Enumerable.Range(0, story.Length).Select(left => story.Where((_, i) => i != left).ToArray());

    /// <summary>A failure tells its seed and the shortest story: see <see cref="StorySeeds"/>.</summary>
    [Fact]
    public void Every_story_ends_with_both_sides_the_same() => Check(StoryKind.Appointments, StorySeeds.Full);

    /// <summary>The engine knows no kind: what differs of tasks is that they have no UID, and days in the place of times.</summary>
    internal static void Check(StoryKind kind, int full) =>
        Prop.ForAll(
                Stories(),
                story =>
                {
                    var broken = SyncScript.RunAsync(story, kind: kind).GetAwaiter().GetResult();
                    return (broken is null).Label(broken ?? "");
                }
            )
            .Check(StorySeeds.Configuration(full));

    /// <summary>Found with the seed 462115855: made in Exchange and never read, copied by its user, deleted, and edited on the other
    /// side.</summary>
    [Fact]
    public async Task A_copy_of_what_could_not_be_read_is_kept() =>
        Assert.Null(await SyncScript.RunAsync([457563, 800391, 36866, 367314, 959201, 945969, 578596]));

    /// <summary>Found when pages and searches were spoilt: an item under its old and its new id in one batch, and what could not be looked
    /// for on a side that forgot its cursors.</summary>
    [Theory]
    [InlineData(217944, 325578, 647705, 349841, 216815, 800819)]
    [InlineData(986593, 184274, 733750, 524392, 350772, 806946)]
    [InlineData(801240, 924138, 415595, 265647, 285448, 27402)]
    [InlineData(329619, 7582, 286502, 104010, 574304, 869560, 468639, 869466, 587371)]
    public async Task What_spoils_pages_and_searches_is_neither_lost_nor_doubled(params int[] story) =>
        Assert.Null(await SyncScript.RunAsync(story));

    /// <summary>The same property with one safeguard taken away must be seen to fail, else it shows nothing. The search begins at a story
    /// that fails today.</summary>
    [Theory]
    [InlineData("NoMarker", 0)]
    [InlineData("CursorBeforeChanges", 58)]
    [InlineData("DeleteOnFirstDelete", 10)]
    [InlineData("HashOfWhatWasSent", 2)]
    [InlineData("UnnamedNotAsked", 97)]
    [InlineData("QuarantineForgets", 52)]
    public async Task Random_stories_catch_the_mutant(string mutant, int first) =>
        Assert.NotNull(await FirstBrokenAsync(Enum.Parse<Mutant>(mutant), 3000, Random, first));

    /// <summary>Too rare for random stories (8 in 5,000 in the model): a copy and a new id for the original between two passes.</summary>
    [Fact]
    public async Task Aimed_stories_catch_the_mutant_without_UID()
    {
        Assert.NotNull(await FirstBrokenAsync(Mutant.NoUid, 300, Aimed, first: 43));
        Assert.Null(await FirstBrokenAsync(Mutant.None, StorySeeds.Count(2000), Aimed));
    }

    private static async Task<string?> FirstBrokenAsync(Mutant mutant, int trials, Func<Random, int[]> story, int first = 0)
    {
        for (var seed = first; seed < first + trials; seed++)
        {
            if (await SyncScript.RunAsync(story(new Random(seed)), mutant) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    private static int[] Random(Random random) => [.. Enumerable.Range(0, random.Next(3, 45)).Select(_ => random.Next(1_000_000))];

    private static int[] Aimed(Random random)
    {
        int Command(int kind) => kind + (24 * random.Next(0, 40_000));
        var story = new List<int>();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            story.Add(0 + (24 * 2 * random.Next(100)));
        }

        story.Add(23);
        story.Add(23);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            story.Add(Command(random.Next(3) == 0 ? 4 : 17));
        }

        story.Add(23);
        return [.. story];
    }
}
