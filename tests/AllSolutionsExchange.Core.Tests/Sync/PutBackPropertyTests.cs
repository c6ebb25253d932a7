using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Stories in which register, mailbox and store are put back; see <see cref="PutBackScript"/>.</summary>
public sealed class PutBackPropertyTests
{
    private static Arbitrary<int[]> Stories() => Arb.From(Gen.Choose(0, 999_999).ArrayOf().Resize(45), Shorter);

    private static IEnumerable<int[]> Shorter(int[] story) =>
        Enumerable.Range(0, story.Length).Select(left => story.Where((_, i) => i != left).ToArray());

    /// <summary>A failure tells its seed and the shortest story: see <see cref="StorySeeds"/>.</summary>
    [Fact]
    public void Whatever_is_put_back_nothing_is_lost_in_silence_deleted_or_doubled() =>
        Prop.ForAll(
                Stories(),
                story =>
                {
                    var broken = PutBackScript.RunAsync(story).GetAwaiter().GetResult();
                    return (broken is null).Label(broken ?? "");
                }
            )
            .Check(StorySeeds.Configuration(1000));

    /// <summary>The search begins at a story that fails today.</summary>
    [Theory]
    [InlineData("RegisterNotAsked", 10)]
    [InlineData("StopOnlyOnFolderGone", 10)]
    [InlineData("StampNotCompared", 52)]
    [InlineData("BirthNotCompared", 10)]
    [InlineData("ForgottenSideTrusted", 96)]
    public async Task Random_stories_catch_the_mutant(string mutant, int first)
    {
        for (var seed = first; seed < first + 3000; seed++)
        {
            if (await PutBackScript.RunAsync(Random(new Random(seed)), Enum.Parse<Mutant>(mutant)) is not null)
            {
                return;
            }
        }

        Assert.Fail($"No story shows {mutant}.");
    }

    private static int[] Random(Random random) => [.. Enumerable.Range(0, random.Next(3, 45)).Select(_ => random.Next(1_000_000))];
}
