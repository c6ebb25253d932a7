using AllSolutionsExchange.Model;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The rows of the kinds, and sets of their fields up to the last one that a kind can have.</summary>
public sealed class KindTests
{
    [Fact]
    public void Every_field_up_to_the_last_is_told_apart()
    {
        for (var place = 0; place < FieldSet.Capacity; place++)
        {
            var before = Digests(FieldSet.Capacity, _ => 1);
            var after = Digests(FieldSet.Capacity, at => at == place ? 2 : 1);
            Assert.Equal(FieldSet.Of(place), before.Differences(after));
            Assert.Equal(after, before.With(FieldSet.Of(place), after));
            Assert.Equal(before, before.With(~FieldSet.Of(place), after));
            Assert.Equal(FieldSet.Of(place), Digests(FieldSet.Capacity, at => at == place ? 0 : 1).EmptyFields());
        }
    }

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(1, 1UL)]
    [InlineData(9, 0x1FFUL)]
    [InlineData(63, ulong.MaxValue >> 1)]
    [InlineData(64, ulong.MaxValue)]
    public void All_fields_are_those_and_no_others(int count, ulong bits) => Assert.Equal(bits, FieldSet.All(count).Bits);

    [Fact]
    public void A_kind_with_more_fields_than_there_are_bits_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldSet.All(FieldSet.Capacity + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldSet.Of(FieldSet.Capacity));
    }

    [Fact]
    public void Digests_of_two_mappings_differ_in_every_field() =>
        Assert.Equal(FieldSet.All(3), Digests(3, _ => 1, mappingVersion: 1).Differences(Digests(3, _ => 1, mappingVersion: 2)));

    /// <summary>Of each kind two items that differ in every field; a new kind gives its own.</summary>
    private static readonly Dictionary<ItemKind, (CanonicalItem One, CanonicalItem Other)> Samples = new()
    {
        [ItemKind.Appointment] = (
            new Appointment
            {
                Subject = "one",
                Start = At(9),
                End = At(10),
                Attendees = [new Attendee(AttendeeRole.Required, "a@contoso.com", "A")],
            },
            new Appointment
            {
                Subject = "other",
                Body = "body",
                Location = "here",
                Start = At(11),
                End = At(12),
                ShowAs = ShowAs.Free,
                Sensitivity = Sensitivity.Personal,
                Categories = ["Red"],
                ReminderMinutes = 15,
            }
        ),
        [ItemKind.Task] = (
            new TodoTask { Subject = "one" },
            new TodoTask
            {
                Subject = "other",
                Body = "body",
                Start = new DateTime(2026, 12, 1),
                Due = new DateTime(2026, 12, 2),
                Status = TodoStatus.Completed,
                Percent = 100,
                Completed = new DateTime(2026, 12, 1),
                Importance = Importance.High,
                Sensitivity = Sensitivity.Personal,
                Categories = ["Red"],
                ReminderUtc = At(9).Utc,
            }
        ),
    };

    public static TheoryData<int> Ids => [.. Kinds.All.Select(kind => (int)kind.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_kind_reads_what_it_wrote_and_merges_each_field_alone(int id)
    {
        var kind = Kinds.Of((ItemKind)id);
        var (one, other) = Samples[kind.Id];
        Assert.All([one, other], item => Assert.Equal(kind.Id, item.Kind));
        Assert.All([one, other], item => Assert.Equal(kind.Digests(item), kind.Digests(kind.Decode(kind.Encode(item)))));
        Assert.Equal(kind.AllFields, one.Digests().Differences(other.Digests()));
        for (var place = 0; place < kind.Fields.Count; place++)
        {
            var merged = kind.Merge(into: one, from: other, FieldSet.Of(place));
            Assert.Equal(FieldSet.Of(place), merged.Digests().Differences(one.Digests()));
            Assert.Equal(kind.Fields[place], Assert.Single(kind.Names(FieldSet.Of(place))));
        }

        Assert.Equal(other.Digests(), kind.Merge(into: one, from: other, kind.AllFields).Digests());
    }

    [Fact]
    public void No_two_kinds_have_one_id() => Assert.Equal(Kinds.All.Count, Kinds.All.Select(kind => kind.Id).Distinct().Count());

    [Fact]
    public void A_field_that_is_not_at_its_place_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            new Kind<Appointment>(
                ItemKind.Appointment,
                1,
                ContentJson.Default.Appointment,
                item => item,
                AppointmentFields.Body,
                AppointmentFields.Subject
            )
        );

    private static FieldDigests Digests(int count, Func<int, long> value, byte mappingVersion = 1)
    {
        using var writer = new FieldDigestWriter();
        for (var place = 0; place < count; place++)
        {
            writer.Number(value(place));
        }

        return writer.ToDigests(mappingVersion);
    }

    private static ZonedTime At(int hour) => ZonedTime.FromLocal(new DateTime(2026, 12, 1, hour, 0, 0), "UTC");
}
