using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>A row of the register that cannot be read is that row's error, wherever it is met; the others come.</summary>
public sealed class UnreadableRowTests : IDisposable
{
    private readonly CouplingFolder _folder = new();

    private AgendaRegister Agenda => _folder.Coupling.Agenda;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("body = x'7b'")]
    [InlineData("body = 'null'")]
    [InlineData("body = '[1]'")]
    [InlineData("body = replace(body, '\"two\"', '[1]')")]
    [InlineData("body = replace(body, '\"two\"', 'null')")]
    [InlineData("body = replace(body, '[]', '[null]')")]
    [InlineData("body = replace(body, '2026-', '0000-')")]
    [InlineData("body = replace(body, '\"ShowAs\":2', '\"ShowAs\":99')")]
    [InlineData("body = replace(body, '\"Sensitivity\":0', '\"Sensitivity\":-1')")]
    [InlineData("modified_utc = -1")]
    [InlineData("body = replace(body, 'UTC', 'Atlantis Standard Time')", false)]
    public async Task The_others_come_and_can_be_synchronised(string damage, bool isReadError = true)
    {
        var ids = new List<string>();
        foreach (var subject in new[] { "one", "two", "three" })
        {
            ids.Add(
                (
                    await Agenda.AddAsync(
                        "jdv",
                        new()
                        {
                            Subject = subject,
                            Start = new DateTime(2026, 11, 3, 9, 0, 0),
                            End = new DateTime(2026, 11, 3, 10, 0, 0),
                            TimeZone = "UTC",
                        },
                        default
                    )
                ).Id
            );
        }

        Damage(ids[1], damage);

        var errors = new List<RegisterException>();
        Assert.Equal(
            ["one", "three"],
            (await Agenda.GetAsync(new ItemQuery { User = "jdv" }, errors.Add, default)).Select(found => found.Subject)
        );
        Assert.Contains(ids[1], Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<RegisterException>(() => Agenda.FindAsync(ids[1], default))).IsUnreadable);

        var side = new AllSolutionsSide(Agenda, "jdv");
        var loaded = await side.LoadAsync(ids, default);
        Assert.Equal([true, !isReadError, true], loaded.Select(result => result.Item is not null));
        Assert.Equal(isReadError ? "AppointmentUnreadable" : null, loaded[1].Error?.Code);
        var outcomes = await side.WriteAsync([.. loaded.Select((result, i) => Edit(ids[i], result.Item?.Version ?? "2"))], default);
        Assert.Equal(
            [WriteStatus.Done, isReadError ? WriteStatus.Failed : WriteStatus.Done, WriteStatus.Done],
            outcomes.Select(outcome => outcome.Status)
        );

        await Agenda.DiscardAsync(ids[1], default);
        Assert.Equal(2, (await Agenda.GetAsync(new ItemQuery(), default)).Count);
    }

    private static WriteOperation Edit(string id, string version) =>
        new()
        {
            Action = SyncAction.Update,
            LinkId = new LinkId(Guid.NewGuid()),
            Id = id,
            Version = version,
            Content = new Appointment { Location = "elsewhere" },
            Fields = AppointmentFields.Location,
        };

    private void Damage(string id, string set)
    {
        _folder.Coupling.Dispose();
        using (
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = _folder.RegisterPath, Pooling = false }.ConnectionString
            )
        )
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE item SET {set} WHERE id = {id}";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        _folder.Reopen();
    }
}
