using AllSolutionsExchange.Sync;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// Somebody between the computer and Exchange, with a seed: requests are lost before or after they were done, answers are cut, pages come
/// instead of them, items and sync states are refused; and users work on, on both sides. Each user keeps to an own set of
/// appointments, so that what must be there in the end is known to the letter.
/// </summary>
/// <remarks>See <see cref="StorySeeds"/> for more of them.</remarks>
public sealed class ManInTheMiddleTests
{
    private static readonly FaultKind[] Kinds =
    [
        FaultKind.CutBefore,
        FaultKind.CutAfter,
        FaultKind.CutAfter,
        FaultKind.TruncatedXml,
        FaultKind.TruncatedXml,
        FaultKind.ServerBusy,
        FaultKind.ServiceUnavailable,
        FaultKind.InvalidSyncState,
        FaultKind.ItemError,
    ];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(StorySeeds.First, StorySeeds.Count(40))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_on_the_way_nothing_is_lost_doubled_or_mailed(int seed)
    {
        await using var world = await ExchangeWorld.StartAsync();
        var random = new Random(seed);
        var users = new Users(world, random);
        var faults = 0;
        world.Server.Faults.Interceptor = _ => random.Next(3) > 0 ? null : Hit(random, ref faults);
        for (var round = 0; round < 8; round++)
        {
            users.Work();
            await world.PassAsync();
            world.Now += TimeSpan.FromMinutes(random.Next(1, 30));
        }

        Assert.NotEqual(0, faults);
        world.Server.Faults.Interceptor = null;

        // What failed again and again is tried again by time.
        for (var pass = 0; pass < 4; pass++)
        {
            await world.PassAsync();
            world.Now += TimeSpan.FromHours(30);
        }

        var last = await world.PassAsync();
        Assert.True(
            last is { Status: SyncStatus.Success, Held: 0 },
            $"{last.Status}, {last.Held} held: {last.Message} {string.Join("; ", last.HeldItems)}"
        );
        Assert.Equal(
            0,
            last.ToExchange.Created
                + last.ToExchange.Updated
                + last.ToExchange.Deleted
                + last.ToAllSolutions.Created
                + last.ToAllSolutions.Updated
                + last.ToAllSolutions.Deleted
        );
        var (ours, theirs) = world.Shown();
        Assert.Equal(users.Expected, ours.Select(Short));
        Assert.Equal(users.Expected, theirs.Select(Short));
        Assert.Empty(world.Server.SentMail);
    }

    private static FaultAction Hit(Random random, ref int faults)
    {
        faults++;
        var kind = Kinds[random.Next(Kinds.Length)];
        return kind == FaultKind.ItemError
            ? FaultAction.ItemError(subject: null, random.Next(2) == 0 ? "ErrorInternalServerError" : "ErrorItemSave")
            : kind;
    }

    private static string Short(string shown) => string.Join('|', shown.Split('|').Take(2));

    /// <summary>The users of both sides. An appointment is changed and deleted where it was made, and nowhere else.</summary>
    private sealed class Users(ExchangeWorld world, Random random)
    {
        private readonly Dictionary<int, (bool IsOurs, string Body)> _made = [];
        private int _last;

        /// <summary>What both sides must show in the end.</summary>
        public IEnumerable<string> Expected => _made.Select(made => $"item {made.Key}|{made.Value.Body}").Order(StringComparer.Ordinal);

        public void Work()
        {
            for (var number = random.Next(1, 5); number > 0; number--)
            {
                Make();
            }

            foreach (var number in _made.Keys.Where(_ => random.Next(4) == 0).ToList())
            {
                Edit(number, $"text {random.Next(1000)}");
            }

            foreach (var number in _made.Keys.Where(_ => random.Next(8) == 0).ToList())
            {
                Delete(number);
            }
        }

        private void Make()
        {
            var appointment = world.New(++_last, "text");
            var isOurs = random.Next(2) == 0;
            if (isOurs)
            {
                world.AllSolutions.UserCreate(appointment);
            }
            else
            {
                world.Mailbox.CreateAppointment(
                    new Appointment
                    {
                        Subject = appointment.Subject,
                        Body = appointment.Body,
                        Start = new DateTimeOffset(appointment.Start.Utc, TimeSpan.Zero),
                        End = new DateTimeOffset(appointment.End.Utc, TimeSpan.Zero),
                    }
                );
            }

            _made.Add(_last, (isOurs, "text"));
        }

        private void Edit(int number, string body)
        {
            if (_made[number].IsOurs)
            {
                world.AllSolutions.UserEdit(Ours(number), each => each with { Body = body });
            }
            else
            {
                world.Mailbox.Edit(Theirs(number), each => each with { Body = body });
            }

            _made[number] = (_made[number].IsOurs, body);
        }

        private void Delete(int number)
        {
            if (_made[number].IsOurs)
            {
                world.AllSolutions.UserDelete(Ours(number));
            }
            else
            {
                world.Mailbox.Delete(Theirs(number));
            }

            _made.Remove(number);
        }

        private string Ours(int number) =>
            world.AllSolutions.Live.Single(item => ((Model.Appointment)item.Content!).Subject == $"item {number}").Id;

        private string Theirs(int number) => world.Mailbox.Calendar.Single(item => item.Content.Subject == $"item {number}").Id;
    }
}
