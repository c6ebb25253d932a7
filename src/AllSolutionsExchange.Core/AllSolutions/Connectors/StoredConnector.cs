using System.Text;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>A connector as the store keeps it: the row of the table <c>connector</c>.</summary>
/// <param name="Bytes">The bytes of connector.json.</param>
/// <param name="Map">What they say.</param>
internal sealed record StoredConnector(byte[] Bytes, ConnectorMap Map)
{
    /// <summary>The protected secret; null if there is none.</summary>
    public byte[]? Secret { get; init; }

    public DateTime? RefusedUtc { get; init; }

    public string? RefusedReason { get; init; }

    public DateTime UpdatedUtc { get; init; }

    /// <summary>The connector; null if the register is AllSolutions.</summary>
    /// <param name="session">The store.</param>
    /// <param name="isReplaced">Whether another map takes its place: one that cannot be read is then none.</param>
    /// <exception cref="ConnectorMapException">The map was taken by another version of the module, and is not by this one.</exception>
    public static StoredConnector? Read(SqlSession session, bool isReplaced = false)
    {
        try
        {
            return session
                .Prepare("SELECT map, secret, refused_utc, refused_reason, updated_utc FROM connector")
                .First(static row => new StoredConnector(row.Blob(0), ConnectorMap.Parse(row.Blob(0)))
                {
                    Secret = row.BlobOrNull(1),
                    RefusedUtc = Time(row, 2),
                    RefusedReason = row.TextOrNull(3),
                    UpdatedUtc = Time(row, 4)!.Value,
                });
        }
        catch (ConnectorMapException) when (isReplaced)
        {
            return null;
        }
    }

    public void Write(SqlSession session) =>
        session
            .Prepare(
                "INSERT OR REPLACE INTO connector(number, map, secret, refused_utc, refused_reason, updated_utc) VALUES(1, ?, ?, ?, ?, ?)"
            )
            .Bind(Bytes)
            .Bind(Secret)
            .Bind(RefusedUtc?.Ticks)
            .Bind(RefusedReason)
            .Bind(UpdatedUtc.Ticks)
            .Run();

    public static void Remove(SqlSession session) => session.Prepare("DELETE FROM connector").Run();

    /// <summary>What is shown of it.</summary>
    /// <param name="store">The path of the store.</param>
    public ConnectorSettings Shown(string store) =>
        new()
        {
            Type = "Rest",
            Url = Map.Server.Url,
            SignIn = Map.Server.SignIn.GetType().Name,
            UserName = ConnectorChanges.UserOf(Map.Server.SignIn),
            Kinds = [.. Map.Kinds.Keys.OrderBy(kind => kind).Select(kind => kind.ToString())],
            Sources = Map.Kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Source(Map.Server)),
            TimeZone = Map.TimeZone,
            Map = Encoding.UTF8.GetString(Bytes).TrimStart('\uFEFF'),
            AccountRefusedUtc = RefusedUtc,
            AccountRefusedReason = RefusedReason,
            UpdatedUtc = UpdatedUtc,
            Store = store,
        };

    private static DateTime? Time(SqlStatement row, int column) =>
        row.IsNull(column) ? null : new DateTime(row.Long(column), DateTimeKind.Utc);
}
